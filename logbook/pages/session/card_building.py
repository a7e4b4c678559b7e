"""Builds the card of one exercise from its facts and its sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from logbook.advice.calibration import offers_test
from logbook.advice.effort import effort_context
from logbook.advice.facts import Facts
from logbook.advice.kit import Kit
from logbook.advice.load_rules import begins_a_line, given_load, is_back_off, top_set_of
from logbook.advice.load_scale import ToDo, step_of
from logbook.advice.prefill import Prefill, expected_sets, micrograms_of, prefill
from logbook.advice.suggestions import Suggested, suggested
from logbook.advice.turns import in_play, marks_of, numbers_of
from logbook.choices import COUNTED, SetKind
from logbook.log.exercise_history import PastSet
from logbook.log.sessions import Noted
from logbook.log.verdicts import performed_of
from logbook.models import SessionExercise, Set
from logbook.pages.session.cards import ALONE, Aim, Card, Hint, InTurn, LineAim
from logbook.pages.session.offer import Offer, offer_after
from logbook.pages.session.row_building import edit_row, open_row_of, saved_rows, todo_row
from logbook.pages.session.rows import TodoRow, Typed
from logbook.pages.session.setup import setup_of
from logbook.pages.session.timed_card import timed_card
from logbook.wording.loads import change_between
from logbook.wording.plan_loads import PinChoice, load_source, typed_text
from logbook.wording.sets import load_text, plan_text
from logbook.wording.suggestions import do_text, why_text
from programming.choices import LoadRule
from programming.lines import line_at, with_sets
from programming.rulebook import effort_target, warnings_before
from programming.supersets import is_with_next

_NOTHING = Noted()


def is_complete(item: SessionExercise, sets: Sequence[Set]) -> bool:
    """Whether every planned set is logged; unplanned, whether the last one was marked."""
    if item.planned_sets is None:
        return any(row.is_final and row.deleted_at is None for row in sets)
    return item.done_sets >= item.planned_sets


def build_card(
    facts: Facts,
    sets: Sequence[Set],
    *,
    is_active: bool,
    typed: Typed | None = None,
    editing: int | None = None,
    noted: Noted | None = None,
    in_turn: InTurn = ALONE,
) -> Card:
    """One exercise with its rows, its targets and, when active, its open row.

    `noted` is what was written on it before, and for good.
    """
    item, lifter = facts.item, facts.lifter
    kept = noted.kept if noted is not None else ""
    live = [row for row in sets if row.deleted_at is None]
    rows = saved_rows(live, facts)
    if item.is_timed:
        return timed_card(
            facts,
            sets,
            rows,
            now=_aim(facts, live, is_final=False, load=None),
            is_active=is_active,
            is_complete=is_complete(item, live),
            typed=typed,
            editing=editing,
            noted=noted,
            in_turn=in_turn,
        )
    done = sum(row.kind in COUNTED for row in live)
    complete = is_complete(item, live)
    left = 0 if item.planned_sets is None else max(item.planned_sets - done, 0)
    hint = suggested(item)
    expected = expected_sets(facts, hint)
    plan = prefill(facts, live, done, expected)
    load = micrograms_of(facts, plan)
    final_next = left == 1 or (left == 0 and item.planned_sets is not None)
    here = facts.at_set(done)
    now = _aim(here, live, is_final=final_next, load=load)
    final = None if final_next else _final_aim(facts, live, expected, left, load)
    edited = next((row for row in live if row.pk == editing), None)
    open_row = None
    if edited is not None:
        open_row = edit_row(facts, edited, typed)
    elif is_active and (
        not (complete or item.is_skipped) or (typed is not None and typed.is_waiting)
    ):
        # Of the deleted ones too: a number that came back would move open forms to another set.
        number = max((row.number for row in sets), default=0) + 1
        offer = None if typed else _offer(facts, live, done, is_final=final_next)
        test = typed is None and offers_test(facts, live, is_final=final_next)
        open_row = open_row_of(here, number, done, plan, now, typed, offer, offers_test=test)
    return Card(
        item=item,
        facts=facts,
        rows=rows,
        open=open_row,
        todo=_todo_rows(
            facts,
            live,
            expected,
            now,
            range(done + (1 if open_row is not None and not edited else 0), done + left),
        ),
        now=now,
        final=final,
        done=done,
        unit=lifter.unit,
        summary=_summary(facts, live, expected),
        plan=plan_text(item),
        noted=noted or _NOTHING,
        setup=setup_of(facts, live, open_row) if open_row is not None and not edited else None,
        kept_note=typed.values.get("kept_note", kept) if typed is not None else kept,
        kept_error=typed.errors.get("kept_note", "") if typed is not None else "",
        step=step_of(Kit.of(lifter, item), item.risk) if open_row is not None else None,
        # Once a set is done its load is what counts, and the reps stand in the rows to come.
        hint=hint_of(facts, hint) if hint is not None and not done else None,
        source=load_source(facts, live),
        pin=_pin(facts, live, done, plan),
        lines=() if done else _line_aims(facts, live, expected),
        is_complete=complete,
        # A set that is asked about is answered on its row.
        is_expanded=is_active or edited is not None or any(row.slip is not None for row in rows),
        note=typed.values.get("exercise_note", item.note) if typed is not None else item.note,
        note_error=typed.errors.get("exercise_note", "") if typed is not None else "",
        in_turn=in_turn,
    )


def in_turns(items: Sequence[SessionExercise]) -> list[InTurn]:
    """The place of each exercise in its superset; a skipped one has none."""
    playing = in_play(items)
    links = is_with_next(numbers_of(playing))
    names = [item.risk.name for item in playing]
    found = {
        id(item): InTurn(
            mark,
            after=names[place + 1] if place + 1 < len(names) else "",
            is_with_next=links[place],
            before=names[place - 1] if place and links[place - 1] else "",
        )
        for place, (item, mark) in enumerate(zip(playing, marks_of(playing), strict=True))
    }
    return [found.get(id(item), ALONE) for item in items]


def _todo_rows(
    facts: Facts,
    live: Sequence[Set],
    expected: Sequence[PastSet | ToDo],
    now: Aim,
    places: range,
) -> list[TodoRow]:
    """The sets after the open one; one of another line says its aim where that is another."""
    done = sum(row.kind in COUNTED for row in live)
    found = []
    for index in places:
        plan = prefill(facts, live, done, expected, index - done)
        aim = ""
        if facts.item.lines:
            other = _aim(facts.at_set(index), live, is_final=False, load=micrograms_of(facts, plan))
            aim = other.short if other.target.aim != now.target.aim else ""
        found.append(todo_row(facts, index, plan, aim))
    return found


def _final_aim(
    facts: Facts,
    live: Sequence[Set],
    expected: Sequence[PastSet | ToDo],
    left: int,
    load: int | None,
) -> Aim:
    """The target of the final set, which may stand in another line, with a load of its own."""
    done = sum(row.kind in COUNTED for row in live)
    if facts.item.lines and left:
        load = micrograms_of(facts, prefill(facts, live, done, expected, left - 1))
    return _aim(facts.at_set(done + max(left - 1, 0)), live, is_final=True, load=load)


def _line_aims(
    facts: Facts, live: Sequence[Set], expected: Sequence[PastSet | ToDo]
) -> tuple[LineAim, ...]:
    """The target of each line of a plan that has several, as it begins."""
    item = facts.item
    if item.planned_sets is None or len(item.lines) < 2:
        return ()
    found, begun = [], 0
    for line in with_sets(item.set_lines, item.planned_sets):
        plan = prefill(facts, (), 0, expected, begun)
        is_final = begun + 1 >= item.planned_sets
        aim = _aim(facts.at_set(begun), live, is_final=is_final, load=micrograms_of(facts, plan))
        load = typed_text((plan.load, plan.load_kind)) if plan.load is not None else ""
        found.append(LineAim(line.text, line.sets, load, aim))
        begun += line.sets
    return tuple(found)


def _offer(facts: Facts, live: Sequence[Set], done: int, *, is_final: bool) -> Offer | None:
    """What the last set offers for the next one, where both stand in one line of the plan."""
    if begins_a_line(facts.item, done, done):
        return None
    return offer_after(facts.at_set(done), live, is_final=is_final)


def _pin(facts: Facts, live: Sequence[Set], done: int, plan: Prefill) -> PinChoice | None:
    """The load that a tap pins, or the one that is pinned; None where no weight is known.

    Where back-off sets are next it is that of the top set done: theirs follows it. The load of a
    deload is none to stay with: pinned, it would be eased once more.
    """
    item = facts.item
    if item.pin is not None:
        return PinChoice.pinned(item)
    if item.session.is_deload:
        return None
    found = line_at(item.set_lines, done) if item.lines else None
    if found is not None and is_back_off(item, found[0]):
        top = top_set_of(item, live)
        if top is None or top.typed_load is None:
            return None
        return PinChoice.of(top.typed_load, top.load_kind)
    if plan.load is None:
        return None
    return PinChoice.of(plan.load, plan.load_kind)


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
    return f"{plan_text(item)}{load}"


def hint_of(facts: Facts, found: Suggested) -> Hint:
    """The suggestion as the card says it."""
    previous = [ToDo(past.reps, past.load, past.load_kind) for past in facts.history.previous]
    if facts.item.load_rule == LoadRule.TOP_SET:
        # It speaks of the top set alone.
        found = replace(found, sets=found.sets[: facts.item.set_lines[0].sets])
        previous = previous[: len(found.sets)]
    return Hint(
        icon=change_between(previous, found.sets),
        do=do_text(found) + (" · aim 1 rep easier" if found.aim_rise else ""),
        is_taken=facts.item.takes_suggestion,
        is_same=found.sets == previous and not found.aim_rise,
        why=why_text(found, facts.lifter),
        rule=found.case,
        is_beside=given_load(facts.item, 0) is not None,
    )
