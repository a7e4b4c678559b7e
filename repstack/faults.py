"""What a database suffers without a mistake of ours, and what a person is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db import DatabaseError, InterfaceError, OperationalError


@dataclass(frozen=True, slots=True)
class Fault:
    """`status` is for monitors, `says` for whoever sent a request; when to come back, in seconds."""

    status: str
    says: str
    retry_after: int = 30


BUSY: Final = Fault("database is busy", "The database is busy and did not get to this in time.", 5)
SILENT: Final = Fault("database does not answer", "The database does not answer.")
FULL: Final = Fault("disk is full", "The server's disk is full: nothing can be saved.")
UNWRITABLE: Final = Fault(
    "database cannot be written", "The database can be read, but nothing can be saved in it."
)
EMPTY: Final = Fault("database is not prepared", "The database is not set up yet.")
DISK: Final = Fault("disk cannot be used", "The server's disk cannot be read or written.")
FOREIGN_WAL: Final = Fault(
    "database was turned to WAL by another program", "The database is busy: another program has it."
)
DAMAGED: Final = Fault("database is damaged", "The database is damaged.")

# By the primary code of SQLite's errors.
_SQLITE: Final[Mapping[int, Fault]] = {
    5: BUSY,  # SQLITE_BUSY
    6: BUSY,  # SQLITE_LOCKED
    8: UNWRITABLE,  # SQLITE_READONLY
    10: DISK,  # SQLITE_IOERR
    11: DAMAGED,  # SQLITE_CORRUPT
    13: FULL,  # SQLITE_FULL
    14: SILENT,  # SQLITE_CANTOPEN
    15: BUSY,  # SQLITE_PROTOCOL: others kept taking the lock of the WAL
    26: DAMAGED,  # SQLITE_NOTADB
}
# By PostgreSQL's SQLSTATE, or by its class, the first two characters.
_POSTGRESQL: Final[Mapping[str, Fault]] = {
    "08": SILENT,  # connection exceptions
    "25006": UNWRITABLE,  # read_only_sql_transaction
    "25P03": BUSY,  # idle_in_transaction_session_timeout
    "28": SILENT,  # the role or its password is refused
    "3D": SILENT,  # there is no such database
    "40": BUSY,  # a deadlock or another clash of transactions, undone
    "42P01": EMPTY,  # undefined_table
    "53": BUSY,  # out of connections, memory, other resources
    "53100": FULL,  # disk_full
    "55P03": BUSY,  # lock_not_available
    "57": SILENT,  # shut down, or starting up
    "57014": BUSY,  # query_canceled, by statement_timeout
    "58": DISK,  # errors of the system, such as io_error
    "XX001": DAMAGED,  # data_corrupted
    "XX002": DAMAGED,  # index_corrupted
}


def fault_of(error: BaseException | None) -> Fault | None:
    """The database's fault behind an exception of Django's; None for a mistake of ours."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        # SQLite has no code of its own for a table that is not there.
        is_empty = "no such table" in str(cause)
        return EMPTY if is_empty else _SQLITE.get(code & 0xFF)
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    # The driver alone speaks: the server was not reached, or went away.
    return SILENT if isinstance(error, OperationalError | InterfaceError) else None
