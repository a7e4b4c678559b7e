"""Builds the rows of a card: saved sets, the open one with its form, and those to come."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from logbook.advice.facts import Facts
from logbook.advice.kit import Kit
from logbook.advice.load_scale import step_of
from logbook.advice.prefill import Prefill
from logbook.advice.slips import Asked, asked_of
from logbook.choices import COUNTED, SetKind
from logbook.log.verdicts import left_in, shown_target, stored_target, warnings_of
from logbook.models import Set
from logbook.pages.session.cards import Aim
from logbook.pages.session.offer import Offer
from logbook.pages.session.rows import OpenRow, SetRow, SlipLine, TodoRow, Typed, unsaved
from logbook.wording.effort import (
    RIR_HALVES,
    chips,
    effort_text,
    ended_text,
    open_aim,
)
from logbook.wording.sets import MARKS, load_text, set_text, verdict_of
from logbook.wording.timed import held_text, seconds_text, typed_seconds
from logbook.wording.warnings import WarningLine, order_text, severity_of, warning_lines
from programming.loads import Load, LoadKind

# For a first weight where nothing says how many reps.
_USUAL_REPS = 10


def saved_rows(live: Sequence[Set], facts: Facts) -> list[SetRow]:
    """The saved sets in a line each, beside those of last time."""
    rows = []
    count = 0
    for row in live:
        sign, sign_name = MARKS.get(SetKind(row.kind), ("", ""))
        previous = ""
        if row.kind in COUNTED:
            count += 1
            sign, sign_name = ("T", "test set") if row.is_test else (str(count), "")
            if count <= len(facts.history.previous):
                previous = _previous_text(facts, count - 1)
        warnings = _said_of(row, is_latest=row is live[-1])
        rows.append(
            SetRow(
                row=row,
                sign=sign,
                sign_name=sign_name,
                previous=previous,
                verdict=verdict_of(row),
                severity=severity_of(row),
                value=load_text(row.typed_load, facts.lifter, row.load_kind),
                effort=effort_text(row),
                ended=ended_text(row),
                rir_cell=None if (left := left_in(row)) is None else min(int(left), 5),
                warnings=warnings,
                slip=slip_line(asked_of(row), row.reps, row.typed_load),
                held="" if row.seconds is None else seconds_text(row.seconds),
            )
        )
    return rows


def slip_line(asked: Asked | None, reps: int, load: Load | None) -> SlipLine | None:
    """What is asked of a set with these reps and this load, None where nothing is."""
    if asked is None:
        return None
    yes = [str(load)] if asked.load and load is not None else []
    meant = [str(asked.meant_load)] if asked.load else []
    if asked.reps:
        yes.append(f"{reps} reps")
        meant.append(f"{asked.meant_reps} reps")
    return SlipLine(
        says=asked.says,
        yes=" × ".join(yes),
        meant=" × ".join(meant) if asked.is_answered else "",
        load=asked.meant_load.text
        if asked.meant_load is not None and load is not None and asked.meant_load.unit == load.unit
        else "",
    )


def _said_of(row: Set, *, is_latest: bool) -> list[WarningLine]:
    """A set's warnings; what to do about them is said of the latest one, where it still helps."""
    found, target = warnings_of(row), shown_target(row) if is_latest else None
    order = order_text(found, target, is_final=row.is_final) if target is not None else ""
    return warning_lines(found, order, row)


