"""The settings of the tests: a throw-away data folder, fast passwords, plain static files."""

import os
import tempfile

if "KEYWORKS_DATA" not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
    # Workers begin with what their controller set: each has a folder of its own all the same.
    os.environ["KEYWORKS_DATA"] = tempfile.mkdtemp(prefix="keyworks-test-")
os.environ.setdefault("KEYWORKS_SECRET_KEY", "tests only")

from keyworks.site.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.twotime"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
AXES_ENABLED = False
WHITENOISE_AUTOREFRESH = True
"""Looked up when asked for: each client of a test is a site of its own, and would list every static file first."""
