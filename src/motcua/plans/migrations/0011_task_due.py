"""The day inside each period of a task, or the several days on which it is due."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0010_urging")]
    operations = [migrations.AddField(model_name="task", name="due", field=models.JSONField(blank=True, null=True))]
