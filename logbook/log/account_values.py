"""What a file says of an account, checked against the columns it is for before it is written."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.db import connection, models

from logbook.log.carried import JSON, KEYS, KEYS_WITHIN
from logbook.log.references import InReferences, points_to

Reader = Callable[[Any, InReferences], Any]


class WrongValueError(ValueError):
    """A value that its column cannot hold, in a sentence."""


@cache
def reader_of(column: models.Field[Any, Any]) -> Reader:
    """What makes a JSON value the column's. It raises `WrongValueError`, or what the reference does.

    Raises `TypeError` for a kind of column nobody has thought of yet.
    """
    if (to := points_to(column)) is not None:
        return lambda said, references: _needed(column, references.found(to, said))
    if isinstance(column, models.JSONField):
        return _json_reader(column)
    check = _plain_reader(column)

    def read(said: Any, _references: InReferences) -> Any:
        if said is None:
            return _needed(column, None)
        return check(said)

    return read


def _plain_reader(column: models.Field[Any, Any]) -> Callable[[Any], Any]:
    if isinstance(column, models.BooleanField):
        return lambda said: _typed(column, said, bool)
    if isinstance(column, models.IntegerField):
        low, high = connection.ops.integer_field_range(column.get_internal_type())
        return lambda said: _within(column, _typed(column, said, int), low, high)
    if isinstance(column, models.DateTimeField):
        return lambda said: _instant(column, said)
    if isinstance(column, models.DateField):
        return lambda said: _parsed(column, said, dt.date.fromisoformat)
    if isinstance(column, models.UUIDField):
        return lambda said: _parsed(column, said, uuid.UUID)
    if isinstance(column, models.CharField | models.TextField):
        return _text_reader(column)
    raise TypeError(f"{column} is of a kind a copy of an account does not carry.")


def _text_reader(column: models.Field[Any, Any]) -> Callable[[Any], Any]:
    words = {str(value) for value, _ in column.flatchoices} if column.choices else None
    if words is not None and column.blank:
        words.add("")
    if column.name == "zone":
        words = available_timezones()
    most = column.max_length

    def read(said: Any) -> str:
        text: str = _typed(column, said, str)
        if words is not None and text not in words:
            raise _wrong(column, said)
        if (most is not None and len(text) > most) or not _is_storable(text):
            raise _wrong(column, said)
        return text

    return read


def _json_reader(column: models.Field[Any, Any]) -> Reader:
    shape = {"list": list, "dict": dict}[JSON[column.model, column.name]]
    within = KEYS_WITHIN.get((column.model, column.name))
    of = KEYS.get((column.model, column.name))

    def read(said: Any, references: InReferences) -> Any:
        if said is None:
            return _needed(column, None)
        value = _typed(column, said, shape)
        # What overflowed to no number raises `ValueError`; as text a NUL is written out.
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        if not _is_storable(text) or "\\u0000" in text:
            raise _wrong(column, said)
        if within is not None and within in value:
            places = _typed(column, value[within], list)
            keys = [references.own_exercise(one) for one in places]
            value = {**value, within: [one for one in keys if one is not None]}
        if of is not None:
            value = [_needed(column, references.found(of, one)) for one in value]
        return value

    return read


def _typed(column: models.Field[Any, Any], said: Any, kind: type) -> Any:
    # A bool is an int to Python, and to nobody else.
    if type(said) is not kind:
        raise _wrong(column, said)
    return said


def _within(column: models.Field[Any, Any], said: int, low: int | None, high: int | None) -> int:
    if (low is not None and said < low) or (high is not None and said > high):
        raise _wrong(column, said)
    if column.choices and said not in {value for value, _ in column.flatchoices}:
        raise _wrong(column, said)
    return said


def _parsed(column: models.Field[Any, Any], said: Any, parse: Callable[[str], Any]) -> Any:
    try:
        return parse(_typed(column, said, str))
    except ValueError as fault:
        raise _wrong(column, said) from fault


def _instant(column: models.Field[Any, Any], said: Any) -> dt.datetime:
    at: dt.datetime = _parsed(column, said, dt.datetime.fromisoformat)
    if at.tzinfo is None or not 1900 <= at.year <= 2200:
        raise _wrong(column, said)
    return at.astimezone(dt.UTC)


def _needed(column: models.Field[Any, Any], value: Any) -> Any:
    if value is None and not column.null:
        raise _wrong(column, None)
    return value


def _is_storable(text: str) -> bool:
    """Whether both engines keep it: half of a pair is no text, and a NUL ends one."""
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _wrong(column: models.Field[Any, Any], said: Any) -> WrongValueError:
    shown = json.dumps(said)
    shown = shown if len(shown) <= 40 else f"{shown[:40]}…"
    return WrongValueError(f"{column.name} cannot be {shown}.")
