"""Signing in with the account of one's organisation, by OpenID Connect. The settings: ``docs/settings.md``."""

PROVIDER = "oidc"


def providers(*, issuer, client_id, secret, name, verified_domains=()):
    """``SOCIALACCOUNT_PROVIDERS`` of django-allauth for one provider; for none without an issuer."""
    app = {
        "provider_id": PROVIDER,
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": issuer.rstrip("/"), "verified_domains": list(verified_domains)},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app] if issuer else []}}
