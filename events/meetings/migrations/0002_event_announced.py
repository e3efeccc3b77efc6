"""What calendars know of a meeting."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="eventpage",
            name="announced",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
    ]
