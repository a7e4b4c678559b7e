"""The review: effort against the plan, set by set, of one session."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from logbook.effort import performed_of, warnings_of
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.wording import WarningLine, effort_text, set_text, warning_lines
from programming.choices import EndedBy, Outcome, SetKind
from programming.rulebook import RULES
from programming.templatetags.repstack_look import OUTCOMES, effort_word, outcome_mark
from programming.templatetags.repstack_look import rir as rir_shown

# The scale's six places, 0 to 5+, in per cent of the chart's width.
PLACES = 6
_PLACE = 100 / PLACES
# A band reaches so far beyond the middles of its first and last place.
_OVERHANG = _PLACE * 0.44
# The most characters that fit beside the chart on a phone in one line.
_LONGEST_LINE = 12
_BELOW_FLOOR = "below_floor"
_LEGEND = ("on_target", _BELOW_FLOOR, "too_close", "too_easy")
_KINDS = {
    SetKind.WARM_UP: "warm-up",
    SetKind.DROP: "drop set",
    SetKind.REST_PAUSE: "rest-pause set",
    SetKind.TIMED: "timed set",
}
_ENDED = {EndedBy.MUSCULAR_FAILURE: "muscle failed", EndedBy.TECHNICAL_FAILURE: "form broke"}


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One working set: its band, aim and dot in per cent of the chart's width."""

    row: Set
    number: int
    text: str
    verdict: str
    verdict_text: str
    at: str
    band_from: str
    band_width: str
    aim_at: str
    effort: str
    ended: str
    label: str

    @property
    def dot(self) -> str:
        """Which dot stands for the verdict: on, close, floor, easy or none."""
        return outcome_mark(self.verdict)


@dataclass(frozen=True, slots=True)
class ReviewWarning:
    """A warning, and the sets that carry it."""

    line: WarningLine
    sets: str
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
    extras: str


@dataclass(frozen=True, slots=True)
class Review:
    """The whole session."""

    exercises: list[ReviewExercise]
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
    def in_words(self) -> bool:
        """Whether an effort was given as a word, so that the chart's scale says words."""
        return any(row.row.rir_in_words for one in self.exercises for row in one.rows)

    @property
    def is_tall(self) -> bool:
        """Whether a set needs two lines beside the chart."""
        return self.in_words or any(
            len(f"{row.text} @{row.effort}") > _LONGEST_LINE
            for one in self.exercises
            for row in one.rows
        )

    @property
    def axis(self) -> list[tuple[str, str, str]]:
        """The scale's labels as (place, lower line, upper line); words need both lines."""
        if self.in_words:
            words = [effort_word(rir) for rir in range(PLACES - 1)]
            lower = [word if rir % 2 == 0 else "" for rir, word in enumerate(words)]
            upper = [word if rir % 2 else "" for rir, word in enumerate(words)]
        else:
            lower = [rir_shown(rir) for rir in range(PLACES)]
            upper = ["failure", *[""] * (PLACES - 2), "easy"]
        return list(zip(PLACES_AT, lower, upper, strict=False))

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The dots of the chart as (dot, words); the one without a verdict only where it stands."""
        shown = [OUTCOMES[name][::2] for name in _LEGEND]
        dots = {row.dot for one in self.exercises for row in one.rows if row.at}
        return [*shown, ("none", "no verdict")] if "none" in dots else shown

    @property
    def lasted(self) -> str:
        """The real time from start to end, `1 h 2 min`; empty while the session runs."""
        if self.duration is None:
            return ""
        hours, minutes = divmod(int(self.duration.total_seconds()) // 60, 60)
        return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _place(rir: float) -> float:
    return _PLACE * (min(rir, PLACES - 1) + 0.5)


def _percent(share: float) -> str:
    return f"{share:.2f}%"


PLACES_AT = [_percent(_place(rir)) for rir in range(PLACES)]
"""Where the scale's lines and labels stand."""


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
    rows = [_row(lifter, number, row) for number, row in enumerate(working, start=1)]
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
        extras=_extras(sets),
    )


def _extras(sets: Sequence[Set]) -> str:
    """The sets that carry no verdict by their kind: `1 warm-up, 2 drop sets`."""
    kinds = Counter(SetKind(row.kind) for row in sets if row.kind != SetKind.WORKING)
    return ", ".join(
        f"{count} {_KINDS[kind]}{'' if count == 1 else 's'}" for kind, count in kinds.items()
    )


