import django.db.models.deletion
from django.db import migrations, models


def give_second_readers(apps, schema_editor):
    """Let the step of the list of practices be one in which nobody approves their own; what waits in it stays there."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    SecondReaderTask = apps.get_model("practices", "SecondReaderTask")
    indexes = apps.get_model("practices", "PracticeIndexPage").objects.values("pk")
    steps = WorkflowTask.objects.filter(workflow__workflow_pages__page__in=indexes)
    for old in GroupApprovalTask.objects.filter(pk__in=steps.values("task")):
        kind, _made = ContentType.objects.get_or_create(app_label="practices", model="secondreadertask")
        new = SecondReaderTask.objects.create(name=old.name, active=old.active, content_type=kind)
        new.groups.set(old.groups.all())
        moved = list(steps.filter(task=old.pk).values_list("pk", flat=True))
        WorkflowTask.objects.filter(pk__in=moved).update(task=new.pk)
        apps.get_model("wagtailcore", "TaskState").objects.filter(
            task=old.pk, workflow_state__workflow__workflow_pages__page__in=indexes
        ).update(task=new.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("practices", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="SecondReaderTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Pages/snippets at this step in a workflow will be moderated or approved by these "
                        "groups of users",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "Read by a second person",
                "verbose_name_plural": "Read by a second person",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.RunPython(give_second_readers, migrations.RunPython.noop),
    ]
