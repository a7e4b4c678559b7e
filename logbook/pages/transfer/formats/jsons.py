"""Logs that are JSON: openGym's backup, LiftLog's sessions, wger's log entries."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NoReturn

from logbook.pages.transfer.formats.dates import Dates
from logbook.pages.transfer.formats.json_logs import JsonLog
from logbook.pages.transfer.formats.liftlog_json import LiftLog
from logbook.pages.transfer.formats.opengym import OpenGym
from logbook.pages.transfer.formats.values import NotReadError, Reading
from logbook.pages.transfer.formats.wger import Wger


def is_log(content: bytes) -> bool:
    """Whether JSON is of another app: an account of ours says so at its beginning."""
    begins = content[:4096]
    if b"repstack account" in begins:
        return False
    is_opengym = b'"workouts"' in content and b'"routines"' in content
    return is_opengym or (b'"repetitions"' in content and b'"exercise"' in content)


def reader(text: str, unit: str) -> Callable[[Dates], Reading] | None:
    """What reads this text, None where it is no JSON at all or none of a known shape.

    Raises `NotReadError` for JSON that is broken.
    """
    if text.lstrip()[:1] not in {"{", "["}:
        return None
    try:
        found = json.loads(text, parse_float=str, parse_int=str, parse_constant=_no_number)
    except RecursionError as fault:
        raise NotReadError("The JSON is nested deeper than any log.") from fault
    except json.JSONDecodeError as fault:
        if text.lstrip()[:1] == "[" and "," not in text[:200]:
            return None
        raise NotReadError(f"Not readable as JSON: {fault.msg}.", fault.lineno) from fault
    made = _shape(found)
    if made is None:
        return None

    def reading(dates: Dates) -> Reading:
        try:
            return made(found, dates, unit).all()
        except RecursionError as fault:
            raise NotReadError("The JSON is nested deeper than any log.") from fault

    return reading


def _no_number(text: str) -> NoReturn:
    raise NotReadError(f"{text} is no number.")


def _shape(found: object) -> type[JsonLog] | None:
    if isinstance(found, dict):
        if isinstance(found.get("workouts"), list) and "routines" in found:
            return OpenGym
        return Wger if _has_logs(found.get("results")) or _has_logs(found.get("logs")) else None
    if isinstance(found, list) and found and isinstance(found[0], dict):
        if isinstance(found[0].get("recordedExercises"), list):
            return LiftLog
        if _has_logs(found) or _has_logs(found[0].get("logs")):
            return Wger
    return None


def _has_logs(rows: object) -> bool:
    return (
        isinstance(rows, list)
        and bool(rows)
        and isinstance(rows[0], dict)
        and {"exercise", "repetitions", "weight"} <= rows[0].keys()
    )
