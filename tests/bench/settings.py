"""The product's settings with what only the benchmark needs: the floor view and counted queries."""

from repstack.settings import *  # noqa: F403
from repstack.settings import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench"]
MIDDLEWARE = ["tests.bench.counting.QueryCount", *MIDDLEWARE]
ROOT_URLCONF = "tests.bench.urls"