def open_row_of(
    facts: Facts,
    number: int,
    done: int,
    plan: Prefill,
    now: Aim,
    typed: Typed | None,
    offer: Offer | None,
    *,
    offers_test: bool = False,
) -> OpenRow:
    """The form of the next set: as typed, else filled in."""
    values = typed.values if typed is not None else {}
    item = facts.item
    previous = facts.history.previous
    planned = item.planned_sets
    of = f" of {planned}" if planned is not None and done < planned else ""
    rir = values.get("rir", "")
    return OpenRow(
        key=str(uuid.uuid4()),
        number=number,
        title=f"Set {done + 1}{of}",
        place=done + 1,
        # The card's head has it.
        aim="",
        previous=_previous_text(facts, done) if done < len(previous) else "",
        unit=values.get("unit") or facts.lifter.unit,
        load=values.get("load", _typed(plan)),
        load_kind=values.get("load_kind") or plan.load_kind,
        kind=values.get("kind") or SetKind.WORKING,
        reps=values.get("reps", _reps(plan.reps)),
        chips=chips(facts.lifter, chosen=RIR_HALVES.get(rir)),
        rir=rir,
        ended_by=values.get("ended_by", "stopped"),
        note=values.get("note", ""),
        is_last=bool(values.get("last")),
        begin="" if values.get("load") else _begin(facts, plan, now),
        offers_test=offers_test,
        offer=offer if offer is not None and offer.load != _typed(plan) else None,
        **unsaved(typed),
    )


def _begin(facts: Facts, plan: Prefill, now: Aim) -> str:
    """What weight to begin with, where none is on record to fill in."""
    item = facts.item
    if plan.load is not None or item.risk.load_kind != LoadKind.EXTERNAL:
        return ""
    reps = plan.reps or _USUAL_REPS
    lightest, _ = step_of(Kit.of(facts.lifter, item), item.risk)
    return (
        f"No weight on record yet: begin with one you could lift about {reps + now.target.aim} "
        f"times, so that {reps} leave {now.target.aim}. Not sure? Start at {lightest} and add."
    )


def _typed(plan: Prefill) -> str:
    """The load as a field holds it: a number without its unit."""
    return plan.load.text if plan.load is not None else ""


def _reps(reps: int | None) -> str:
    return "" if reps is None else str(reps)


def _aim_of(facts: Facts, row: Set) -> str:
    """The aim a saved set had; nothing of one told in seconds, which never has any."""
    if row.kind == SetKind.TIMED:
        return ""
    target = stored_target(row)
    return open_aim(target, facts.lifter) if target else "not judged"


def edit_row(facts: Facts, row: Set, typed: Typed | None) -> OpenRow:
    """The form of a saved set, with what was typed where it was refused or asked about."""
    values = typed.values if typed is not None and typed.set_id == row.pk else {}
    load = row.typed_load
    rir = RIR_HALVES.get(values.get("rir", "")) if values else row.rir_halves
    return OpenRow(
        key=str(row.key),
        number=row.number,
        title="Change this set",
        aim=_aim_of(facts, row),
        previous="",
        unit=values.get("unit") or row.load_unit,
        load=values.get("load", load.text if load is not None else ""),
        load_kind=values.get("load_kind") or row.load_kind,
        kind=values.get("kind") or ("test" if row.is_test else row.kind),
        reps=values.get("reps", str(row.reps)),
        chips=chips(facts.lifter, chosen=rir),
        rir="" if rir is None else f"{rir / 2:g}",
        ended_by=values.get("ended_by", row.ended_by),
        note=values.get("note", row.note),
        is_last=row.is_final,
        seconds=values.get("seconds", "" if row.seconds is None else typed_seconds(row.seconds)),
        is_timed=row.kind == SetKind.TIMED,
        version=row.version,
        edited=row,
        **unsaved(typed if values else None),
    )


def _previous_text(facts: Facts, index: int) -> str:
    past = facts.history.previous[index]
    if past.seconds is not None:
        return held_text(past.seconds, past.load, facts.lifter, past.load_kind)
    return set_text(past.reps, past.load, past.rir_halves, facts.lifter, past.load_kind)


def todo_row(facts: Facts, index: int, plan: Prefill, aim: str = "") -> TodoRow:
    """A planned set after the open one, `index` of them before it; `aim` is said of it alone."""
    is_final = facts.item.planned_sets is not None and index + 1 >= facts.item.planned_sets
    return TodoRow(
        number=index + 1,
        previous=_previous_text(facts, index) if index < len(facts.history.previous) else "",
        is_final=is_final,
        load=load_text(plan.load, facts.lifter, plan.load_kind),
        reps=_reps(plan.reps),
        aim="" if is_final else aim,
    )
