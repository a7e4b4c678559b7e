"""Builds the card of one exercise from its facts and its sets; long, for a card says much."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from logbook.advice.effort import effort_context
from logbook.advice.facts import Facts
from logbook.advice.load_scale import ToDo, step_of
from logbook.advice.prefill import Prefill, expected_sets, micrograms_of, prefill
from logbook.advice.slips import Asked, asked_of
from logbook.advice.suggestions import Suggested, suggested
from logbook.choices import SetKind
from logbook.log.exercise_history import PastSet
from logbook.log.verdicts import left_in, performed_of, shown_target, stored_target, warnings_of
from logbook.models import SessionExercise, Set
from logbook.pages.session.cards import Aim, Card, Hint, OpenRow, SetRow, SlipLine, TodoRow, Typed
from logbook.pages.session.offer import Offer, offer_after
from logbook.wording.effort import (
    RIR_HALVES,
    chips,
    effort_text,
    ended_text,
    open_aim,
)
from logbook.wording.loads import change_between
from logbook.wording.sets import MARKS, load_text, set_text, verdict_of
from logbook.wording.suggestions import do_text, why_text
from logbook.wording.warnings import WarningLine, order_text, severity_of, warning_lines
from programming.loads import Load, LoadKind
from programming.rulebook import effort_target, warnings_before

# For a first weight where nothing says how many reps.
_USUAL_REPS = 10


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
    noted: tuple[dt.date, str] | None = None,
) -> Card:
    """One exercise with its rows, its targets and, when active, its open row.

    `noted` is what was written on it the last time it came, and when.
    """
    item, lifter = facts.item, facts.lifter
    live = [row for row in sets if row.deleted_at is None]
    rows = _rows(live, facts)
    done = sum(row.kind == SetKind.WORKING for row in live)
    complete = is_complete(item, live)
    left = 0 if item.planned_sets is None else max(item.planned_sets - done, 0)
    hint = suggested(item)
    expected = expected_sets(facts, hint)
    plan = prefill(facts, live, done, expected)
    load = micrograms_of(facts, plan)
    final_next = left == 1 or (left == 0 and item.planned_sets is not None)
    now = _aim(facts, live, is_final=final_next, load=load)
    final = None if final_next else _aim(facts, live, is_final=True, load=load)
    edited = next((row for row in live if row.pk == editing), None)
    open_row = None
    if edited is not None:
        open_row = _edit_row(facts, edited, typed)
    elif is_active and (
        not (complete or item.is_skipped) or (typed is not None and typed.is_waiting)
    ):
        # Of the deleted ones too: a number that came back would move open forms to another set.
        number = max((row.number for row in sets), default=0) + 1
        offer = None if typed else offer_after(facts, live, is_final=final_next)
        open_row = _open_row(facts, number, done, plan, now, typed, offer)
    return Card(
        item=item,
        facts=facts,
        rows=rows,
        open=open_row,
        todo=[
            _todo(facts, index, prefill(facts, live, done, expected, index - done), final or now)
            for index in range(
                done + (1 if open_row is not None and not edited else 0), done + left
            )
        ],
        now=now,
        final=final,
        done=done,
        unit=lifter.unit,
        summary=_summary(facts, live, expected),
        plan=_plan(item),
        noted=noted,
        step=step_of(lifter, item.risk) if open_row is not None else None,
        # Once a set is done its load is what counts, and the reps stand in the rows to come.
        hint=hint_of(facts, hint) if hint is not None and not done else None,
        is_complete=complete,
        # A set that is asked about is answered on its row.
        is_expanded=is_active or edited is not None or any(row.slip is not None for row in rows),
        note=typed.values.get("exercise_note", item.note) if typed is not None else item.note,
        note_error=typed.errors.get("exercise_note", "") if typed is not None else "",
    )


def _aim(facts: Facts, live: Sequence[Set], *, is_final: bool, load: int | None) -> Aim:
    context = effort_context(facts, is_final=is_final, load=load)
    target = effort_target(context)
    lifter = facts.lifter
    earlier = [performed_of(row) for row in live] if target.load_too_heavy else []
    return Aim.of(
        target,
        lifter,
        before=warnings_before(target, context=context, load=load, earlier=earlier),
    )


def _rows(live: Sequence[Set], facts: Facts) -> list[SetRow]:
    rows = []
    count = 0
    for row in live:
        sign, sign_name = MARKS.get(SetKind(row.kind), ("", ""))
        previous = ""
        if row.kind == SetKind.WORKING:
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


def _open_row(
    facts: Facts,
    number: int,
    done: int,
    plan: Prefill,
    now: Aim,
    typed: Typed | None,
    offer: Offer | None,
) -> OpenRow:
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
        offer=offer if offer is not None and offer.load != _typed(plan) else None,
        **_unsaved(typed),
    )


def _begin(facts: Facts, plan: Prefill, now: Aim) -> str:
    """What weight to begin with, where none is on record to fill in."""
    item = facts.item
    if plan.load is not None or item.risk.load_kind != LoadKind.EXTERNAL:
        return ""
    reps = plan.reps or _USUAL_REPS
    lightest, _ = step_of(facts.lifter, item.risk)
    return (
        f"No weight on record yet: begin with one you could lift about {reps + now.target.aim} "
        f"times, so that {reps} leave {now.target.aim}. Not sure? Start at {lightest} and add."
    )


def _unsaved(typed: Typed | None) -> dict[str, Any]:
    """What an open row says of a set that was typed and is not saved."""
    if typed is None:
        return {"errors": {}}
    return {
        "errors": typed.errors,
        "clash": typed.clash,
        "is_typed": "reps" in typed.values,
        "is_asked": typed.is_asked,
        "contradicts": typed.contradicts,
        "sure": typed.values.get("sure", ""),
    }


def _typed(plan: Prefill) -> str:
    """The load as a field holds it: a number without its unit."""
    return plan.load.text if plan.load is not None else ""


def _reps(reps: int | None) -> str:
    return "" if reps is None else str(reps)


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
        rir="" if rir is None else f"{rir / 2:g}",
        ended_by=values.get("ended_by", row.ended_by),
        note=values.get("note", row.note),
        is_last=row.is_final,
        version=row.version,
        edited=row,
        **_unsaved(typed if values else None),
    )


def _previous_text(facts: Facts, index: int) -> str:
    past = facts.history.previous[index]
    return set_text(past.reps, past.load, past.rir_halves, facts.lifter, past.load_kind)


def _todo(facts: Facts, index: int, plan: Prefill, final: Aim) -> TodoRow:
    is_final = facts.item.planned_sets is not None and index + 1 >= facts.item.planned_sets
    return TodoRow(
        number=index + 1,
        previous=_previous_text(facts, index) if index < len(facts.history.previous) else "",
        aim="final" if is_final else "",
        load=load_text(plan.load, facts.lifter, plan.load_kind),
        reps=_reps(plan.reps),
    )


def _summary(facts: Facts, live: Sequence[Set], expected: Sequence[PastSet | ToDo]) -> str:
    """The card in one line: what was done, or what is planned."""
    item = facts.item
    working = [row for row in live if row.kind == SetKind.WORKING]
    if working:
        loads = {load_text(row.typed_load, facts.lifter, row.load_kind) for row in working}
        unit = "" if working[0].load_milli is None else f" {working[0].load_unit}"
        load = f"{loads.pop()}{unit} · " if len(loads) == 1 and loads != {""} else ""
        reps = ", ".join(str(row.reps) for row in working)
        return f"{load}{reps} reps"
    if item.planned_sets is None:
        return "no plan: as many sets as you like"
    plan = prefill(facts, live, 0, expected)
    load = f" · {plan.load}" if plan.load is not None else ""
    return f"{_plan(item)}{load}"


def _plan(item: SessionExercise) -> str:
    """The sets and reps planned, `3 × 6–8`; empty where nothing was."""
    bottom, top = item.reps_bottom, item.reps_top
    reps = "" if bottom is None else f"{bottom}" if top in {None, bottom} else f"{bottom}–{top}"
    if item.planned_sets is None:
        return f"{reps} reps" if reps else ""
    if not reps:
        return f"{item.planned_sets} set{'' if item.planned_sets == 1 else 's'}"
    return f"{item.planned_sets} × {reps}"


def hint_of(facts: Facts, found: Suggested) -> Hint:
    """The suggestion as the card says it."""
    previous = [ToDo(past.reps, past.load, past.load_kind) for past in facts.history.previous]
    return Hint(
        icon=change_between(previous, found.sets),
        do=do_text(found) + (" · aim 1 rep easier" if found.aim_rise else ""),
        is_taken=facts.item.takes_suggestion,
        is_same=found.sets == previous and not found.aim_rise,
        why=why_text(found, facts.lifter),
        rule=found.case,
    )
