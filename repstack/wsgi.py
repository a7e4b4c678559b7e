"""The WSGI application that a server such as gunicorn runs."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

from logbook.management.serving import hold_while_serving
from repstack.health import known_migrations

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "repstack.settings")

# All threads of the process read these settings when they connect.
if connection.vendor == "sqlite":
    hold_while_serving(settings.DATA_DIR)
    connection.settings_dict["SERVING"] = True
else:
    connection.settings_dict["STATEMENT_SECONDS"] = settings.STATEMENT_SECONDS
application = get_wsgi_application()
# Once, before there are workers: the first monitor does not wait for it.
known_migrations()
