"""What a typed set would be: its target and verdict, and the row it makes. Nothing is written."""

from __future__ import annotations

import uuid

from logbook.acts.entries import SetEntry, WrongLoadError
from logbook.advice.effort import Effort, judge, store
from logbook.advice.facts import Facts, moved
from logbook.advice.load_rules import is_back_off
from logbook.advice.slips import Asked, asked_about
from logbook.choices import COUNTED, SetKind
from logbook.log.workbench import Workbench, rest_before
from logbook.models import Set
from logbook.models.people import unit_of
from programming.lines import line_at
from programming.loads import LoadKind
from programming.rulebook import PerformedSet


def set_as_logged(
    bench: Workbench, entry: SetEntry, facts: Facts, *, key: uuid.UUID, number: int, digest: str
) -> Set:
    """The row of a set logged at the instant of `facts`, with its target and verdict; unsaved.

    Raises `WrongLoadError`.
    """
    item, at = bench.item, facts.at
    effort = preview(bench, entry, facts)
    row = Set(
        athlete=bench.lifter,
        session_id=item.session_id,
        session_exercise=item,
        exercise_id=item.exercise_id,
        risk=item.risk,
        key=key,
        digest=digest,
        number=number,
        is_final=effort.context.is_final_set,
        is_test=effort.context.is_test_set and effort.target.test_refused is None,
        safeties=item.safeties,
        rest_seconds=rest_before(bench, at),
        local_date=item.session.local_date,
        started_at=item.session.started_at,
        logged_at=at,
    )
    fill(row, entry, facts.bodyweight, unit=unit_of(bench.lifter))
    _put_line(row, bench)
    store(row, effort, facts)
    if entry.kind == SetKind.TIMED:
        # It was made for reps: none is left of a hold (rulebook 1).
        row.target_low = row.target_aim = row.target_high = None
        row.reasons = []
    return row


def _put_line(row: Set, bench: Workbench) -> None:
    """Keep which reps a set was planned with where its line is not the plan's first."""
    item = bench.item
    found = line_at(item.set_lines, working_sets(bench)) if item.lines else None
    if found is None or found[0] == 0 or row.kind != SetKind.WORKING:
        return
    place, line = found
    row.plan_bottom, row.plan_top = line.reps or (None, None)
    row.is_back_off = is_back_off(item, place)


def fill(row: Set, entry: SetEntry, bodyweight: int | None, *, unit: str) -> None:
    """Write what the lifter typed on the row. Raises `WrongLoadError`."""
    if (entry.load_kind == LoadKind.EXTERNAL) != (row.risk.load_kind == LoadKind.EXTERNAL):
        raise WrongLoadError
    row.kind = entry.kind
    row.reps = entry.reps
    row.seconds = entry.seconds
    row.load_milli = entry.load.milli if entry.load is not None else None
    row.load_unit = entry.load.unit if entry.load is not None else unit
    row.load_kind = entry.load_kind
    row.load = moved(row.risk.bodyweight_percent, entry.load_kind, entry.load, bodyweight)
    row.rir_halves = entry.rir_halves
    row.rir_in_words = entry.rir_in_words
    row.ended_by = entry.ended_by
    row.note = entry.note


def slip_in(bench: Workbench, entry: SetEntry, facts: Facts) -> Asked | None:
    """What is asked about `entry` beside its fields, None where its numbers are plausible."""
    return asked_about(
        facts,
        kind=entry.kind,
        typed=entry.load,
        load_kind=entry.load_kind,
        reps=entry.reps,
        others=bench.live,
    )


def preview(bench: Workbench, entry: SetEntry, facts: Facts) -> Effort:
    """Target and verdict of `entry` were it saved at the instant of `facts`; nothing is written."""
    live = bench.live
    return judge(
        facts,
        PerformedSet(
            reps=entry.reps,
            rir=None if entry.rir_halves is None else entry.rir_halves / 2,
            ended_by=entry.ended_by,
            load=moved(
                bench.item.risk.bodyweight_percent, entry.load_kind, entry.load, facts.bodyweight
            ),
            rest_seconds=rest_before(bench, facts.at),
            kind=entry.kind,
        ),
        live,
        is_final=is_final(bench, entry),
        is_test=entry.is_test and entry.kind == SetKind.WORKING,
        already_said=bench.said_elsewhere(),
    )


def is_final(bench: Workbench, entry: SetEntry) -> bool:
    """Whether a set logged now is the final one (rulebook 1)."""
    if entry.kind not in COUNTED:
        return False
    if bench.item.planned_sets is None:
        return entry.is_last
    return working_sets(bench) + 1 >= bench.item.planned_sets


def working_sets(bench: Workbench) -> int:
    """The sets done so far of those a plan counts: which set of the plan the next one is."""
    return sum(one.kind in COUNTED for one in bench.live)
