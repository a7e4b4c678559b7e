"""The session screen as values: one card an exercise, one row a set, one open row.

Reads the session in a constant number of queries and leaves nothing to compute to templates.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from logbook.effort import Facts, effort_context, facts_of, moved, stored_target, warnings_of
from logbook.history import PastSet, latest_bodyweight, read_histories, read_week
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.wording import (
    RIR_HALVES,
    WarningLine,
    aim_text,
    chips,
    effort_text,
    load_text,
    open_aim,
    range_text,
    set_text,
    short_aim,
    warning_lines,
)
from programming import rulebook
from programming.choices import EndedBy, Safety, SetKind
from programming.loads import LoadKind, Unit, parse_load, shown
from programming.rulebook import EffortTarget, Reason, effort_target

DEFAULT_REST_SECONDS = 120
MARKS = {
    SetKind.WARM_UP: ("W", "warm-up"),
    SetKind.DROP: ("D", "drop set"),
    SetKind.REST_PAUSE: ("R", "rest-pause"),
    SetKind.TIMED: ("S", "timed"),
}
FORM_KINDS = [
    (SetKind.WORKING.value, "Working set"),
    (SetKind.WARM_UP.value, "Warm-up"),
    (SetKind.DROP.value, "Drop set"),
    (SetKind.REST_PAUSE.value, "Rest-pause"),
    ("test", "Test set: to failure, to check your sense of RIR"),
]
BODYWEIGHT_KINDS = [
    (LoadKind.ADDED.value, "added"),
    (LoadKind.ASSISTED.value, "assisting"),
    (LoadKind.BODYWEIGHT.value, "none"),
]


@dataclass(frozen=True, slots=True)
class SetRow:
    """A saved set in one line."""

    row: Set
    mark: str
    mark_name: str
    previous: str
    verdict: str
    value: str
    effort: str
    rir_cell: int | None
    warnings: list[WarningLine]

    @property
    def is_working(self) -> bool:
        """Whether it counts."""
        return self.row.kind == SetKind.WORKING


@dataclass(frozen=True, slots=True)
class OpenRow:
    """The set about to be done: the form with its values, as typed or pre-filled."""

    key: str
    number: int
    title: str
    aim: str
    previous: str
    unit: str
    load: str
    load_kind: str
    kind: str
    reps: str
    chips: list[tuple[str, str, bool]]
    ended_by: str
    note: str
    is_last: bool
    errors: Mapping[str, str]
    place: int = 1
    version: int | None = None
    edited: Set | None = None
    clash: str = ""
    ends = EndedBy.choices
    kinds = FORM_KINDS
    load_kinds = BODYWEIGHT_KINDS

    @property
    def other_errors(self) -> list[tuple[str, str]]:
        """What is wrong beside weight and reps, which say it at their fields."""
        return [(name, text) for name, text in self.errors.items() if name not in ("load", "reps")]


@dataclass(frozen=True, slots=True)
class TodoRow:
    """A planned set that is not open yet."""

    number: int
    previous: str
    aim: str
    load: str
    reps: str


@dataclass(frozen=True, slots=True)
class Aim:
    """A target as the page shows it."""

    target: EffortTarget
    aim: str
    short: str
    band: str

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it is so, one step a reason."""
        return self.target.reasons


