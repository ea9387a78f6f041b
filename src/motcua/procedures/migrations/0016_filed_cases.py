"""The cases under which dossiers may be filed; of the versions that are there already, as `services.derived.keep_cases` does."""

import django.db.models.deletion
from django.db import migrations, models

from motcua.procedures.rules.filed_cases import filed_cases


def take_from_versions(apps, schema_editor):  # noqa: ARG001 - as Django calls it
    version, case = apps.get_model("procedures", "ProcedureVersion"), apps.get_model("procedures", "FiledCase")
    published = version.objects.filter(state="published").order_by("pk").values_list("pk", "content")
    rows = [
        case(version_id=pk, name=name)
        for pk, content in published.iterator(chunk_size=200)
        for name in filed_cases(content)
    ]
    case.objects.bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("procedures", "0015_earlier_comments")]
    operations = [
        migrations.CreateModel(
            name="FiledCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=300)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="filed_cases",
                        to="procedures.procedureversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("version", "name"), name="procedures_filed_case_once")
                ]
            },
        ),
        migrations.RunPython(take_from_versions, migrations.RunPython.noop),
    ]
