"""The settings of the tests: a throw-away data folder, fast passwords, plain static files."""

import os
import tempfile

os.environ.setdefault("KEYWORKS_DATA", tempfile.mkdtemp(prefix="keyworks-test-"))
os.environ.setdefault("KEYWORKS_SECRET_KEY", "tests only")

from keyworks.site.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.twotime"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
AXES_ENABLED = False