def _warnings(sets: Sequence[Set], names: dict[int, str]) -> list[ReviewWarning]:
    """Each warning once, in its first words, with every set that carries it; worst first."""
    lines: dict[str, WarningLine] = {}
    carried: dict[str, list[str]] = defaultdict(list)
    for row in sets:
        for line in warning_lines(warnings_of(row)):
            lines.setdefault(line.code, line)
            carried[line.code].append(names.get(row.pk, SetKind(row.kind).label))
    order = {"stop": 0, "caution": 1, "note": 2}
    return [
        ReviewWarning(
            line=line,
            sets=_listed(carried[line.code]),
            rule=RULES[line.code].title if line.code in RULES else line.code,
        )
        for line in sorted(lines.values(), key=lambda line: order[line.severity])
    ]


def _listed(names: Sequence[str]) -> str:
    """`Set 3`, or `Sets 1, 2 and 3`."""
    if len(names) > 1 and all(name.startswith("set ") for name in names):
        numbers = [name.removeprefix("set ") for name in names]
        return f"Sets {', '.join(numbers[:-1])} and {numbers[-1]}"
    return ", ".join(dict.fromkeys(names)).capitalize()


def _row(lifter: User, number: int, row: Set) -> ReviewRow:
    verdict = row.outcome
    if any(stored[0] == _BELOW_FLOOR for stored in row.warnings):
        verdict = _BELOW_FLOOR
    rir = performed_of(row).good_reps_left
    low, aim, high = row.target_low, row.target_aim, row.target_high
    text = set_text(row.reps, row.typed_load, None, lifter)
    effort = effort_text(row)
    verdict_text = OUTCOMES[verdict][2]
    band_from = band_width = aim_at = target = ""
    if low is not None and aim is not None and high is not None:
        band_from = _percent(_place(low) - _OVERHANG)
        band_width = _percent(_place(high) - _place(low) + 2 * _OVERHANG)
        aim_at = _percent(_place(aim))
        target = f", target {low} to {high}, aim {aim}"
    if row.rir is None:
        felt = "RIR left blank"
    else:
        felt = f"effort {effort.lower()}" if row.rir_in_words else f"{effort} in reserve"
    return ReviewRow(
        row=row,
        number=number,
        text=text,
        verdict=verdict,
        verdict_text=verdict_text,
        at="" if rir is None else _percent(_place(rir)),
        band_from=band_from,
        band_width=band_width,
        aim_at=aim_at,
        effort=effort,
        ended=_ended(row),
        label=f"Set {number}: {text}, {felt}{target}: {verdict_text}",
    )


def _ended(row: Set) -> str:
    """What ended the set where it was not the lifter's own choice."""
    return _ENDED.get(EndedBy(row.ended_by), "")


def _verdict(rows: list[ReviewRow]) -> tuple[str, str]:
    """The worst thing that happened on the exercise, counted."""
    counted = Counter(row.verdict for row in rows)
    for verdict, words in (
        (_BELOW_FLOOR, "below floor"),
        (Outcome.TOO_CLOSE.value, "too close"),
        (Outcome.TOO_EASY.value, "too easy"),
    ):
        if counted[verdict]:
            return verdict, f"{counted[verdict]} {words}"
    if hits := counted[Outcome.ON_TARGET.value]:
        return Outcome.ON_TARGET.value, f"{hits} of {len(rows)}"
    return Outcome.UNRATED.value, "not rated"


def _sentence(exercises: list[ReviewExercise], too_close: int, too_easy: int) -> str:
    """What went off the plan, in one sentence; empty where nothing did."""
    below = sum(row.verdict == _BELOW_FLOOR for one in exercises for row in one.rows)
    parts = []
    if below:
        parts.append(f"{_count(below)} went below the floor")
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
        (row for row in sets if row.judged_by and row.kind == SetKind.WORKING),
        key=lambda row: row.logged_at,
    )
    states = Counter(str(row.judged_by["context"]["readiness"]) for row in judged)
    if len(states) > 1:
        parts = [f"{_count(sets)} for {_article(state)} day" for state, sets in states.items()]
        return f"Each set keeps the target it was shown: {', then '.join(parts)}."
    easier = next((_EASIER[state] for state in states if state in _EASIER), "")
    return (
        f"Every target was {easier} easier: {_article(next(iter(states)))} day." if easier else ""
    )


_EASIER = {"amber": "one rep", "red": "two reps"}


def _article(state: str) -> str:
    return f"an {state}" if state == "amber" else f"a {state}"


def _count(number: int) -> str:
    words = ("", "one", "two", "three", "four", "five")
    return words[number] if number < len(words) else str(number)
