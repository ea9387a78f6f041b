"""The one calendar without unit, from which all others inherit."""

from django.db import migrations


def make(apps, schema_editor):
    apps.get_model("organisations", "Calendar").objects.get_or_create(
        code="vn", defaults={"name": "Lịch làm việc của cơ quan hành chính nhà nước"}
    )


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_user_names")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
