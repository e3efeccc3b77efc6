import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('event_sessions', '0002_settings'),
        ('requests', '0003_proposals'),
    ]

    operations = [
        # Days of one offer never overlap: the action that adds them sees to that, under the lock of the request.
        migrations.RemoveConstraint(model_name='visitday', name='visit_day_once'),
        migrations.AddField(
            model_name='visitday',
            name='session',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='visit_day', to='event_sessions.session'),
        ),
    ]