@dataclass(frozen=True, slots=True)
class Card:
    """One exercise of the session."""

    item: SessionExercise
    facts: Facts
    rows: list[SetRow]
    open: OpenRow | None
    todo: list[TodoRow]
    now: Aim
    final: Aim | None
    done: int
    unit: str
    summary: str
    is_complete: bool
    is_expanded: bool
    note: str
    note_error: str

    @property
    def floor(self) -> int:
        """The floor in force, in reps in reserve."""
        return self.now.target.floor_in_force

    @property
    def safeties(self) -> list[tuple[str, str]]:
        """The safeties that change the floor, as choices; empty where none does."""
        risk = self.item.risk
        if risk.floor_with_safeties is None:
            return []
        return [("", "none"), *((one, Safety(one).label) for one in risk.safeties)]

    @property
    def moves_bodyweight(self) -> bool:
        """Whether the lifter is part of the load."""
        return self.item.risk.load_kind != LoadKind.EXTERNAL

    @property
    def asks_for_last(self) -> bool:
        """Whether nothing was planned, so that the lifter marks the last set."""
        return self.item.planned_sets is None

    @property
    def final_differs(self) -> bool:
        """Whether the final set has another target than the next one."""
        if self.final is None:
            return False
        one, other = self.now.target, self.final.target
        return (one.low, one.aim, one.high) != (other.low, other.aim, other.high)

    @property
    def when(self) -> str:
        """Which sets the target is for."""
        if self.final is None:
            return "final set"
        if not self.final_differs:
            return "every set"
        return f"final set: aim {self.final.short} · {self.final.band}"

    @property
    def before(self) -> tuple[rulebook.Warning, ...]:
        """What is said before the open set is done."""
        return rulebook.warnings_before(self.now.target) if self.open is not None else ()

    @property
    def unchanged(self) -> str:
        """What was looked at and changed nothing, in one sentence."""
        codes = {reason.code for reason in self.now.reasons}
        lifter, facts = self.facts.lifter, self.facts
        quiet = []
        if not codes & {"level", "level_floor", "new_movement"}:
            quiet.append(lifter.get_level_display().lower())
        if "readiness" not in codes and self.item.session.readiness == "green":
            quiet.append("green" if self.item.session.check_in else "no check-in")
        if not facts.budget.spent:
            quiet.append("budget left")
        return f"No change: {', '.join(quiet)}" if quiet else ""

    @property
    def verdict(self) -> str:
        """The worst verdict among the sets."""
        if any(row.verdict == "below_floor" for row in self.rows):
            return "below_floor"
        for verdict in ("too_close", "too_easy", "on_target"):
            if getattr(self.item, verdict):
                return verdict
        return "unrated"

    @property
    def verdict_text(self) -> str:
        """How many sets were on target, of how many with a verdict."""
        rated = self.item.on_target + self.item.too_close + self.item.too_easy
        return f"{self.item.on_target} of {rated}" if rated else "not rated"


@dataclass(frozen=True, slots=True)
class Typed:
    """What a refused or interrupted form said, to be shown again untouched."""

    item_id: int
    values: Mapping[str, str]
    errors: Mapping[str, str]
    clash: str = ""
    set_id: int | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """The whole page."""

    session: TrainingSession
    cards: list[Card]
    done: int
    planned: int

    @property
    def resting(self) -> SessionExercise | None:
        """The exercise of the latest set."""
        done = [card.item for card in self.cards if card.item.last_set_at is not None]
        return max(done, key=lambda item: item.last_set_at or self.session.started_at, default=None)


def rest_of(item: SessionExercise) -> int:
    """The rest planned after a set of the exercise, in seconds."""
    return item.rest_seconds or DEFAULT_REST_SECONDS


def read_screen(
    lifter: User,
    session: TrainingSession,
    *,
    at: dt.datetime,
    chosen: int | None = None,
    typed: Typed | None = None,
    editing: int | None = None,
) -> Screen:
    """The session as it stands; `chosen` is the exercise the lifter opened, if any.

    `editing` is the saved set whose form is open in place of the next one.
    """
    items = list(session.exercises.select_related("risk").order_by("position", "pk"))
    sets: dict[int, list[Set]] = defaultdict(list)
    for row in Set.objects.visible_to(lifter).filter(session=session).order_by("number"):
        sets[row.session_exercise_id].append(row)
    for item in items:
        item.session = session
    cards = build_cards(
        lifter,
        session,
        items,
        sets,
        at=at,
        active=_active(items, sets, chosen, editing),
        typed=typed,
        editing=editing,
    )
    return Screen(
        session=session,
        cards=cards,
        done=sum(card.done for card in cards),
        planned=sum(
            card.done if card.item.is_skipped else max(card.item.planned_sets or 0, card.done)
            for card in cards
        ),
    )


def build_cards(
    lifter: User,
    session: TrainingSession,
    items: Sequence[SessionExercise],
    sets: Mapping[int, Sequence[Set]],
    *,
    at: dt.datetime,
    active: int | None = None,
    typed: Typed | None = None,
    editing: int | None = None,
) -> list[Card]:
    """A card for each exercise, the log asked once for all of them.

    `active` is the one with the open row; a plan that was not started has none, and no sets.
    """
    histories = read_histories(lifter, session, {item.exercise_id for item in items})
    week = read_week(lifter, session)
    bodyweight = (
        latest_bodyweight(lifter, session.local_date)
        if any(item.risk.bodyweight_percent for item in items)
        else None
    )
    return [
        build_card(
            facts_of(lifter, item, histories[item.exercise_id], week, at=at, bodyweight=bodyweight),
            sets.get(item.pk, ()),
            is_active=active is not None and item.pk == active,
            typed=typed if typed is not None and typed.item_id == item.pk else None,
            editing=editing,
        )
        for item in items
    ]


def _active(
    items: Sequence[SessionExercise],
    sets: Mapping[int, Sequence[Set]],
    chosen: int | None,
    editing: int | None,
) -> int | None:
    """The exercise with the open row: of the edited set, the chosen one, else the first open."""
    if editing is not None:
        return next(
            (item.pk for item in items if any(row.pk == editing for row in sets[item.pk])), None
        )
    if chosen is not None and any(item.pk == chosen for item in items):
        return chosen
    return next(
        (item.pk for item in items if not item.is_skipped and not is_complete(item, sets[item.pk])),
        None,
    )


