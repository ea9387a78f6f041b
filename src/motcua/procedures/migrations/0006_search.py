import motcua.kernel.uids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0005_workflows"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchMiss",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, unique=True)),
                ("times", models.PositiveIntegerField(default=1)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("settled", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["settled", "-times"], name="procedures_miss_often")],
            },
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=motcua.kernel.uids.uuid7, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=120, unique=True)),
                ("phrase", models.CharField(max_length=120)),
                ("meanings", models.JSONField(default=list)),
                ("active", models.BooleanField(default=True)),
                ("changed_at", models.DateTimeField()),
                ("by_name", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "indexes": [models.Index(fields=["-changed_at"], name="procedures_synonym_newest")],
            },
        ),
    ]
