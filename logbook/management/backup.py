"""Copies of the embedded database: made while it is in use, judged, and put in its place."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

Migration = tuple[str, str]

# SQLite's own mark for what a file is for: "RepS". A backup has it, a database in use has none, so
# that no backup is ever written over a database that somebody works with.
_BACKUP_MARK: Final = 0x52657053
# In the data folder: when a backup was made last, which a start reads (repstack/backed_up.py).
STAMP: Final = "backed-up"
# What SQLite leaves beside a file it was using: it belongs to that file and to no other.
BESIDE: Final = ("-wal", "-shm", "-journal")
# Seconds to wait for whoever writes just now.
_PATIENCE: Final = 20


class RefusedError(Exception):
    """What was asked for cannot be done; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a copy must have in common with its original."""

    migrations: frozenset[Migration]
    rows: Mapping[str, int]

    def __str__(self) -> str:
        people, sets = (self.rows.get(f"logbook_{name}", 0) for name in ("user", "set"))
        return f"{people:,} people, {sets:,} sets"


def back_up(database: Path, target: Path) -> Content:
    """Copy the database to `target` as it is at one instant, verified; raises `RefusedError`.

    `target` appears whole or stays as it was: the copy is written beside it and takes its name last.
    """
    _refuse_as_target(database, target)
    with _draft_beside(target) as draft:
        with closing(_opened(database)) as source, closing(_opened(draft)) as copy:
            # One reading for the counts and the pages, however much is written meanwhile.
            source.execute("BEGIN")
            content = _content(source)
            # All pages in one step: in smaller ones the copying would begin again at each write.
            source.backup(copy)
            _finish(copy, _BACKUP_MARK)
        verify(draft, content)
        _put(draft, target)
    return content


def note_backup(folder: Path, at: dt.datetime) -> None:
    """Keep in the data folder that a sound backup was made."""
    (folder / STAMP).write_text(f"{at.isoformat()}\n")


def judge(file: Path, known: frozenset[Migration]) -> Content:
    """What a file to be restored holds. Raises `RefusedError` unless it is a sound RepStack database.

    `known` are the migrations of this version: a file with others was written by another.
    """
    if not file.is_file():
        raise RefusedError(f"There is no file {file}.")
    for name in BESIDE:
        if file.with_name(file.name + name).exists():
            raise RefusedError(
                f"{file.name}{name} lies beside {file}: that was copied from a database in use."
                " Restore a file that `manage.py backup` wrote."
            )
    content = _read(file)
    if unknown := sorted(content.migrations - known):
        named = ", ".join(".".join(one) for one in unknown[:3])
        raise RefusedError(
            f"{file} was written by another version of RepStack: this one has no {named}."
            " Restore it with the version it came from, or a later one."
        )
    return content


def put_in_place(file: Path, database: Path, content: Content, kept: Path) -> None:
    """Let a copy of `file` take the database's place; what stood there becomes `kept`.

    `content` is what the file was judged to hold. Raises `RefusedError`, and nothing has changed, where
    the copy is not that or somebody is using the database.
    """
    owner = (database if database.exists() else database.parent).stat().st_uid
    if owner != os.geteuid():
        raise RefusedError(f"{database} belongs to another user: run this as that user.")
    with _draft_beside(database) as draft:
        with closing(_opened(file, "immutable=1")) as source, closing(_opened(draft)) as copy:
            source.backup(copy)
            _finish(copy, 0)
        verify(draft, content)
        _set_aside(database, kept)
        _put(draft, database)


def _refuse_as_target(database: Path, target: Path) -> None:
    """Raise `RefusedError` for whatever may not be written over."""
    if target.is_symlink():
        raise RefusedError(f"{target} is a link: name the file itself.")
    if not target.parent.is_dir():
        raise RefusedError(f"There is no folder {target.parent}.")
    is_own = target.resolve() in {
        database.resolve().with_name(database.name + name) for name in ("", *BESIDE)
    }
    if is_own or (target.exists() and target.samefile(database)):
        raise RefusedError(f"{target} is the database itself: name another file.")
    if target.exists() and not _is_backup(target):
        raise RefusedError(f"{target} is there and no backup of RepStack: name another file.")


def _is_backup(file: Path) -> bool:
    try:
        with closing(_opened(file, "immutable=1")) as opened:
            return bool(opened.execute("PRAGMA application_id").fetchone() == (_BACKUP_MARK,))
    except sqlite3.DatabaseError:
        return False


def _opened(file: Path, how: str = "mode=rw") -> sqlite3.Connection:
    """A connection to a file that is there; `immutable=1` reads it and leaves nothing beside it."""
    return sqlite3.connect(
        f"{file.resolve().as_uri()}?{how}", uri=True, timeout=_PATIENCE, isolation_level=None
    )


def _content(opened: sqlite3.Connection) -> Content:
    names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    tables = [name for (name,) in opened.execute(names)]
    if not {"django_migrations", "logbook_user", "logbook_set"} <= set(tables):
        raise RefusedError("It holds no RepStack database.")
    migrations = opened.execute("SELECT app, name FROM django_migrations").fetchall()
    rows = {
        # The name is one that the file's own schema gave.
        name: opened.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for name in tables
    }
    return Content(frozenset(migrations), rows)


def _read(file: Path) -> Content:
    """What a file holds. Raises `RefusedError` unless it is whole and a RepStack database."""
    try:
        with closing(_opened(file, "immutable=1")) as opened:
            said = opened.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if said != "ok":
                raise RefusedError(f"{file} is damaged: {said}")
            return _content(opened)
    except sqlite3.DatabaseError as error:
        raise RefusedError(f"{file} is damaged, or no SQLite file: {error}.") from error
    except RefusedError as refused:
        raise RefusedError(f"{file}: {refused}") from None


def verify(file: Path, content: Content) -> None:
    """Read the file back. Raises `RefusedError` unless it is whole and holds this."""
    if _read(file) != content:
        raise RefusedError(f"{file} does not hold what was copied: is the disk sound?")


def _finish(copy: sqlite3.Connection, mark: int) -> None:
    """Make a copy one file that needs nothing beside it, and say what it is."""
    copy.execute("PRAGMA journal_mode=delete")
    copy.execute(f"PRAGMA application_id={mark}")


@contextmanager
def _draft_beside(target: Path) -> Iterator[Path]:
    """An empty file for its owner alone in the folder of `target`; gone at the end if still there."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield draft
    except sqlite3.Error as error:
        raise RefusedError(f"{target} could not be written: {error}.") from error
    finally:
        for name in ("", *BESIDE):
            draft.with_name(draft.name + name).unlink(missing_ok=True)


