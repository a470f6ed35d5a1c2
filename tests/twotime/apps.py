from django.apps import AppConfig


class TwoTimeTestConfig(AppConfig):
    name = "tests.twotime"
    label = "twotime"
    default_auto_field = "django.db.models.BigAutoField"
