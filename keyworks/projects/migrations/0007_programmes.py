import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def lay(apps, _editor):
    """Each programme of the code list can be told of."""
    term, programme = apps.get_model("projects", "Term"), apps.get_model("projects", "Programme")
    programme.objects.bulk_create(programme(term=one) for one in term.objects.filter(kind="programme"))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_special_days"),
        ("dossier", "0001_initial"),
        ("projects", "0006_reasons_of_an_overrun"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "term",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="+",
                        serialize=False, to="projects.term",
                    ),
                ),
                ("aim_zh", models.CharField(blank=True, max_length=200)),
                ("aim_en", models.CharField(blank=True, max_length=300)),
                ("opened_on", models.DateField(blank=True, null=True)),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={"ordering": ("term__order", "term_id")},
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("on", models.DateField()),
                ("text_zh", models.TextField()),
                ("text_en", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                        to="dossier.attachment",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="projects.programme"
                    ),
                ),
            ],
            options={
                "ordering": ("-on", "-number", "-version"),
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "number", "version"), name="projects_story_version")
                ],
            },
        ),
        migrations.RunPython(lay, migrations.RunPython.noop, elidable=False),
    ]
