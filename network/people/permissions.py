"""What each role may do in the admin. Given after every ``migrate``, since only then all permissions exist."""

from django.apps import apps as all_apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connections, transaction

from network.people.roles import ADMINISTRATOR, ORGANISER, PROVIDER_EDITOR, SECOND_READER, STAFF

NEEDED_TABLES = {"auth_permission", "wagtailcore_page", "wagtailcore_grouppagepermission", "wagtailcore_collection"}

# Provider editors and organisers work in the front end and need no permission in the admin.
STAFF_PERMISSIONS = [
    "wagtailadmin.access_admin",
    "base.change_mail",  # mail that did not arrive, and what the worker does
    *(f"topics.{verb}_topic" for verb in ("add", "change", "delete", "view")),
    *(f"organisations.{verb}_organisation" for verb in ("add", "change", "delete", "view")),
    *(f"organisations.{verb}_municipality" for verb in ("add", "change", "delete", "view")),
    *(f"services.{verb}_service" for verb in ("add", "change", "delete", "view")),
    *(f"meetings.{verb}_eventseries" for verb in ("add", "change", "delete", "view")),
    *(f"reports.{verb}_method" for verb in ("add", "change", "delete", "view")),
    *(f"event_sessions.{verb}_sessionmethod" for verb in ("add", "change", "delete", "view")),
    *(f"people.{verb}_peoplegroup" for verb in ("add", "change", "delete", "view")),
    *(f"people.{verb}_invitation" for verb in ("add", "change", "delete", "view")),
    *(f"practices.{verb}_review" for verb in ("change", "delete", "view")),
    *(f"practices.{verb}_adoptionreport" for verb in ("change", "delete", "view")),
    *(f"search.{verb}_synonym" for verb in ("add", "change", "delete", "view")),
    *(f"search.{verb}_compoundrule" for verb in ("add", "change", "delete", "view")),
    *(f"wagtailsearchpromotions.{verb}_searchpromotion" for verb in ("add", "change", "delete", "view")),
]
# Members are closed, never deleted from a list: what they wrote would go with them.
ADMINISTRATOR_PERMISSIONS = [
    *STAFF_PERMISSIONS,
    *(f"people.{verb}_member" for verb in ("add", "change", "view")),
    "base.change_sitesettings",
    "training.change_foldersettings",
    "event_sessions.change_sessionsettings",
    "wagtailcore.change_site",
    *(f"wagtailcore.{verb}_workflow" for verb in ("add", "change", "delete")),
    *(f"wagtailcore.{verb}_task" for verb in ("add", "change", "delete")),
    *(f"wagtailcore.{verb}_groupapprovaltask" for verb in ("add", "change", "delete")),
    *(f"practices.{verb}_secondreadertask" for verb in ("add", "change", "delete")),
    *(f"wagtailredirects.{verb}_redirect" for verb in ("add", "change", "delete")),
]
STAFF_PAGES = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]
ADMINISTRATOR_PAGES = [*STAFF_PAGES, "bulk_delete_page"]
STAFF_COLLECTIONS = [
    *(f"wagtailimages.{verb}_image" for verb in ("add", "change", "choose")),
    *(f"wagtaildocs.{verb}_document" for verb in ("add", "change", "choose")),
]
ADMINISTRATOR_COLLECTIONS = [
    *STAFF_COLLECTIONS,
    *(f"wagtailcore.{verb}_collection" for verb in ("add", "change", "delete")),
]


def _permissions(names):
    """The permissions with these names (``app.codename``); one that doesn't exist is a mistake in this file."""
    found = {}
    for permission in Permission.objects.select_related("content_type"):
        found[f"{permission.content_type.app_label}.{permission.codename}"] = permission
    return [found[name] for name in names]


@transaction.atomic
def ensure_roles():
    """Make the groups of the roles and give them what they need. Takes nothing away, so may run at any time."""
    from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

    rows = [
        (PROVIDER_EDITOR, [], [], []),
        (ORGANISER, [], [], []),
        (SECOND_READER, [], [], []),
        (STAFF, STAFF_PERMISSIONS, STAFF_PAGES, STAFF_COLLECTIONS),
        (ADMINISTRATOR, ADMINISTRATOR_PERMISSIONS, ADMINISTRATOR_PAGES, ADMINISTRATOR_COLLECTIONS),
    ]
    page, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    for role, plain, pages, collections in rows:
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.add(*_permissions(plain))
        for permission in _permissions(f"wagtailcore.{name}" for name in pages) if page else []:
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
        for permission in _permissions(collections) if collection else []:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def ensure_roles_after_migrate(sender, using="default", **kwargs):
    """Runs after ``migrate``; not while tables are missing, as when only one app was migrated."""
    if not NEEDED_TABLES <= set(connections[using].introspection.table_names()):
        return
    for config in all_apps.get_app_configs():
        create_permissions(config, verbosity=0, using=using)
    ensure_roles()
