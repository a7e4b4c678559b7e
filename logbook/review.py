"""The review: effort against the plan, set by set, of one session."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from logbook.effort import performed_of, warnings_of
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.wording import WarningLine, effort_text, set_text, warning_lines
from programming.choices import Outcome, SetKind

# The scale's six places, 0 to 5+, drawn at these shares of the width.
_FIRST_PLACE, _PLACE = 8, 16
_DOTS = {
    "on_target": "on",
    "too_close": "close",
    "too_easy": "easy",
    "below_floor": "floor",
}


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One working set: its band and its dot in per cent of the scale's width."""

    row: Set
    number: int
    text: str
    verdict: str
    dot: str
    at: float | None
    band_from: float | None
    band_width: float | None
    aim_at: float | None
    effort: str


@dataclass(frozen=True, slots=True)
class ReviewExercise:
    """One exercise of the session and how it went."""

    item: SessionExercise
    rows: list[ReviewRow]
    warnings: list[WarningLine]
    verdict: str
    verdict_text: str
    extras: int


@dataclass(frozen=True, slots=True)
class Review:
    """The whole session."""

    exercises: list[ReviewExercise]
    skipped: list[SessionExercise]
    on_target: int
    too_close: int
    too_easy: int
    unrated: int
    sentence: str
    duration: dt.timedelta | None

    @property
    def rated(self) -> int:
        """Sets with a verdict."""
        return self.on_target + self.too_close + self.too_easy


def _place(rir: float) -> float:
    return _FIRST_PLACE + _PLACE * min(rir, 5)


def read_review(lifter: User, session: TrainingSession) -> Review:
    """The review of `session`, in two queries."""
    items = list(session.exercises.select_related("risk").order_by("position", "pk"))
    sets: dict[int, list[Set]] = defaultdict(list)
    for row in Set.objects.visible_to(lifter).live().filter(session=session).order_by("number"):
        sets[row.session_exercise_id].append(row)
    exercises = [_exercise(lifter, item, sets[item.pk]) for item in items if sets[item.pk]]
    on_target = sum(one.item.on_target for one in exercises)
    too_close = sum(one.item.too_close for one in exercises)
    too_easy = sum(one.item.too_easy for one in exercises)
    working = sum(one.item.working_sets for one in exercises)
    return Review(
        exercises=exercises,
        skipped=[item for item in items if item.is_skipped or not sets[item.pk]],
        on_target=on_target,
        too_close=too_close,
        too_easy=too_easy,
        unrated=working - on_target - too_close - too_easy,
        sentence=_sentence(exercises, too_close, too_easy),
        duration=(
            session.finished_at - session.started_at if session.finished_at is not None else None
        ),
    )


def _exercise(lifter: User, item: SessionExercise, sets: list[Set]) -> ReviewExercise:
    working = [row for row in sets if row.kind == SetKind.WORKING]
    lines: dict[str, WarningLine] = {}
    for row in sets:
        for line in warning_lines(warnings_of(row)):
            lines.setdefault(line.code, line)
    rows = [_row(lifter, number, row) for number, row in enumerate(working, start=1)]
    verdict, text = _verdict(rows)
    order = {"stop": 0, "caution": 1, "note": 2}
    return ReviewExercise(
        item=item,
        rows=rows,
        warnings=sorted(lines.values(), key=lambda line: order[line.severity]),
        verdict=verdict,
        verdict_text=text,
        extras=len(sets) - len(working),
    )


def _row(lifter: User, number: int, row: Set) -> ReviewRow:
    verdict = row.outcome
    if any(stored[0] == "below_floor" for stored in row.warnings):
        verdict = "below_floor"
    rir = performed_of(row).good_reps_left
    low, aim, high = row.target_low, row.target_aim, row.target_high
    has_target = low is not None and aim is not None and high is not None
    return ReviewRow(
        row=row,
        number=number,
        text=set_text(row.reps, row.typed_load, None, lifter),
        verdict=verdict,
        dot=_DOTS.get(verdict, "none"),
        at=None if rir is None else _place(rir),
        band_from=_place(low) - _PLACE / 3 if has_target and low is not None else None,
        band_width=(
            _PLACE * (high - low) + 2 * _PLACE / 3
            if has_target and low is not None and high is not None
            else None
        ),
        aim_at=_place(aim) if has_target and aim is not None else None,
        effort=effort_text(row),
    )


def _verdict(rows: list[ReviewRow]) -> tuple[str, str]:
    """The worst thing that happened on the exercise, counted."""
    counted: dict[str, int] = defaultdict(int)
    for row in rows:
        counted[row.verdict] += 1
    for verdict, words in (
        ("below_floor", "below floor"),
        (Outcome.TOO_CLOSE.value, "too close"),
        (Outcome.TOO_EASY.value, "too easy"),
    ):
        if counted[verdict]:
            return verdict, f"{counted[verdict]} {words}"
    if counted[Outcome.ON_TARGET.value]:
        return Outcome.ON_TARGET.value, f"{counted[Outcome.ON_TARGET.value]} of {len(rows)}"
    return Outcome.UNRATED.value, "not rated"


def _sentence(exercises: list[ReviewExercise], too_close: int, too_easy: int) -> str:
    """What went off the plan, in one sentence; empty where nothing did."""
    below = sum(row.verdict == "below_floor" for one in exercises for row in one.rows)
    parts = []
    if below:
        parts.append(f"{_count(below)} went below the floor")
    if too_close > below:
        parts.append(f"{_count(too_close - below)} came closer to failure than planned")
    if too_easy:
        parts.append(f"{_count(too_easy)} could have been harder")
    text = ", ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _count(number: int) -> str:
    words = ("", "one", "two", "three", "four", "five")
    return words[number] if number < len(words) else str(number)
