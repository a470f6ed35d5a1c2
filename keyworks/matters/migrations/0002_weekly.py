from django.db import migrations


def weekly(apps, schema_editor):
    """What a city begins with: raised by Friday, consulted on Wednesday of the week after."""
    apps.get_model("matters", "Consultation").objects.create(
        name_zh="每周会商", name_en="Weekly consultation", weekday=2, cutoff=4
    )


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial")]
    operations = [migrations.RunPython(weekly, migrations.RunPython.noop)]
