from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("services", "0003_opening_hours")]

    operations = [
        migrations.AlterField(
            model_name="importrun",
            name="kind",
            field=models.CharField(
                choices=[
                    ("organisations", "Organisations"),
                    ("services", "Services"),
                    ("waiting", "Waiting times"),
                    ("members", "Members"),
                    ("hsds", "Open data of another region (HSDS)"),
                ],
                max_length=14,
                verbose_name="what is in it",
            ),
        ),
    ]
