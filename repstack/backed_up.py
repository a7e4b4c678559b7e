"""What a start says of backups: `python -m repstack.backed_up` prints a line where the last is old.

It asks the embedded database alone; a server's backups are that server's.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

from logbook.management.backup import STAMP

# RepStack policy: who trains three times a week loses three sessions at most.
OLD: Final = dt.timedelta(days=7)
_HOW: Final = "manage.py backup FILE makes one; docs/deploying.md shows a nightly one."


def said(folder: Path, now: dt.datetime) -> str:
    """What to say of the backups of the database in this folder; empty where all is well."""
    if not _has_sessions(folder / "repstack.sqlite3"):
        return ""
    last = last_backup(folder)
    if last is None:
        return f"There is no backup of this log yet. {_HOW}"
    if now - last <= OLD:
        return ""
    return f"The last backup is {(now - last).days} days old ({last:%d %B %Y}). {_HOW}"


def last_backup(folder: Path) -> dt.datetime | None:
    """When `manage.py backup` last wrote a sound one; None where it never did."""
    try:
        at = dt.datetime.fromisoformat((folder / STAMP).read_text().strip())
    except (OSError, ValueError):
        return None
    return at if at.tzinfo is not None else None


def _has_sessions(database: Path) -> bool:
    """Whether anybody trained: before that there is nothing to lose."""
    try:
        with closing(
            sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
        ) as opened:
            return bool(opened.execute("SELECT 1 FROM logbook_trainingsession LIMIT 1").fetchone())
    except sqlite3.Error:
        return False


if __name__ == "__main__":
    if not os.environ.get("DATABASE_URL"):
        line = said(Path(os.environ["REPSTACK_DATA_DIR"]), dt.datetime.now(dt.UTC))
        if line:
            print(line, file=sys.stderr)
