"""The review: effort against the plan, set by set, of one session."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from logbook.charts.effort import BELOW_FLOOR, ReviewRow, axis, legend, review_row
from logbook.choices import Outcome, SetKind
from logbook.log.verdicts import warnings_of
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.pages.review.unweighed import Unweighed, unweighed
from logbook.web.addresses import session_url
from logbook.wording.sets import set_text
from logbook.wording.timed import row_text
from logbook.wording.warnings import WarningLine, warning_lines, worst
from programming.rulebook import RULES
from programming.wording import SEVERITIES

_KINDS = {
    SetKind.WARM_UP: "warm-up",
    SetKind.DROP: "drop set",
    SetKind.REST_PAUSE: "rest-pause set",
    SetKind.TIMED: "timed set",
}


@dataclass(frozen=True, slots=True)
class ReviewWarning:
    """A warning, the sets of which it was said so, and others that carry it with other numbers."""

    line: WarningLine
    sets: str
    others: str
    rule: str


@dataclass(frozen=True, slots=True)
class ReviewExercise:
    """One exercise of the session and how it went."""

    item: SessionExercise
    rows: list[ReviewRow]
    warnings: list[ReviewWarning]
    notes: list[tuple[str, str]]
    verdict: str
    verdict_text: str
    severity: str
    extras: str


class AskedSet(NamedTuple):
    """A set that is asked about and not answered yet, and where it is."""

    name: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Review:
    """The whole session."""

    exercises: list[ReviewExercise]
    asked: list[AskedSet]
    unweighed: Unweighed | None
    skipped: list[SessionExercise]
    untouched: list[SessionExercise]
    on_target: int
    too_close: int
    too_easy: int
    unrated: int
    sentence: str
    day: str
    duration: dt.timedelta | None

    @property
    def rated(self) -> int:
        """Sets with a verdict."""
        return self.on_target + self.too_close + self.too_easy

    @property
    def left_out_notes(self) -> list[SessionExercise]:
        """The exercises without a set that say something all the same."""
        return [item for item in (*self.skipped, *self.untouched) if item.note]

    @property
    def too_long(self) -> int:
        """Sets not rated for their many reps, although the lifter said how many were left."""
        return self._counted("long_set")

    @property
    def too_long_from(self) -> int:
        """From how many reps on that is."""
        return RULES["long_set"].numbers["reps"]

    @property
    def untold(self) -> int:
        """Sets not rated because how many were left was not told."""
        return self._counted(Outcome.UNRATED)

    def _counted(self, verdict: str) -> int:
        return sum(row.verdict == verdict for one in self.exercises for row in one.rows)

    @property
    def in_words(self) -> bool:
        """Whether an effort was given as a word, so that the chart's scale says words."""
        return any(row.row.rir_in_words for one in self.exercises for row in one.rows)

    @property
    def is_tall(self) -> bool:
        """Whether a set needs two lines beside the chart."""
        return self.in_words or any(row.is_long for one in self.exercises for row in one.rows)

    @property
    def axis(self) -> list[tuple[str, str, str]]:
        """The chart's labels as (place, lower line, upper line)."""
        return axis(in_words=self.in_words)

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The chart's dots as (dot, words)."""
        return legend(row for one in self.exercises for row in one.rows)

    @property
    def lasted(self) -> str:
        """The real time from start to end, `1 h 2 min`; empty while the session runs."""
        if self.duration is None:
            return ""
        hours, minutes = divmod(int(self.duration.total_seconds()) // 60, 60)
        if not hours and not minutes:
            return "under a minute"
        return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def read_review(lifter: User, session: TrainingSession) -> Review:
    """The review of `session`, in two queries; in a third where a set moved a body not known."""
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
        asked=[
            AskedSet(
                one.item.risk.name,
                set_text(row.row.reps, row.row.typed_load, None, lifter, row.row.load_kind),
                session_url(session.pk, one.item.pk),
            )
            for one in exercises
            for row in one.rows
            if row.row.is_slip
        ],
        unweighed=unweighed(
            lifter, session, [(one.item, [row.row for row in one.rows]) for one in exercises]
        ),
        skipped=[item for item in items if item.is_skipped and not sets[item.pk]],
        untouched=[item for item in items if not item.is_skipped and not sets[item.pk]],
        on_target=on_target,
        too_close=too_close,
        too_easy=too_easy,
        unrated=working - on_target - too_close - too_easy,
        sentence=_sentence(exercises, too_close, too_easy),
        day=_day([row for rows in sets.values() for row in rows]),
        duration=(
            session.finished_at - session.started_at if session.finished_at is not None else None
        ),
    )