def is_complete(item: SessionExercise, sets: Sequence[Set]) -> bool:
    """Whether every planned set is logged; unplanned, whether the last one was marked."""
    if item.planned_sets is None:
        return any(row.is_final and row.deleted_at is None for row in sets)
    return item.working_sets >= item.planned_sets


def build_card(
    facts: Facts,
    sets: Sequence[Set],
    *,
    is_active: bool,
    typed: Typed | None = None,
    editing: int | None = None,
) -> Card:
    """One exercise with its rows, its targets and, when active, its open row."""
    item, lifter = facts.item, facts.lifter
    live = [row for row in sets if row.deleted_at is None]
    rows = _rows(live, facts)
    done = sum(row.kind == SetKind.WORKING for row in live)
    complete = is_complete(item, live)
    left = 0 if item.planned_sets is None else max(item.planned_sets - done, 0)
    plan = _planned(facts, live, done)
    load = _micrograms(facts, plan)
    final_next = left == 1 or (left == 0 and item.planned_sets is not None)
    now = _aim(facts, is_final=final_next, load=load)
    final = None if final_next else _aim(facts, is_final=True, load=load)
    edited = next((row for row in live if row.pk == editing), None)
    open_row = None
    if edited is not None:
        open_row = _edit_row(facts, edited, typed)
    elif is_active and not (complete or item.is_skipped):
        number = max((row.number for row in sets), default=0) + 1
        open_row = _open_row(facts, number, done, plan, now, typed)
    return Card(
        item=item,
        facts=facts,
        rows=rows,
        open=open_row,
        todo=[
            _todo(facts, index, done, plan, final or now)
            for index in range(
                done + (1 if open_row is not None and not edited else 0), done + left
            )
        ],
        now=now,
        final=final,
        done=done,
        unit=lifter.unit,
        summary=_summary(facts, live),
        is_complete=complete,
        is_expanded=is_active
        or edited is not None
        or any(one.severity == "stop" for row in rows for one in row.warnings),
        note=typed.values.get("exercise_note", item.note) if typed is not None else item.note,
        note_error=typed.errors.get("exercise_note", "") if typed is not None else "",
    )


def _aim(facts: Facts, *, is_final: bool, load: int | None) -> Aim:
    target = effort_target(effort_context(facts, is_final=is_final, load=load))
    lifter = facts.lifter
    return Aim(
        target,
        aim=aim_text(target, lifter),
        short=short_aim(target, lifter),
        band=range_text(target, lifter),
    )


def _past(facts: Facts, index: int) -> PastSet | None:
    """The set last time did at this place, else its last one."""
    previous = facts.history.previous
    if not previous:
        return None
    return previous[min(index, len(previous) - 1)]


