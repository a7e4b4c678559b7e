"""What mails and logs say of a request: nothing that was typed, and nothing that opens a door.

A note is health data, and a key in a path is a way in for whoever reads the log. So the values of
variables, forms and cookies stay out, and so do the words of an exception: a database puts the
row it refused into them.
"""

from __future__ import annotations

import logging
import re
import traceback
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest
from django.views.debug import ExceptionReporter

# The key of a reset, of a confirmation, of a way back: what is long below the account's pages; and
# the secret addresses of a calendar and of a shared program.
# Every repetition is bounded, so that a long path costs no more than its length.
KEY = re.compile(r"(/(?:accounts|calendar|shared)(?:/[^/\s\"']{1,19}){0,8})(?:/[^/\s\"']{20,})+")
QUERY = re.compile(r"\?[^\s\"']+")
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,255}")
# A personal token, wherever somebody put it (logbook/log/tokens.py).
TOKEN = re.compile(r"(repstack_)[A-Za-z0-9_-]{20,}")


def hidden(text: str) -> str:
    """The text without keys in paths, tokens, queries and e-mail addresses."""
    text = TOKEN.sub(r"\1…", KEY.sub(r"\1/…", QUERY.sub("?…", text)))
    return EMAIL.sub("…", text)


def where(error: BaseException) -> str:
    """The lines of code an exception came through and its name; what caused it comes first."""
    lines = "".join(traceback.format_tb(error.__traceback__))
    said = f"{lines}{type(error).__module__}.{type(error).__qualname__}"
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return said if cause is None else f"{where(cause)}\n\nAfter that:\n\n{said}"


class NoSecrets(logging.Filter):
    """Lets every record pass, cleaned."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the hidden text and the bare traceback in place of what formatters would make."""
        record.msg, record.args = hidden(record.getMessage()), ()
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = where(record.exc_info[1])
        return True


class OneOfAnOutage(logging.Filter):
    """Lets a database's fault pass once in ten minutes: each request meets it while it lasts.

    To mail every one of them holds the threads that work, and buries what it says.
    """

    seconds: Final = 600

    def __init__(self) -> None:
        super().__init__()
        self._quiet_until = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is no fault of the database, or the first in a while."""
        if getattr(record, "status_code", None) != HTTPStatus.SERVICE_UNAVAILABLE:
            return True
        if record.created < self._quiet_until:
            return False
        self._quiet_until = record.created + self.seconds
        return True


class Report(ExceptionReporter):
    """The mail about a page that failed: which page, who, and where in the code."""

    def get_traceback_text(self) -> str:  # type: ignore[override]  # plain text, nothing to escape
        """Method, path, the person's id, and the bare traceback."""
        lines = []
        if self.request is not None:
            lines = [f"{self.request.method} {hidden(self.request.path)}", _person(self.request)]
        # Without an exception Django puts the message in its place, which the mail begins with.
        if isinstance(self.exc_value, BaseException):
            lines.append(where(self.exc_value))
        return "\n\n".join(lines)


def _person(request: HttpRequest) -> str:
    # Only where the page has asked who it is: a mail about a lost database must not ask it.
    user = getattr(request, "_cached_user", None)
    return "Nobody was asked for." if user is None else f"User {user.pk}"