def _exercise(lifter: User, item: SessionExercise, sets: list[Set]) -> ReviewExercise:
    working = [row for row in sets if row.kind == SetKind.WORKING]
    rows = [review_row(lifter, number, row) for number, row in enumerate(working, start=1)]
    names = {row.row.pk: f"set {row.number}" for row in rows}
    verdict, text = _verdict(rows)
    return ReviewExercise(
        item=item,
        rows=rows,
        warnings=_warnings(sets, names),
        notes=[
            (names.get(row.pk, SetKind(row.kind).label).capitalize(), row.note)
            for row in sets
            if row.note
        ],
        verdict=verdict,
        verdict_text=text,
        severity=worst(row.severity for row in rows if row.severity),
        extras=_extras(lifter, sets),
    )


def _extras(lifter: User, sets: Sequence[Set]) -> str:
    """The sets that carry no verdict by their kind: `1 warm-up, 2 timed sets (45 s, 40 s)`."""
    kinds = Counter(SetKind(row.kind) for row in sets if row.kind != SetKind.WORKING)
    held = ", ".join(row_text(row, lifter) for row in sets if row.kind == SetKind.TIMED)
    named = {kind: f"{_KINDS[kind]}{'' if count == 1 else 's'}" for kind, count in kinds.items()}
    named |= {SetKind.TIMED: f"{named.get(SetKind.TIMED)} ({held})"}
    return ", ".join(f"{count} {named[kind]}" for kind, count in kinds.items())


def _warnings(sets: Sequence[Set], names: dict[int, str]) -> list[ReviewWarning]:
    """Each warning once, with the severity and the numbers of the set it was worst on; worst first.

    Sets of which the same sentence was said stand before it, the others behind it.
    """
    said: dict[str, list[tuple[WarningLine, str]]] = defaultdict(list)
    for row in sets:
        for line in warning_lines(warnings_of(row), row=row):
            said[line.code].append((line, names.get(row.pk, SetKind(row.kind).label)))
    found = []
    for code, lines in said.items():
        severity = worst(line.severity for line, _ in lines)
        line = next(line for line, _ in lines if line.severity == severity)
        alike = [name for one, name in lines if (one.says, one.severity) == (line.says, severity)]
        others = [name for _, name in lines if name not in alike]
        found.append(
            ReviewWarning(
                line=line,
                sets=_listed(alike),
                others=_listed(others),
                rule=RULES[code].title if code in RULES else code,
            )
        )
    order = list(reversed(SEVERITIES))
    return sorted(found, key=lambda one: order.index(one.line.severity))


def _listed(names: Sequence[str]) -> str:
    """`Set 3`, or `Sets 1, 2 and 3`."""
    if len(names) > 1 and all(name.startswith("set ") for name in names):
        numbers = [name.removeprefix("set ") for name in names]
        return f"Sets {', '.join(numbers[:-1])} and {numbers[-1]}"
    return ", ".join(dict.fromkeys(names)).capitalize()


def _verdict(rows: list[ReviewRow]) -> tuple[str, str]:
    """The worst thing that happened on the exercise, counted."""
    counted = Counter(row.verdict for row in rows)
    for verdict, words in (
        (BELOW_FLOOR, "below floor"),
        (Outcome.TOO_CLOSE.value, "too close"),
        (Outcome.TOO_EASY.value, "too easy"),
    ):
        if counted[verdict]:
            return verdict, f"{counted[verdict]} {words}"
    if hits := counted[Outcome.ON_TARGET.value]:
        return Outcome.ON_TARGET.value, f"{hits} of {len(rows)} on target"
    return Outcome.UNRATED.value, "not rated"


def _sentence(exercises: list[ReviewExercise], too_close: int, too_easy: int) -> str:
    """What went off the plan, in one sentence; empty where nothing did."""
    below = sum(row.verdict == BELOW_FLOOR for one in exercises for row in one.rows)
    parts = []
    if below:
        parts.append(f"{_count(below)} ended with fewer reps left than the exercise allows")
    if too_close > below:
        parts.append(f"{_count(too_close - below)} came closer to failure than planned")
    if too_easy:
        parts.append(f"{_count(too_easy)} could have been harder")
    text = ", ".join(parts)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _day(sets: Sequence[Set]) -> str:
    """The readiness the targets were made for, where it was not green throughout.

    A check-in moves the sets still open; a saved set keeps the target it was shown.
    """
    judged = sorted(
        (row for row in sets if "context" in row.judged_by and row.kind == SetKind.WORKING),
        key=lambda row: row.logged_at,
    )
    states = Counter(str(row.judged_by["context"]["readiness"]) for row in judged)
    if len(states) > 1:
        parts = [f"{_count(sets)} for {_article(state)} day" for state, sets in states.items()]
        return f"Each set keeps the target it was shown: {', then '.join(parts)}."
    easier = next((_EASIER[state] for state in states if state in _EASIER), "")
    return f"Targets were {easier} easier: {_article(next(iter(states)))} day." if easier else ""


_EASIER = {"amber": "one rep", "red": "two reps"}


def _article(state: str) -> str:
    return f"an {state}" if state == "amber" else f"a {state}"


def _count(number: int) -> str:
    words = ("", "one", "two", "three", "four", "five")
    return words[number] if number < len(words) else str(number)
