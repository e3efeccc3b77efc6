"""What the models of this room and of Wagtail hold about people, for the register."""

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.admin.models import EditingSession, FormState
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    APIToken,
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)
from wagtail.users.models import UserProfile

from base.models import CustomDocument, CustomImage, CustomRendition, DocumentText, JobRun, Mail, SiteSettings
from base.personal_data import Leaving, register


def _user(member):
    return Q(user=member)


def _uploaded(member):
    return Q(uploaded_by_user=member)


def _mailed(member):
    return Q(receiver__iexact=member.email)


def _about(member):
    """Lines of Wagtail's log about the account itself: each has the name in it."""
    return Q(content_type=ContentType.objects.get_for_model(get_user_model()), object_id=str(member.pk))


def _delete_avatar(member):
    for profile in UserProfile.objects.filter(user=member).exclude(avatar=""):
        profile.avatar.delete(save=False)


def _delete_waiting_files(member):
    for waiting in UploadedFile.objects.filter(uploaded_by_user=member).exclude(file=""):
        waiting.file.delete(save=False)


def files(member):
    """The images and documents that a member sent, for the archive; a photo is the room of people's to give."""
    for document in CustomDocument.objects.filter(uploaded_by_user=member).order_by("pk"):
        yield f"documenten/{document.pk}-{document.filename}", document.file
    images = CustomImage.objects.filter(uploaded_by_user=member).exclude(pk=getattr(member, "photo_id", None))
    for image in images.order_by("pk"):
        yield f"afbeeldingen/{image.pk}-{image.filename}", image.file


def fill():
    """Register them all."""
    _fill_own()
    _fill_pages()
    _fill_admin()


def _fill_own():
    register(
        SiteSettings,
        nothing="id site site_name region_name logo accent band sun home_question footer_text contact_email "
        "organisation_name",
    )
    register(
        CustomImage,
        rows=_uploaded,
        leaving=Leaving.EMPTY,
        nothing="id collection width height focal_point_x focal_point_y focal_point_width focal_point_height "
        "file_size file_hash is_decorative visibility tags",
        person="uploaded_by_user",
        work="title description created_at file alt_text",
    )
    register(CustomRendition, nothing="id filter_spec file width height focal_point_key image")
    # Wagtail's own, which this site has in its database and doesn't use.
    register(
        Image,
        rows=_uploaded,
        leaving=Leaving.EMPTY,
        nothing="id collection width height focal_point_x focal_point_y focal_point_width focal_point_height "
        "file_size file_hash tags",
        person="uploaded_by_user",
        work="title description created_at file",
    )
    register(
        Document,
        rows=_uploaded,
        leaving=Leaving.EMPTY,
        nothing="id collection file_size file_hash tags",
        person="uploaded_by_user",
        work="title file created_at",
    )
    register(
        CustomDocument,
        rows=_uploaded,
        leaving=Leaving.EMPTY,
        nothing="id collection file_size file_hash visibility tags",
        person="uploaded_by_user",
        work="title file created_at",
    )
    register(JobRun, nothing="name looked_at did_at did seconds total failures failed_at problem")
    register(
        Mail,
        rows=_mailed,
        leaving=Leaving.DELETE,
        nothing="id bulk lease attempts next_try problem",
        own="receiver kind language subject state written_at sent_at",
        # The text has links that open accounts; it goes as soon as the mail does.
        secret="text html headers attachments message_id key",  # noqa: S106
        others="sender",
    )
    register(DocumentText, nothing="id document status reason file_hash attempts next_try read_at", work="text")


def _fill_pages():
    register(
        Page,
        rows=lambda member: Q(owner=member),
        nothing="id path depth numchild translation_key locale latest_revision live has_unpublished_changes "
        "live_revision go_live_at expire_at expired locked locked_at content_type url_path alias_of show_in_menus "
        "latest_revision_created_at draft_title",
        person="owner locked_by",
        work="title slug seo_title search_description first_published_at last_published_at",
    )
    register(
        Revision,
        rows=_user,
        nothing="id content_type base_content_type object_id approved_go_live_at",
        person="user",
        work="created_at",
        others="object_str content",
    )
    register(
        WorkflowState,
        rows=lambda member: Q(requested_by=member),
        nothing="id content_type base_content_type object_id workflow current_task_state",
        person="requested_by",
        work="status created_at",
    )
    register(
        TaskState,
        rows=lambda member: Q(finished_by=member),
        nothing="id workflow_state revision task content_type started_at",
        person="finished_by",
        work="status finished_at comment",
    )
    register(
        PageLogEntry,
        rows=_user,
        nothing="id content_type uuid revision content_changed deleted",
        person="user",
        work="action timestamp",
        others="label data page",
    )


def _fill_admin():
    register(
        ModelLogEntry,
        rows=_about,
        leaving=Leaving.DELETE,
        keep_links=True,
        nothing="id content_type uuid revision content_changed deleted object_id",
        person="user",
        own="label action timestamp",
        others="data",
    )
    register(
        Comment,
        rows=_user,
        leaving=Leaving.DELETE,
        nothing="id page contentpath position updated_at revision_created resolved_at",
        person="user resolved_by",
        own="text created_at",
    )
    register(
        CommentReply,
        rows=_user,
        leaving=Leaving.DELETE,
        nothing="id comment updated_at",
        person="user",
        own="text created_at",
    )
    register(
        PageSubscription,
        rows=_user,
        leaving=Leaving.DELETE,
        nothing="id",
        person="user",
        own="page comment_notifications",
    )
    register(
        UserProfile,
        rows=_user,
        leaving=Leaving.DELETE,
        before=_delete_avatar,
        nothing="id dismissibles",
        person="user",
        own="submitted_notifications approved_notifications rejected_notifications updated_comments_notifications "
        "preferred_language current_time_zone avatar theme contrast density keyboard_shortcuts",
    )
    register(
        EditingSession,
        rows=_user,
        leaving=Leaving.DELETE,
        nothing="id content_type object_id is_editing",
        person="user",
        own="last_seen_at",
    )
    register(
        FormState,
        rows=_user,
        leaving=Leaving.DELETE,
        nothing="id content_type object_id parent_object_id",
        person="user",
        own="last_updated_at",
        others="data",
    )
    register(
        APIToken,
        rows=_user,
        leaving=Leaving.DELETE,
        nothing="id revoked_at",
        person="user",
        own="name created last_used_at",
        secret="key_hash prefix",  # noqa: S106
    )
    register(
        UploadedFile,
        rows=_uploaded,
        leaving=Leaving.DELETE,
        before=_delete_waiting_files,
        nothing="id for_content_type",
        person="uploaded_by_user",
        own="file",
    )