def _put(draft: Path, target: Path) -> None:
    """Give the draft its name once all of it has reached the disk."""
    _sync(draft)
    draft.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _set_aside(database: Path, kept: Path) -> None:
    """Keep what stands at the database's place under another name, and leave nothing beside it.

    What a crash left beside it is brought into it first; where it is too damaged for that, it is
    kept beside it. Until the new file takes its place the old one stands there under both names.
    """
    with ExitStack() as undo:
        # SQLite throws away what lies beside a file it cannot read: so it has a second name before.
        for name in BESIDE:
            left, second = (one.with_name(one.name + name) for one in (database, kept))
            if left.exists() and left.stat().st_size:
                os.link(left, second)
                undo.callback(second.unlink)
        if not _settle(database):
            undo.pop_all()
    if database.exists():
        os.link(database, kept)
    for name in BESIDE:
        database.with_name(database.name + name).unlink(missing_ok=True)
    _sync(database.parent)


def _settle(database: Path) -> bool:
    """Bring into a database what lies beside it: whether it could be read for that.

    Raises `RefusedError` where somebody has it open.
    """
    try:
        with closing(_opened(database)) as opened:
            opened.execute("PRAGMA journal_mode=delete")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise RefusedError(f"Something else has {database} open: end it first.") from error
        return False
    except sqlite3.DatabaseError:
        return False
    return True
