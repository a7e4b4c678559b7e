"""The editor of a program: what its forms hold, what the plan costs, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from logbook.models import User
from logbook.pages.programs.beside import NOTHING, Beside, beside_of
from logbook.pages.programs.page import ProgramPage, ShownBlock, ShownWorkout, read_program
from logbook.pages.programs.substitutes import substitute_names
from logbook.pages.session.cards import Card
from programming.choices import Muscle
from programming.models import Program
from programming.programs.plans import Day, Line, RefusedEditError
from programming.rulebook import Level, ReadinessState, budget_state


@dataclass(frozen=True, slots=True)
class LineRow:
    """One exercise in its form: the values as typed, and the card of what they come to.

    `ident` tells it from the others of its workout wherever it stands, so that a key that moves it
    stays under the finger.
    """

    ident: str
    exercise: str
    role: str
    sets: str
    bottom: str
    top: str
    rest: str
    card: Card | None
    beside: Beside


@dataclass(frozen=True, slots=True)
class EditedDay:
    """A workout in its form; `error` says why what was typed was not kept."""

    shown: ShownWorkout
    name: str
    rows: list[LineRow]
    error: str = ""


@dataclass(frozen=True, slots=True)
class EditedBlock:
    """A block in its form, with what a week of it costs and what speaks against it."""

    shown: ShownBlock
    name: str
    weeks: str
    easy: str
    goal: str
    days: list[EditedDay]
    failures: str
    faults: list[Fault]
    error: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to know before anybody trains it, and its rule."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was not kept: which one, why, and what was typed."""

    form: str
    error: str
    typed: QueryDict = field(default_factory=QueryDict)


@dataclass(frozen=True, slots=True)
class Editor:
    """A program as its editor shows it."""

    page: ProgramPage
    blocks: list[EditedBlock]
    refused: Refused | None
    typed: Mapping[str, str]

    @property
    def program(self) -> Program:
        """The program that is edited."""
        return self.page.program


def read_editor(
    lifter: User, program: Program, *, now: dt.datetime, refused: Refused | None = None
) -> Editor:
    """The editor of a program, in as many queries as its page; what was refused keeps what was typed."""
    page = read_program(lifter, program, now=now)
    names = substitute_names(
        lifter, [one.workout for shown in page.blocks for one in shown.workouts]
    )
    stands = {
        "name": program.name,
        "days": str(program.days),
        "level": program.level,
        "goal": program.goal,
    }
    return Editor(
        page,
        [_block(lifter, program.days, shown, names, refused) for shown in page.blocks],
        refused,
        _as_typed(stands, "program", refused),
    )


def _as_typed(stands: dict[str, str], form: str, refused: Refused | None) -> dict[str, str]:
    """The values of a form: as they stand, or as they were typed where that was refused."""
    if refused is None or refused.form != form:
        return stands
    return {
        name: refused.typed.get(name, value).replace("\0", "")[:80]
        for name, value in stands.items()
    }


def _block(
    lifter: User,
    days: int,
    shown: ShownBlock,
    names: Mapping[int, str],
    refused: Refused | None,
) -> EditedBlock:
    failures = _failures_a_week(shown, days)
    block, form = shown.block, f"block-{shown.block.pk}"
    easy = "" if block.deload_week is None else str(block.deload_week)
    stands = {
        "name": block.name,
        "weeks": str(block.weeks),
        "deload_week": easy,
        "goal": block.goal,
    }
    typed = _as_typed(stands, form, refused)
    return EditedBlock(
        shown,
        typed["name"],
        typed["weeks"],
        typed["deload_week"],
        typed["goal"],
        [_day(one, names, refused) for one in shown.workouts],
        _failures_text(failures),
        [*_over_budget(failures, lifter.level), *_out_of_band(shown), *_too_heavy(shown)],
        refused.error if refused is not None and refused.form == form else "",
    )


def _day(shown: ShownWorkout, names: Mapping[int, str], refused: Refused | None) -> EditedDay:
    planned = list(shown.workout.planned.all())
    if refused is not None and refused.form == f"day-{shown.workout.pk}":
        cards = {str(card.item.exercise_id): card for card in shown.cards}
        values = _typed_rows(refused.typed)
        name, error = refused.typed.get("name", "")[:80], refused.error
        drawn = [cards.get(one[0]) for one in values]
    else:
        values = [
            (
                str(one.exercise_id),
                one.role,
                str(one.sets),
                str(one.reps_bottom),
                str(one.reps_top),
                str(one.rest_seconds),
            )
            for one in planned
        ]
        name, error, drawn = shown.workout.name, "", list(shown.cards)
    seen: Counter[str] = Counter()
    rows = []
    # A form that came of another state has other exercises at these places: then nothing is said.
    others = beside_of(planned, names) if len(planned) == len(values) else [NOTHING] * len(values)
    for one, card, other in zip(values, drawn, others, strict=True):
        seen[one[0]] += 1
        rows.append(LineRow(f"{one[0]}-{seen[one[0]]}", *one, card=card, beside=other))
    return EditedDay(shown, name, rows, error)


