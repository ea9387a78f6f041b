"""What the newest published version of each procedure rests on, for the procedures that are there already."""

from typing import Any

from django.db import migrations

from motcua.documents.citations import canonical


def fill(apps: Any, _editor: Any) -> None:
    versions = apps.get_model("procedures", "ProcedureVersion").objects.filter(state="published")
    cited = apps.get_model("procedures", "CitedGround").objects
    newest = {}
    for pk, procedure in versions.order_by("procedure", "number").values_list("pk", "procedure"):
        newest[procedure] = pk
    keys = sorted(newest.values())
    for start in range(0, len(keys), 500):
        rows = versions.filter(pk__in=keys[start : start + 500]).values_list("procedure", "content")
        found = {(p, canonical(g.get("number", ""))[:80]) for p, said in rows for g in said.get("grounds", [])}
        made = [cited.model(procedure_id=p, number=number) for p, number in sorted(found) if number]
        cited.bulk_create(made, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("procedures", "0008_reviews")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
