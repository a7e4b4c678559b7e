"""The editor of a program: what its forms hold, what the plan costs, and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from django.http import QueryDict

from logbook.log.asking import STORED, Ask
from logbook.models import User
from logbook.pages.programs.beside import NOTHING, Beside, beside_of
from logbook.pages.programs.carried import carried
from logbook.pages.programs.faults import Fault, SaidLine, Says, failures_a_week, faults_of
from logbook.pages.programs.page import ProgramPage, ShownBlock, ShownWorkout, read_program
from logbook.pages.programs.substitutes import substitute_names
from logbook.pages.programs.typed_day import MoreRow, TypedRow, typed_rows
from logbook.pages.session.cards import Card, LineAim
from programming.choices import LoadRule
from programming.models import Program, RiskEntry
from programming.programs.plans import Day, lines_of


@dataclass(frozen=True, slots=True)
class LineRow:
    """One exercise in its form: the values as typed, and the card of what they come to.

    `ident` tells it from the others of its workout wherever it stands, so that a key that moves it
    stays under the finger.
    """

    ident: str
    typed: TypedRow
    card: Card | None
    beside: Beside

    @property
    def more(self) -> list[tuple[MoreRow, LineAim | None]]:
        """The lines of sets after the first, each with what it comes to."""
        drawn = self.card.lines[1:] if self.card is not None else ()
        return list(zip_longest(self.typed.more, drawn[: len(self.typed.more)]))

    @property
    def asks_amount(self) -> str:
        """What the load rule asks of the first line: `%` or a weight, empty for neither."""
        return {LoadRule.PERCENT: "% of 1RM", LoadRule.FIXED: "Weight"}.get(
            LoadRule(self.typed.rule) if self.typed.rule in LoadRule.values else LoadRule.LAST_TIME,
            "",
        )

    @property
    def asks_more(self) -> str:
        """The same of a further line."""
        return "% of top set" if self.typed.rule == LoadRule.TOP_SET else self.asks_amount

    @property
    def is_set_apart(self) -> bool:
        """Whether there is more to say than sets and reps, so that its fields stand open."""
        typed = self.typed
        has_rule = typed.rule != LoadRule.LAST_TIME
        return bool(has_rule or typed.more or typed.note or typed.first.target)


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
class Refused:
    """A form that was not kept: which one, why, and what was typed."""

    form: str
    error: str
    typed: QueryDict = field(default_factory=QueryDict)


@dataclass(frozen=True, slots=True)
class Editor:
    """A program as its editor shows it; `shown` is what its targets come to, as the page carries it."""

    page: ProgramPage
    blocks: list[EditedBlock]
    refused: Refused | None
    typed: Mapping[str, str]
    shown: str

    @property
    def program(self) -> Program:
        """The program that is edited."""
        return self.page.program


def read_editor(
    lifter: User,
    program: Program,
    *,
    now: dt.datetime,
    refused: Refused | None = None,
    ask: Ask = STORED,
) -> Editor:
    """The editor of a program, in as many queries as its page; what was refused keeps what was typed."""
    page = read_program(lifter, program, now=now, ask=ask)
    names = substitute_names(
        lifter, page.release, [one.workout for shown in page.blocks for one in shown.workouts]
    )
    stands = {
        "name": program.name,
        "days": str(program.days),
        "level": program.level,
        "goal": program.goal,
    }
    workouts = [one for shown in page.blocks for one in shown.workouts]
    says = {one.workout.pk: [Says.of(card) for card in one.cards] for one in workouts}
    risks = {card.item.exercise_id: card.item.risk for one in workouts for card in one.cards}
    return Editor(
        page,
        [
            edited_block(
                lifter,
                program.days,
                shown,
                says,
                risks,
                [_day(one, names, refused) for one in shown.workouts],
                refused,
            )
            for shown in page.blocks
        ],
        refused,
        _as_typed(stands, "program", refused),
        carried(program, says),
    )


def _as_typed(stands: dict[str, str], form: str, refused: Refused | None) -> dict[str, str]:
    """The values of a form: as they stand, or as they were typed where that was refused."""
    if refused is None or refused.form != form:
        return stands
    return {
        name: refused.typed.get(name, value).replace("\0", "")[:80]
        for name, value in stands.items()
    }


def edited_block(
    lifter: User,
    days: int,
    shown: ShownBlock,
    says: Mapping[int, Sequence[Says]],
    risks: Mapping[int, RiskEntry],
    drawn: list[EditedDay],
    refused: Refused | None,
) -> EditedBlock:
    """A block in its form with its totals.

    `says` is what the targets of its exercises come to, by workout; `risks` are their entries;
    `drawn` are the workouts that are shown.
    """
    lines = [
        SaidLine(one.workout, planned, risks[planned.exercise_id], comes_to)
        for one in shown.workouts
        for planned, comes_to in zip(one.workout.planned.all(), says[one.workout.pk], strict=True)
    ]
    failures = failures_a_week(lines, days, len(shown.workouts))
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
        drawn,
        failures.text,
        faults_of(lines, shown.muscles, failures, lifter.level),
        refused.error if refused is not None and refused.form == form else "",
    )


def _day(shown: ShownWorkout, names: Mapping[int, str], refused: Refused | None) -> EditedDay:
    if refused is None or refused.form != f"day-{shown.workout.pk}":
        return EditedDay(shown, shown.workout.name, line_rows(shown, shown.cards, names))
    cards = {str(card.item.exercise_id): card for card in shown.cards}
    stands = Day(shown.workout.pk, shown.workout.name, lines_of(shown.workout))
    typed = typed_rows(refused.typed, stands)
    drawn = [cards.get(one.exercise) for one in typed]
    rows = line_rows(shown, drawn, names, typed)
    return EditedDay(shown, refused.typed.get("name", "")[:80], rows, refused.error)


def line_rows(
    shown: ShownWorkout,
    cards: Sequence[Card | None],
    names: Mapping[int, str],
    typed: Sequence[TypedRow] | None = None,
) -> list[LineRow]:
    """The exercises of a workout in its form, with the values they have or those that were typed.

    `names` are those of the substitutes.
    """
    planned = list(shown.workout.planned.all())
    values = [TypedRow.of(one) for one in lines_of(shown.workout)] if typed is None else typed
    # A form that came of another state has other exercises at these places: then nothing is said.
    others = beside_of(planned, names) if len(planned) == len(values) else [NOTHING] * len(values)
    seen: Counter[str] = Counter()
    rows = []
    for one, card, other in zip(values, cards, others, strict=True):
        seen[one.exercise] += 1
        rows.append(LineRow(f"{one.exercise}-{seen[one.exercise]}", one, card, other))
    return rows