# --- What was typed ---------------------------------------------------------------------------

_COLUMNS = ("exercise", "role", "sets", "bottom", "top", "rest")
_CALLED = {"sets": "Sets", "bottom": "Reps", "top": "Reps", "rest": "The rest"}


def _typed_rows(typed: QueryDict) -> list[tuple[str, str, str, str, str, str]]:
    """The exercises of a form as they were typed; of a form that came incomplete those it has."""
    exercise, role, sets, bottom, top, rest = _typed_columns(typed)
    return list(zip(exercise, role, sets, bottom, top, rest, strict=False))


def _typed_columns(typed: QueryDict) -> list[list[str]]:
    return [[value[:12].replace("\0", "") for value in typed.getlist(name)] for name in _COLUMNS]


def typed_day(stands: Day, typed: QueryDict, roles: Sequence[str]) -> Day:
    """The workout as its form says it, the rest as it stands.

    Raises `RefusedEditError` naming what is no number.
    """
    columns = _typed_columns(typed)
    if len({len(column) for column in columns}) > 1:
        raise RefusedEditError("The form came incomplete. Nothing was changed.")
    lines = []
    for place, (exercise, role, *numbers) in enumerate(zip(*columns, strict=True)):
        if role not in roles:
            raise RefusedEditError("Choose a role from the list.")
        sets, bottom, top, rest = (
            typed_number(text, _CALLED[name])
            for name, text in zip(_COLUMNS[2:], numbers, strict=True)
        )
        key = typed_number(exercise, "The exercise")
        line = Line(key, role, sets, bottom, top, rest)
        if place < len(stands.lines) and stands.lines[place].exercise == key:
            line = replace(
                stands.lines[place], role=role, sets=sets, bottom=bottom, top=top, rest=rest
            )
        lines.append(line)
    return Day(stands.key, typed.get("name", "").replace("\0", "").strip()[:80], tuple(lines))


def typed_number(text: str, called: str) -> int:
    """A whole number as typed. Raises `RefusedEditError` for anything else."""
    text = text.strip()
    if not (text.isdecimal() and len(text) < 10):
        raise RefusedEditError(f"{called}: a whole number is needed.")
    return int(text)


# --- What it costs ----------------------------------------------------------------------------


def _failures_a_week(shown: ShownBlock, days: int) -> dict[str, float]:
    """Sets a week that may go to failure by the plan, of each primary muscle; "" counts all."""
    counted: dict[str, float] = defaultdict(float)
    for one in shown.workouts:
        for card in one.cards:
            last = card.final or card.now
            if card.item.is_timed:
                continue
            if last.target.may_fail and last.target.aim == 0:
                counted[""] += 1
                for muscle in card.item.risk.primary_muscles:
                    counted[muscle] += 1
    share = days / len(shown.workouts) if shown.workouts else 0
    return {muscle: sets * share for muscle, sets in counted.items()}


def _failures_text(failures: Mapping[str, float]) -> str:
    every = failures.get("", 0)
    return f"{every:.3g} sets a week aim at failure" if every else "no set aims at failure"


def _over_budget(failures: Mapping[str, float], level: str) -> list[Fault]:
    muscles = dict.fromkeys((muscle for muscle in failures if muscle), 0)
    whole = budget_state(
        Level(level),
        ReadinessState.GREEN,
        exercise_failures=0,
        muscle_failures=muscles,
        failures=0,
        rated_hard_sets=0,
    )
    return [
        Fault(
            f"{Muscle(one.muscle).label}: {failures[one.muscle]:.3g} sets a week aim at failure, "
            f"{one.limit} are in your budget. The later ones will be held back.",
            "budget_muscle",
        )
        for one in whole.muscles
        if failures[one.muscle] > one.limit
    ]


def _out_of_band(shown: ShownBlock) -> list[Fault]:
    """What the block trains directly and too little to be seen, or more than pays (rulebook 12)."""
    direct = {
        muscle
        for one in shown.workouts
        for card in one.cards
        for muscle in card.item.risk.primary_muscles
    }
    wanted = {"below_detection": direct, "very_high": None}
    return [
        Fault(f"{one.name}: {one.sets:g} hard sets a week, {one.band_text}.", "weekly_volume")
        for one in shown.muscles
        if (among := wanted.get(one.band.value, set())) is None or one.muscle in among
    ]


def _too_heavy(shown: ShownBlock) -> list[Fault]:
    """Reps and load that cannot leave the reserve asked for (rulebook 2, step 9)."""
    return [
        Fault(
            f"{one.workout.name}, {card.item.risk.name}: at the load of last time the reps planned "
            f"do not leave {card.now.target.low} in reserve.",
            "load_too_heavy",
        )
        for one in shown.workouts
        for card in one.cards
        if card.now.target.load_too_heavy
    ]