def _rows(live: Sequence[Set], facts: Facts) -> list[SetRow]:
    rows = []
    count = 0
    for row in live:
        mark, mark_name = MARKS.get(SetKind(row.kind), ("", ""))
        previous = ""
        if row.kind == SetKind.WORKING:
            count += 1
            mark, mark_name = ("T", "test set") if row.is_test else (str(count), "")
            if count <= len(facts.history.previous):
                past = facts.history.previous[count - 1]
                previous = set_text(past.reps, past.load, past.rir_halves, facts.lifter)
        warnings = warning_lines(warnings_of(row))
        verdict = row.outcome
        if any(one.code == "below_floor" for one in warnings):
            verdict = "below_floor"
        rows.append(
            SetRow(
                row=row,
                mark=mark,
                mark_name=mark_name,
                previous=previous,
                verdict=verdict,
                value=load_text(row.typed_load, facts.lifter),
                effort=effort_text(row),
                rir_cell=None if row.rir_halves is None else min(row.rir_halves // 2, 5),
                warnings=warnings,
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the next set is pre-filled with."""

    load: str
    reps: str
    load_kind: str


def _planned(facts: Facts, live: Sequence[Set], done: int) -> _Plan:
    """Last time's load and reps; once today's load has left last time's, today's load."""
    unit = Unit(facts.lifter.unit)
    working = [row for row in live if row.kind == SetKind.WORKING]
    past = _past(facts, done)
    load = _in_unit(past, unit) if past is not None else ""
    kind = past.load_kind if past is not None else facts.item.risk.load_kind
    reps = past.reps if past is not None else facts.item.reps_bottom
    if working:
        today = working[-1]
        before = _past(facts, done - 1)
        if before is None or before.load != today.typed_load:
            load = today.typed_load.text if today.typed_load and today.load_unit == unit else load
            kind = today.load_kind
        if past is None:
            reps = today.reps
    return _Plan(load, "" if reps is None else str(reps), kind)


def _in_unit(past: PastSet, unit: Unit) -> str:
    """Last time's load in the unit typed now; what was logged stays as it was."""
    if past.load is None:
        return ""
    return past.load.text if past.load.unit == unit else shown(past.load.micrograms, unit)


def _micrograms(facts: Facts, plan: _Plan) -> int | None:
    typed = parse_load(plan.load, Unit(facts.lifter.unit)) if plan.load else None
    return moved(facts.item.risk.bodyweight_percent, plan.load_kind, typed, facts.bodyweight)


def _open_row(
    facts: Facts, number: int, done: int, plan: _Plan, now: Aim, typed: Typed | None
) -> OpenRow:
    values = typed.values if typed is not None else {}
    item = facts.item
    past = _past(facts, done)
    of = f" of {item.planned_sets}" if item.planned_sets is not None else ""
    rir = values.get("rir", "")
    return OpenRow(
        key=str(uuid.uuid4()),
        number=number,
        title=f"Set {done + 1}{of}",
        place=done + 1,
        aim=open_aim(now.target, facts.lifter),
        previous=(
            set_text(past.reps, past.load, past.rir_halves, facts.lifter)
            if past is not None and done < len(facts.history.previous)
            else ""
        ),
        unit=values.get("unit") or facts.lifter.unit,
        load=values.get("load", plan.load),
        load_kind=values.get("load_kind") or plan.load_kind,
        kind=values.get("kind") or SetKind.WORKING,
        reps=values.get("reps", plan.reps),
        chips=chips(facts.lifter, chosen=RIR_HALVES.get(rir)),
        ended_by=values.get("ended_by", "stopped"),
        note=values.get("note", ""),
        is_last=bool(values.get("last")),
        errors=typed.errors if typed is not None else {},
        clash=typed.clash if typed is not None else "",
    )


def _edit_row(facts: Facts, row: Set, typed: Typed | None) -> OpenRow:
    values = typed.values if typed is not None and typed.set_id == row.pk else {}
    load = row.typed_load
    rir = RIR_HALVES.get(values.get("rir", "")) if values else row.rir_halves
    return OpenRow(
        key=str(row.key),
        number=row.number,
        title="Change this set",
        aim=open_aim(target, facts.lifter) if (target := stored_target(row)) else "not judged",
        previous="",
        unit=values.get("unit") or row.load_unit,
        load=values.get("load", load.text if load is not None else ""),
        load_kind=values.get("load_kind") or row.load_kind,
        kind=values.get("kind") or ("test" if row.is_test else row.kind),
        reps=values.get("reps", str(row.reps)),
        chips=chips(facts.lifter, chosen=rir),
        ended_by=values.get("ended_by", row.ended_by),
        note=values.get("note", row.note),
        is_last=row.is_final,
        errors=typed.errors if typed is not None else {},
        version=row.version,
        edited=row,
        clash=typed.clash if typed is not None else "",
    )


def _todo(facts: Facts, index: int, done: int, plan: _Plan, final: Aim) -> TodoRow:
    past = facts.history.previous[index] if index < len(facts.history.previous) else None
    is_final = facts.item.planned_sets is not None and index + 1 >= facts.item.planned_sets
    return TodoRow(
        number=index + 1,
        previous=set_text(past.reps, past.load, past.rir_halves, facts.lifter) if past else "",
        aim=f"final · aim {final.short}" if is_final else "",
        load=plan.load,
        reps=str(past.reps) if past is not None else plan.reps,
    )


def _summary(facts: Facts, live: Sequence[Set]) -> str:
    """The card in one line: what was done, or what is planned."""
    item = facts.item
    working = [row for row in live if row.kind == SetKind.WORKING]
    if working:
        loads = {load_text(row.typed_load, facts.lifter) for row in working}
        unit = "" if working[0].load_milli is None else f" {working[0].load_unit}"
        load = f"{loads.pop()}{unit} · " if len(loads) == 1 and loads != {""} else ""
        reps = ", ".join(str(row.reps) for row in working)
        return f"{load}{reps} reps"
    if item.planned_sets is None:
        return "no plan: as many sets as you like"
    plan = _planned(facts, live, 0)
    load = f" · {plan.load} {facts.lifter.unit}" if plan.load else ""
    bottom, top = item.reps_bottom, item.reps_top
    reps = f" × {bottom}–{top}" if top != bottom else f" × {bottom}"
    return f"{item.planned_sets}{reps if bottom else ' sets'}{load}"
