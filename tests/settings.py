"""The product's settings with what only tests need."""

import os

# tests/engine.py has named the data folder and, for PostgreSQL, the database.
os.environ.setdefault("REPSTACK_HTTPS", "off")
os.environ.setdefault("REPSTACK_SECRET_KEY", "a key for tests alone " + "-" * 40)

from repstack.settings import *  # noqa: F403
from repstack.settings import DATA_DIR, DATABASES, MIDDLEWARE

# Strong hashing costs half a second for every user a test makes.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]

# Files are served from where they lie; tests/house/test_static.py tests the collected ones.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]

# A file like the product's, never :memory:, which threads cannot share as the product does.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
