"""Django's settings, from the environment alone. docs/deploying.md lists the variables."""

import os
from pathlib import Path
from typing import Any

from whitenoise.compress import Compressor

from repstack import postgres, sqlite
from repstack.environment import Environment, refuse
from repstack.secret import kept_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(os.environ)

# --- What this installation is ---------------------------------------------------------------
DEBUG = env.flag("REPSTACK_DEBUG", default=False)
DATA_DIR = env.folder("REPSTACK_DATA_DIR", BASE_DIR / "var")
SECRET_KEY = env.text("REPSTACK_SECRET_KEY", "", secret=True, shortest=50) or kept_secret_key(
    DATA_DIR / "secret_key"
)
# Where links in mails lead; without it to the host that was asked (repstack/accounts/adapter.py).
SITE_URL = env.origin("REPSTACK_URL", "")
ALLOWED_HOSTS = env.hosts("REPSTACK_ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])

# --- Database (SQLite in one file, or PostgreSQL) ----------------------------------------------
_database_url = env.text("DATABASE_URL", "", secret=True)
_journal = env.choice(
    "REPSTACK_SQLITE_JOURNAL", sqlite.safest_journal(sqlite.linked_version()), sqlite.JOURNALS
)
if _journal == "wal" and not sqlite.wal_is_safe(sqlite.linked_version()):
    refuse("REPSTACK_SQLITE_JOURNAL", _journal, "truncate, since this SQLite loses commits in WAL")
DATABASES: dict[str, dict[str, Any]] = {
    "default": postgres.database(_database_url)
    if _database_url
    else sqlite.database(DATA_DIR / "repstack.sqlite3", _journal)
}
# How long a statement of a request may take on PostgreSQL.
STATEMENT_SECONDS = env.number("REPSTACK_STATEMENT_SECONDS", 10, low=1, high=600)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Only the rate limits of the log-in, of whole-log downloads and of tokens use the cache. It is a table, so that
# all worker processes and all machines count together; no page a lifter opens touches it.
CACHES = {
    "default": {
        "BACKEND": "repstack.counters.Counters",
        "LOCATION": "repstack_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# --- Work in the background --------------------------------------------------------------------
# A queue in the database; `manage.py work` works it off.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
# Imports of more sets than these are worked on there, and the page shows how far they are.
IMPORT_AT_ONCE_SETS = env.number("REPSTACK_IMPORT_AT_ONCE_SETS", 2_000, low=0, high=200_000)

# --- Apps and middleware -----------------------------------------------------------------------
INSTALLED_APPS = [
    "logbook",
    "programming",
    "repstack.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
    "template_partials",
    "csp",
    "import_export",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    # Headers of every answer, so that files have them too.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "repstack.middleware.PermissionsPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "logbook.speed.courtesy.ShortRequests",
    # A logged set's answer is 3 KB instead of 14 on a gym's signal, for 0.2 ms. Against guessing at
    # secrets by size Django pads at random, and the form's token is another in each answer.
    "django.middleware.gzip.GZipMiddleware",
    "repstack.middleware.PrivatePages",
    "repstack.middleware.RefuseUnreadable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "repstack.middleware.LogInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "repstack.urls"
WSGI_APPLICATION = "repstack.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        # template_partials puts its own loader around the cached ones.
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "logbook.web.homes.homes",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CSRF_FAILURE_VIEW = "repstack.views.csrf_failure"

# --- People and log-in -------------------------------------------------------------------------
AUTH_USER_MODEL = "logbook.User"
# allauth's backend answers for permissions too; a second one would log in past its limits.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
# `/` knows where each person begins (logbook/web/homes.py).
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_ADAPTER = "repstack.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "repstack.accounts.forms.LogInForm",
    "signup": "repstack.accounts.forms.SignUpForm",
    "add_email": "repstack.accounts.forms.AddAddressForm",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SESSION_REMEMBER = True
# An open session on a phone that was left behind moves no address: the password is asked again,
# and the addresses the account had are told, with a way back (repstack/accounts/take_back.py).
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# The mail lets in who was locked out by others; the second factor is asked for all the same.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "RepStack: "
# A whole gym shares one address, so an address may do much and one account little.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "10/5m/key,200/m/ip",
    "signup": "120/m/ip",
    "reset_password": "3/m/key,120/m/ip",
    "reset_password_from_key": "120/m/ip",
    "confirm_email": "1/3m/key",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
    # Each reads a whole log, which may be ten years in as many files.
    "export": "30/h/user",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "RepStack"

# --- E-mail (to the console until an SMTP server is named) -------------------------------------
_smtp_host = env.text("REPSTACK_SMTP_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _smtp_host else 'console'}.EmailBackend"
EMAIL_HOST = _smtp_host
EMAIL_PORT = env.number("REPSTACK_SMTP_PORT", 587, low=1, high=65_535)
EMAIL_HOST_USER = env.text("REPSTACK_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("REPSTACK_SMTP_PASSWORD", "", secret=True)
_smtp_security = env.choice("REPSTACK_SMTP_SECURITY", "starttls", ("starttls", "tls", "none"))
EMAIL_USE_TLS = _smtp_security == "starttls"
EMAIL_USE_SSL = _smtp_security == "tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.email("REPSTACK_EMAIL_FROM", "repstack@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
_admin_email = env.email("REPSTACK_ADMIN_EMAIL", "")
ADMINS = [("RepStack admin", _admin_email)] if _admin_email else []
# An address is proven before the first log-in as soon as a mail can reach it.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if _smtp_host else "optional"

# --- Transport, cookies, headers ---------------------------------------------------------------
HTTPS = env.flag("REPSTACK_HTTPS", default=not DEBUG)
_proxies = env.number("REPSTACK_TRUSTED_PROXIES", 0, low=0, high=5)
if _proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = _proxies
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz(/live|/ready)?$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Whether a domain goes onto the browsers' preload list is for its owner to say, not for one
# program that runs on it: hard to undo, and it binds every other service of the domain.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = env.number("REPSTACK_SESSION_DAYS", 60, low=1, high=365) * 24 * 3600
SESSION_ENGINE = "django.contrib.sessions.backends.db"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
# A form is small; a file to import is not part of the first number.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
# Who has no account sends an address, a password, a code. Django's parser makes 190 bytes of each "%".
STRANGER_MAX_BYTES = 32 * 1024
REQUEST_MAX_BYTES = env.number("REPSTACK_UPLOAD_MB", 20, low=1, high=500) * 1024 * 1024

# --- Language, time, files ---------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = "repstack.formats"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# Every page names files by their content, so a second copy under the plain name serves nobody.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Only a developer's tools read a map, and to compress Bootstrap's takes a second of every update.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "repstack.finders.PackageFilesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "no_secrets": {"()": "repstack.reports.NoSecrets"},
        "one_of_an_outage": {"()": "repstack.reports.OneOfAnOutage"},
    },
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["no_secrets"],
        },
        # Sends nothing while REPSTACK_ADMIN_EMAIL names nobody.
        "mail_admins": {
            "class": "django.utils.log.AdminEmailHandler",
            "level": "ERROR",
            "filters": ["no_secrets", "one_of_an_outage"],
            "include_html": False,
            "reporter_class": "repstack.reports.Report",
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["mail_admins"], "level": "WARNING", "propagate": True},
        # A request for an unknown host is the sender's mistake and fills the log.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

env.refuse_unknown("REPSTACK_")
