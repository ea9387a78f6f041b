"""Whose task it is: until now every task stood in a plan, whose owner it takes."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def take_from_plan(apps, schema_editor):
    task, plan = apps.get_model("plans", "Task"), apps.get_model("plans", "Plan")
    owner = plan.objects.filter(pk=OuterRef("plan")).values("owner")
    task.objects.filter(owner__isnull=True).update(owner=Subquery(owner))


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_work")]
    operations = [migrations.RunPython(take_from_plan, migrations.RunPython.noop)]
