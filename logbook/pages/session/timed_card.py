"""Builds the card of an exercise that is told in seconds: no target, no suggestion, the last time shown."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from logbook.advice.facts import Facts
from logbook.advice.kit import Kit
from logbook.advice.load_rules import given_load
from logbook.advice.load_scale import step_of
from logbook.choices import SetKind
from logbook.log.exercise_history import PastSet
from logbook.log.sessions import Noted
from logbook.models import Set
from logbook.pages.session.cards import Aim, Card, InTurn
from logbook.pages.session.row_building import edit_row
from logbook.pages.session.rows import OpenRow, SetRow, TodoRow, Typed, unsaved
from logbook.wording.plan_loads import PinChoice, load_source
from logbook.wording.sets import load_text, plan_text
from logbook.wording.timed import held_text, row_text, seconds_text, typed_seconds
from programming.lines import SetLine, line_at
from programming.loads import Load, LoadKind, Unit, rounded


def timed_card(
    facts: Facts,
    sets: Sequence[Set],
    rows: list[SetRow],
    *,
    now: Aim,
    is_active: bool,
    is_complete: bool,
    typed: Typed | None,
    editing: int | None,
    noted: Noted | None,
    in_turn: InTurn,
) -> Card:
    """One exercise told in seconds with its rows and, when active, its open row.

    `now` is the target its sets would have in reps, which a card of seconds does not say.
    """
    item, lifter = facts.item, facts.lifter
    live = [row for row in sets if row.deleted_at is None]
    done = item.done_sets
    planned = item.planned_sets
    kept = noted.kept if noted is not None else ""
    edited = next((row for row in live if row.pk == editing), None)
    open_row = None
    if edited is not None:
        open_row = edit_row(facts, edited, typed)
    elif is_active and (
        not (is_complete or item.is_skipped) or (typed is not None and typed.is_waiting)
    ):
        number = max((row.number for row in sets), default=0) + 1
        open_row = _open_row(facts, live, number, typed)
    first = done + (1 if open_row is not None and not edited else 0)
    return Card(
        item=item,
        facts=facts,
        rows=rows,
        open=open_row,
        todo=[_todo(facts, live, index) for index in range(first, planned or 0)],
        now=now,
        final=None,
        done=done,
        unit=lifter.unit,
        summary=_summary(facts, live),
        plan=plan_text(item),
        noted=noted or Noted(),
        kept_note=typed.values.get("kept_note", kept) if typed is not None else kept,
        kept_error=typed.errors.get("kept_note", "") if typed is not None else "",
        step=step_of(Kit.of(lifter, item), item.risk) if open_row is not None else None,
        is_complete=is_complete,
        is_expanded=is_active or edited is not None or any(row.slip is not None for row in rows),
        note=typed.values.get("exercise_note", item.note) if typed is not None else item.note,
        note_error=typed.errors.get("exercise_note", "") if typed is not None else "",
        hint=None,
        source=load_source(facts, live),
        pin=_pin(facts, live, done),
        in_turn=in_turn,
    )


def _expected(facts: Facts, live: Sequence[Set], index: int) -> PastSet | None:
    """What the set with so many before it is filled in with: today's load, and the time of last time.

    Beyond last time its last set; without one, what was held today.
    """
    previous = facts.history.previous
    today = next((row for row in reversed(live) if row.kind == SetKind.TIMED), None)
    past = previous[min(index, len(previous) - 1)] if previous else None
    if today is None:
        return _by_plan(facts, past, index)
    seconds = past.seconds if past is not None else today.seconds
    return PastSet(0, today.typed_load, today.load_kind, None, today.safeties, seconds)


def _pin(facts: Facts, live: Sequence[Set], done: int) -> PinChoice | None:
    """The load that a tap pins, as the next set has it, or the one that is pinned; None without a load.

    The load of a deload is none to stay with.
    """
    item = facts.item
    if item.pin is not None:
        return PinChoice.pinned(item)
    past = None if item.session.is_deload else _expected(facts, live, done)
    if past is None or past.load is None or past.load_kind == LoadKind.BODYWEIGHT:
        return None
    # As `pin_load` takes it: what is added to the body is no weight of its own.
    if (past.load_kind == LoadKind.EXTERNAL) != (item.risk.load_kind == LoadKind.EXTERNAL):
        return None
    return PinChoice.of(past.load, past.load_kind)


def _by_plan(facts: Facts, past: PastSet | None, index: int) -> PastSet | None:
    """The same with the load that a pin or the plan gives."""
    found = line_at(facts.item.set_lines, index)
    given = given_load(facts.item, found[0] if found is not None else 0)
    if given is None:
        return past
    load, kind = given
    return PastSet(0, load, kind, None, "", past.seconds if past is not None else None)


def _line(facts: Facts, index: int) -> SetLine | None:
    found = line_at(facts.item.set_lines, index)
    return found[1] if found is not None and found[1].seconds is not None else None


def _seconds(facts: Facts, past: PastSet | None, index: int) -> int | None:
    """The time filled in: of last time, else the least the plan asks for."""
    if past is not None and past.seconds is not None:
        return past.seconds
    line = _line(facts, index)
    return line.seconds[0] if line is not None and line.seconds is not None else None


def _load(facts: Facts, past: PastSet | None) -> Load | None:
    unit = Unit(facts.lifter.unit)
    if past is None or past.load is None or past.load.unit == unit:
        return past.load if past is not None else None
    return rounded(past.load.micrograms, unit)


def _open_row(facts: Facts, live: Sequence[Set], number: int, typed: Typed | None) -> OpenRow:
    """The form of the next set: as typed, else filled in."""
    values = typed.values if typed is not None else {}
    item, done = facts.item, facts.item.done_sets
    past = _expected(facts, live, done)
    load, seconds = _load(facts, past), _seconds(facts, past, done)
    of = f" of {item.planned_sets}" if item.planned_sets and done < item.planned_sets else ""
    kind = past.load_kind if past is not None else item.risk.load_kind
    return OpenRow(
        key=str(uuid.uuid4()),
        number=number,
        title=f"Set {done + 1}{of}",
        place=done + 1,
        aim="",
        previous=_previous(facts, done),
        unit=values.get("unit") or facts.lifter.unit,
        load=values.get("load", load.text if load is not None else ""),
        load_kind=values.get("load_kind") or kind,
        kind=SetKind.TIMED,
        reps="",
        chips=(),
        rir="",
        ended_by="stopped",
        note=values.get("note", ""),
        is_last=bool(values.get("last")),
        seconds=values.get("seconds", "" if seconds is None else typed_seconds(seconds)),
        is_timed=True,
        **unsaved(typed),
    )


def _previous(facts: Facts, index: int) -> str:
    previous = facts.history.previous
    if index >= len(previous):
        return ""
    past = previous[index]
    return held_text(past.seconds or 0, past.load, facts.lifter, past.load_kind)


def _todo(facts: Facts, live: Sequence[Set], index: int) -> TodoRow:
    """A planned set after the open one."""
    past = _expected(facts, live, index)
    load, seconds = _load(facts, past), _seconds(facts, past, index)
    kind = past.load_kind if past is not None else facts.item.risk.load_kind
    return TodoRow(
        number=index + 1,
        previous=_previous(facts, index),
        is_final=facts.item.planned_sets is not None and index + 1 >= facts.item.planned_sets,
        load=load_text(load, facts.lifter, kind),
        reps="" if seconds is None else seconds_text(seconds),
    )


def _summary(facts: Facts, live: Sequence[Set]) -> str:
    """The card in one line: what was held, or what is planned."""
    held = [row_text(row, facts.lifter) for row in live if row.kind == SetKind.TIMED]
    if held:
        return ", ".join(held)
    if facts.item.planned_sets is None:
        return "no plan: as many sets as you like"
    load = _load(facts, _expected(facts, live, 0))
    return f"{plan_text(facts.item)}{f' · {load}' if load is not None else ''}"
