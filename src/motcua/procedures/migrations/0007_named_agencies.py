"""Which agencies the newest published versions name; of those that are there already, as `services.derived.keep_agencies` does."""

import django.db.models.deletion
from django.db import migrations, models

from motcua.kernel.text import fold, nfc


def take_from_versions(apps, schema_editor):  # noqa: ARG001 - as Django calls it
    version, agency = apps.get_model("procedures", "ProcedureVersion"), apps.get_model("procedures", "NamedAgency")
    published = version.objects.filter(state="published").order_by("procedure", "number")
    newest = {}
    for pk, content in published.values_list("procedure_id", "content").iterator(chunk_size=200):
        named = content.get("agencies", ())
        those = [one for one in named if one["role"] == "performing"]
        newest[pk] = [one["name"] for one in those or [one for one in named if one["role"] == "competent"]]
    rows = [
        agency(procedure_id=pk, key=key, name=" ".join(nfc(name).split())[:300])
        for pk, names in newest.items()
        for name in names
        if (key := " ".join(fold(name).lower().split())[:300])
    ]
    agency.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("procedures", "0006_weak_searches")]
    operations = [
        migrations.CreateModel(
            name="NamedAgency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=300)),
                ("name", models.CharField(max_length=300)),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="named_agencies",
                        to="procedures.procedure",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("key", "procedure"), name="procedures_agency_once")]
            },
        ),
        migrations.RunPython(take_from_versions, migrations.RunPython.noop),
    ]
