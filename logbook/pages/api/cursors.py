"""Where the next page of a list begins: a place in it, signed, so that nobody has to guess at one.

It names the last row that was read, so rows added meanwhile neither come twice nor push one out.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.signing import BadSignature, Signer

from logbook.pages.api.problems import ProblemError


def cursor_at(of: str, place: tuple[Any, ...]) -> str:
    """A place in the list `of`: instants and whole numbers. The same place is always the same text."""
    plain = [one.isoformat() if isinstance(one, dt.datetime) else one for one in place]
    return _signer(of).sign_object(plain)


def place_in(of: str, text: str | None) -> tuple[Any, ...] | None:
    """The place a cursor of this list names; None without one, which is the beginning.

    Raises `ProblemError` for one that we did not write, or wrote for another list.
    """
    if text is None:
        return None
    try:
        plain = _signer(of).unsign_object(text)
    except (BadSignature, ValueError) as error:
        raise ProblemError(
            422, "bad_cursor", "This is no cursor of this list: take it from “next”, unchanged."
        ) from error
    return tuple(dt.datetime.fromisoformat(one) if isinstance(one, str) else one for one in plain)


def _signer(of: str) -> Signer:
    return Signer(salt=f"repstack.api.{of}")
