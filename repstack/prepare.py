"""Make an installation ready to serve: `python -m repstack.prepare`, after every update.

Runs in one process what would be four commands; each does only what is not done yet.
"""

import os

import django
from django.core.management import call_command


def main() -> None:
    """Bring tables, catalogue and static files up to date."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "repstack.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_catalogue", verbosity=0)
    call_command("rebuild_summaries", once=True, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
