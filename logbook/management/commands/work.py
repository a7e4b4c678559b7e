"""Works off what is done in the background: imports of many sets."""

from __future__ import annotations

import os
import signal
import threading
import time
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import Error, connection
from django.utils import timezone

from logbook.acts.import_jobs import clear_interrupted
from logbook.management.serving import hold_while_serving

# Seconds between two looks for work, and until the database is asked again after it failed.
_LOOK, _AGAIN = 1.0, 5.0
# Steps back from whoever logs a set: the most of it is computing.
_NICE = 5
_KEPT_DAYS = 7


class Command(BaseCommand):
    """Runs until it is told to end; what it is at is then ended first, or cut by a second signal."""

    help = "Works on imports in the background; run one beside the server."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long it runs."""
        parser.add_argument("--once", action="store_true", help="end when nothing is left to do")
        parser.add_argument(
            "--beside", type=int, metavar="PID", help="end when this parent process has ended"
        )

    def handle(self, *args: object, once: bool, beside: int | None, **options: object) -> None:
        """Clear away what broke off, then work."""
        if connection.vendor == "sqlite":
            hold_while_serving(Path(settings.DATA_DIR))
            connection.settings_dict["SERVING"] = True
        os.nice(_NICE)
        if beside is not None:
            threading.Thread(target=_end_with, args=(beside,), daemon=True).start()
        while True:
            try:
                clear_interrupted(timezone.now())
                call_command("prune_db_task_results", min_age_days=_KEPT_DAYS, verbosity=0)
                # It ends by itself when it is told to, or once nothing is left.
                call_command(
                    "db_worker",
                    interval=_LOOK,
                    batch=once,
                    reload=False,
                    startup_delay=False,
                    verbosity=0,
                )
            except Error as fault:
                if once:
                    raise
                self.stderr.write(f"The database failed ({type(fault).__name__}); trying again.")
                connection.close()
                time.sleep(_AGAIN)
            else:
                return


def _end_with(parent: int) -> None:
    """End this process once its parent has: what it is at breaks off, and leaves nothing."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    # The first signal lets it end what it is at; the server is gone, so the second follows.
    for _ in range(2):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_LOOK)
