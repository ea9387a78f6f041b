"""Rounds of one unit and year are told apart by name, held by the database. Of rounds that had one name before, the later ones keep it:
their key gets their number, so nothing that was written changes and none can be added.
"""

from django.db import migrations, models

from motcua.kernel.text import fold


def take_keys(apps, schema_editor):  # noqa: ARG001 - as Django calls it
    rounds = apps.get_model("procedures", "ReviewRound")
    taken = set()
    for one in rounds.objects.order_by("pk").only("owner_id", "year", "title", "state"):
        one.name_key = fold(one.title)[:500]
        if one.state != "dropped":
            if (one.owner_id, one.year, one.name_key) in taken:
                one.name_key += f" #{one.pk}"
            taken.add((one.owner_id, one.year, one.name_key))
        one.save(update_fields=["name_key"])


class Migration(migrations.Migration):
    dependencies = [("procedures", "0016_filed_cases")]
    operations = [
        migrations.AddField(
            model_name="reviewround",
            name="name_key",
            field=models.CharField(default="", max_length=520),
            preserve_default=False,
        ),
        migrations.RunPython(take_keys, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "dropped"), _negated=True),
                fields=("owner", "year", "name_key"),
                name="procedures_round_named_once",
            ),
        ),
    ]
