from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("base", "0002_initial")]

    operations = [migrations.RenameField("customimage", "decorative", "is_decorative")]
