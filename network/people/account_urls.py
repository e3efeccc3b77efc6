"""django-allauth's views at Dutch addresses, under the names that allauth itself asks for.

Every other way to a session is closed here: the sign-in and password pages of Wagtail lead to ours, because those
would give a session by password alone to somebody who protected the account with a second step.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as usersessions
from django.urls import include, path, re_path

from network.people import views, views_oidc

password_urls = [
    path("", account.password_change, name="account_change_password"),
    path("instellen/", account.password_set, name="account_set_password"),
    path("vergeten/", account.password_reset, name="account_reset_password"),
    path("vergeten/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^nieuw/(?P<uidb36>[0-9A-Za-z]{1,20})-(?P<key>[0-9A-Za-z-]{1,200})/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("nieuw/klaar/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]

key_urls = [
    path("", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("nieuw/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("bevestigen/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("<int:pk>/verwijderen/", views.remove_key, name="mfa_remove_webauthn"),
]

security_urls = [
    path("", mfa.index, name="mfa_index"),
    path("nodig/", views.second_step_needed, name="second_step"),
    path("bevestigen/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("app/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/qr.svg", views.totp_qr, name="mfa_totp_qr"),
    path("app/uitzetten/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("herstelcodes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("herstelcodes/nieuw/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("herstelcodes/bestand/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("sleutels/", include(key_urls)),
]

account_urls = [
    path("e-mail/", account.email, name="account_email"),
    path("e-mail/bevestigen/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(
        r"^e-mail/bevestigen/(?P<key>[-:\w]{1,300})/$",
        account.confirm_email,
        name="account_confirm_email",
    ),
    path("wachtwoord/", include(password_urls)),
    path("bevestigen/", account.reauthenticate, name="account_reauthenticate"),
    path("beveiliging/", include(security_urls)),
    path("sessies/", usersessions.list_usersessions, name="usersessions_list"),
]

urlpatterns = [
    path("inloggen/", account.login, name="account_login"),
    path("inloggen/code/", mfa.authenticate, name="mfa_authenticate"),
    path("inloggen/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    # The second one is what an operator tells the provider: see docs/settings.md.
    path("inloggen/met/<slug:provider_id>/", views_oidc.start, name="openid_connect_login"),
    path("inloggen/met/<slug:provider_id>/terug/", views_oidc.back, name="openid_connect_callback"),
    path("inloggen/wacht/", account.account_inactive, name="account_inactive"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("registreren/", views.request_account, name="account_signup"),
    path("registreren/<str:key>/", views.finish_request, name="account_finish_request"),
    path("uitnodiging/<str:key>/", views.accept_invitation, name="account_invitation"),
    path("mijn/account/", include(account_urls)),
    # The doors of the admin, before Wagtail's own views are reached.
    path("beheer/login/", views.to_login, name="admin_login"),
    re_path(r"^beheer/password_reset/", views.to_password_reset),
    path("beheer/account/", views.to_profile),
    path("_util/login/", views.to_login, name="page_login"),
    path("django-admin/login/", views.to_login),
]
