from django.db import migrations, models

from keyworks.projects.rules.standard import TERMS

KIND = "overrun_reason"


def lay(apps, _editor):
    """An installation that has its code lists already is given this one; a new one is laid all at once."""
    term = apps.get_model("projects", "Term")
    if term.objects.exists() and not term.objects.filter(kind=KIND).exists():
        term.objects.bulk_create(
            term(kind=KIND, code=entry.code, name_zh=entry.zh, name_en=entry.en, order=order)
            for order, entry in enumerate(TERMS[KIND], 1)
        )


class Migration(migrations.Migration):
    dependencies = [("projects", "0005_registered_twice")]

    operations = [
        migrations.AlterField(
            model_name="term",
            name="kind",
            field=models.CharField(
                choices=[
                    ("category", "category"), ("sector", "sector"), ("programme", "programme"),
                    ("chain", "industrial chain"), ("nature", "nature of construction"),
                    ("investor", "kind of investor"), ("fund", "fund source"), ("measure", "unit of measure"),
                    ("party_role", "role of a party"), ("link", "kind of link"), ("component", "kind of component"),
                    ("fact", "fact with several sources"), ("pause_reason", "reason of a pause"),
                    ("exit_reason", "reason of an exit"), ("recovery_reason", "reason of a recovery"),
                    ("overrun_reason", "reason of an overrun"),
                ],
                max_length=20,
            ),  # fmt: skip
        ),
        migrations.RunPython(lay, migrations.RunPython.noop, elidable=False),
    ]
