"""The WSGI application that a server such as gunicorn runs."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

from logbook.management.serving import hold_while_serving

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "repstack.settings")

if connection.vendor == "sqlite":
    hold_while_serving(settings.DATA_DIR)
application = get_wsgi_application()
