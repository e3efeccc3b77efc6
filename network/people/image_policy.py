"""Photos of members are no images of the site: nobody finds, sees or chooses them in the admin."""

from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from network.people.models import Member


class ImagePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy of images, which would show each photo to whoever manages images, hidden or not."""

    def user_has_any_permission_for_instance(self, user, actions, instance):
        if Member.objects.filter(photo=instance.pk).exists():
            return False
        return super().user_has_any_permission_for_instance(user, actions, instance)

    def instances_user_has_any_permission_for(self, user, actions):
        photos = Member.objects.exclude(photo=None).values("photo")
        return super().instances_user_has_any_permission_for(user, actions).exclude(pk__in=photos)
