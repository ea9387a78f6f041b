"""Q. (quyền) is a capacity of its own among those that are given by a document."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0008_grant_index")]

    operations = [
        migrations.RemoveConstraint(model_name="signingauthority", name="organisations_signing_capacity"),
        migrations.AlterField(
            model_name="signingauthority",
            name="capacity",
            field=models.CharField(
                choices=[
                    ("Q", "Q. (quyền người đứng đầu)"),
                    ("KT", "KT. (ký thay)"),
                    ("TL", "TL. (ký thừa lệnh)"),
                    ("TUQ", "TUQ. (ký thừa ủy quyền)"),
                ],
                max_length=3,
            ),
        ),
        migrations.AddConstraint(
            model_name="signingauthority",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__in", ["Q", "KT", "TL", "TUQ"])), name="organisations_signing_capacity"
            ),
        ),
    ]
