"""Settings, all from the environment: KEYWORKS_DATA, DATABASE_URL, KEYWORKS_HOSTS, KEYWORKS_HTTPS, KEYWORKS_DEBUG."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from keyworks.post.rules import hosts
from keyworks.site.databases import database

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("KEYWORKS_DATA", "data")).resolve()
DEBUG = os.environ.get("KEYWORKS_DEBUG") == "1"
HTTPS = os.environ.get("KEYWORKS_HTTPS") == "1"


def _secret() -> str:
    """The installation's own key, made at the first start and kept beside the data."""
    path = DATA / "secret.key"
    if not path.exists() or not path.stat().st_size:
        DATA.mkdir(parents=True, exist_ok=True)
        descriptor, made = tempfile.mkstemp(prefix="secret.", dir=DATA)  # for its owner alone
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(descriptor)
        # Whole or not at all, and the first of two that start together wins.
        with suppress(FileExistsError):
            os.link(made, path)
        if not path.stat().st_size:
            Path(made).replace(path)
        Path(made).unlink(missing_ok=True)
    return path.read_text()


SECRET_KEY = os.environ.get("KEYWORKS_SECRET_KEY") or _secret()
ALLOWED_HOSTS = os.environ.get("KEYWORKS_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"]

INSTALLED_APPS = [
    "keyworks.site.apps.SiteRoom",
    "keyworks.demonstration.apps.DemonstrationRoom",
    "keyworks.desk.apps.DeskRoom",
    "keyworks.publishing.apps.PublishingRoom",
    "keyworks.imports.apps.ImportsRoom",
    "keyworks.meetings.apps.MeetingsRoom",
    "keyworks.matters.apps.MattersRoom",
    "keyworks.reports.apps.ReportsRoom",
    "keyworks.projects.apps.ProjectsRoom",
    "keyworks.dossier.apps.DossierRoom",
    "keyworks.post.apps.PostRoom",
    "keyworks.search.apps.SearchRoom",
    "keyworks.jobs.apps.JobsRoom",
    "keyworks.accounts.apps.AccountsRoom",
    "keyworks.record.apps.RecordRoom",
    "keyworks.base.apps.BaseRoom",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "keyworks.site.sealing.Sealed",
    "keyworks.base.answers.ProblemsOnly",
    "keyworks.site.sealing.Readable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "keyworks.base.reader.ReaderMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "keyworks.base.doors.DoorKeeper",
    "axes.middleware.AxesMiddleware",
    "keyworks.site.refusals.RefusalSpeaker",
]

ROOT_URLCONF = "keyworks.site.urls"
WSGI_APPLICATION = "keyworks.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "keyworks.base.templatetags.keyworks"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "keyworks.site.context.shell",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), DATA)}

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "name", "email")}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "keyworks.accounts.views.signing.locked_out"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("KEYWORKS_TIME_ZONE", "Asia/Shanghai")

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "site" / "built"
GUIDE = PACKAGE.parent / "docs" / "guide"
STATICFILES_DIRS = [("guide", GUIDE / "pictures")]
if not GUIDE.is_dir():  # a wheel carries the guide inside the package, its pictures in STATIC_ROOT
    GUIDE, STATICFILES_DIRS = PACKAGE / "desk" / "guide", []
FONTS = PACKAGE / "site" / "fonts"
MAPPINGS = PACKAGE.parent / "examples" / "mappings"
if not MAPPINGS.is_dir():  # a wheel carries them inside the package too
    MAPPINGS = PACKAGE / "imports" / "files" / "examples"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "keyworks.site.storage.Built"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "kw_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "kw_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "keyworks.site.views.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
JOBS_LEASE_S = float(os.environ.get("KEYWORKS_JOBS_LEASE_S", "60"))
ATTACHMENT_MAX_BYTES = int(os.environ.get("KEYWORKS_FILE_MB", "50")) * 1024 * 1024


def _mail_password() -> str:
    """From the environment, or from a file beside the data that its owner alone may read."""
    path = DATA / "mail.password"
    if os.environ.get("KEYWORKS_MAIL_PASSWORD") or not path.is_file():
        return os.environ.get("KEYWORKS_MAIL_PASSWORD", "")
    if path.stat().st_mode & 0o077:
        raise ImproperlyConfigured(f"{path} can be read by others: chmod 600 {path}")
    return path.read_text(encoding="utf-8").strip()


ADDRESS = os.environ.get("KEYWORKS_URL", "").rstrip("/") or (
    f"https://{ALLOWED_HOSTS[0]}" if HTTPS else f"http://{ALLOWED_HOSTS[0]}:8000"
)
"""Where the site is reached: what links in e-mails begin with."""
EMAIL_HOST = os.environ.get("KEYWORKS_MAIL_HOST", "")
_TLS = os.environ.get("KEYWORKS_MAIL_TLS", "starttls")
if _TLS not in ("starttls", "tls", "none"):
    raise ImproperlyConfigured("KEYWORKS_MAIL_TLS is starttls, tls or none")
EMAIL_USE_TLS, EMAIL_USE_SSL = _TLS == "starttls", _TLS == "tls"
EMAIL_PORT = int(os.environ.get("KEYWORKS_MAIL_PORT") or {"starttls": 587, "tls": 465, "none": 25}[_TLS])
EMAIL_HOST_USER = os.environ.get("KEYWORKS_MAIL_USER", "")
EMAIL_HOST_PASSWORD = _mail_password()
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("KEYWORKS_MAIL_FROM") or EMAIL_HOST_USER or "keyworks@localhost"
HOOK_HOSTS = os.environ.get("KEYWORKS_HOOK_HOSTS", "")
"""Where hooks may lead, separated by commas: [http://]host[:port][=address within the house]; none: hooks are off."""
try:
    hosts(HOOK_HOSTS)
except ValueError as error:
    raise ImproperlyConfigured(f"KEYWORKS_HOOK_HOSTS: {error}") from error
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # It warns of every request that waits for a free thread, which is no trouble.
    "loggers": {"waitress.queue": {"level": "ERROR"}},
}
