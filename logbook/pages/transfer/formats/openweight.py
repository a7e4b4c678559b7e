"""Our sets as openweight, an open JSON format for strength training: a list of its WorkoutLog.

Its schema has whole reps in reserve alone, so half ones go as RPE; what it has no word for goes under
the name `repstack`, which it allows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from logbook.pages.transfer.formats.own_csv import zone_named

if TYPE_CHECKING:
    from logbook.log.taken_out import OutExercise, OutSession, OutSet

_TYPES = {"warm_up": "warmup", "drop": "dropset", "rest_pause": "rest-pause"}
_LONGEST_NAME, _LONGEST_NOTE = 200, 1_000


def openweight(sessions: Iterable[OutSession]) -> Iterator[bytes]:
    """The file, a piece a session."""
    mark = "["
    for session in sessions:
        said = json.dumps(_workout(session), ensure_ascii=False, separators=(",", ":"))
        yield f"{mark}\n{said}".encode()
        mark = ","
    yield b"[]\n" if mark == "[" else b"\n]\n"


def _workout(session: OutSession) -> dict[str, Any]:
    zone = zone_named(session.zone)
    lasted = int((session.ended_at - session.started_at).total_seconds())
    return _said(
        date=session.started_at.astimezone(zone).isoformat(timespec="seconds"),
        name=session.name[:_LONGEST_NAME],
        notes=session.note,
        durationSeconds=max(lasted, 0),
        exercises=[_exercise(place, one) for place, one in enumerate(session.exercises, start=1)],
    )


def _exercise(place: int, exercise: OutExercise) -> dict[str, Any]:
    entry = exercise.entry
    return _said(
        exercise=_said(
            name=entry.name,
            equipment=entry.equipment.replace("_", "-"),
            musclesWorked=[one.replace("_", " ") for one in entry.primary_muscles],
        ),
        order=place,
        supersetId=exercise.superset or None,
        notes=exercise.note,
        sets=[_set(one) for one in exercise.sets],
    )


def _set(done: OutSet) -> dict[str, Any]:
    typed = done.typed
    halves = done.rir_halves
    target = (done.target_low, done.target_aim, done.target_high)
    return _said(
        reps=None if done.is_held else done.reps,
        durationSeconds=done.seconds,
        weight=typed.milli / 1000 if typed else None,
        unit=typed.unit.value if typed else None,
        rpe=None if halves is None else 10 - halves / 2,
        rir=halves // 2 if halves is not None and halves % 2 == 0 else None,
        toFailure=True if done.ended_by == "muscular_failure" else None,
        type=_TYPES.get(done.kind, "working"),
        notes=done.note[:_LONGEST_NOTE],
        repstack=_said(
            loadKind=done.load_kind if done.load_kind != "external" else None,
            endedBy=done.ended_by if done.ended_by != "stopped" else None,
            targetRir=None if None in target else list(target),
            verdict=done.outcome,
            restBeforeSeconds=done.rest_seconds,
        ),
    )


def _said(**values: Any) -> dict[str, Any]:
    """The values that say something; 0 does."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
