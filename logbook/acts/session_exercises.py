"""What is done to an exercise within a session: add, swap, move, skip, marks and notes."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.db.models import F, Max
from django.http import Http404

from logbook.advice.session_plan import begun, put_pin
from logbook.advice.suggestions import suggest
from logbook.advice.turns import in_play, numbers_of, numbers_to_move
from logbook.kept.keeping import keep_what_the_log_says
from logbook.log.beginning import Beginning, beginning_of
from logbook.log.own import own_item, own_session
from logbook.log.records import place_of
from logbook.models import SessionExercise, TrainingSession, User
from programming.catalogue.entries import entry_for
from programming.choices import LoadRule
from programming.models import CatalogueRelease, RiskEntry
from programming.models.workouts import MOST_SUBSTITUTES
from programming.supersets import joined, order_after_move, parted

MOST_SETS = 30


@transaction.atomic
def add_exercise(lifter: User, session_id: int, exercise_id: int) -> SessionExercise:
    """Put an exercise at the end of the session, unplanned.

    The same exercise still waiting untouched is answered instead of a second one, so a double
    tap adds one. Raises `Http404` for an exercise or session that is not the lifter's.
    """
    session = own_session(lifter, session_id, lock=True)
    waiting = (
        session.exercises.untouched()
        .filter(exercise_id=exercise_id)
        .select_related("risk", "session")
        .first()
    )
    if waiting is not None:
        return waiting
    risk = _risk(lifter, exercise_id, session.release)
    last = session.exercises.aggregate(last=Max("position"))["last"] or 0
    beginning = beginning_of(lifter, [exercise_id])
    item = begun(lifter, session, risk, position=last + 1, beginning=beginning)
    suggest(lifter, session, [item])
    item.save()
    return item


@transaction.atomic
def swap_exercise(lifter: User, item_id: int, exercise_id: int) -> SessionExercise:
    """Do another exercise in this one's place.

    Untouched, it is replaced and its plan stays. What was logged, marked or noted of it stays with
    it: the rest of it is skipped, and the other exercise follows with the sets that were left.
    """
    item = own_item(lifter, item_id, lock=True)
    session = own_session(lifter, item.session_id)
    risk = _risk(lifter, exercise_id, session.release)
    beginning = beginning_of(lifter, [exercise_id])
    if not (item.has_pain or item.note or item.sets.exists()):
        _become(item, risk, beginning)
        suggest(lifter, session, [item])
        item.save()
        return item
    left = None
    if item.planned_sets is not None:
        left = max(item.planned_sets - item.done_sets, 1)
    item.is_skipped = True
    session.exercises.filter(position__gt=item.position).update(position=F("position") + 1)
    other = begun(
        lifter,
        session,
        risk,
        position=item.position + 1,
        role=_role(item.role, risk),
        planned_sets=left,
        reps=(item.reps_bottom, item.reps_top),
        rest_seconds=item.rest_seconds,
        beginning=beginning,
    )
    _take_over(other, item, beginning)
    # What a red day took off comes back to where the sets are done now.
    other.sets_off, item.sets_off = item.sets_off, 0
    item.save(update_fields=["is_skipped", "sets_off"])
    suggest(lifter, session, [other])
    other.save()
    return other


def _risk(lifter: User, exercise_id: int, release: CatalogueRelease) -> RiskEntry:
    """The exercise's entry in the session's release. Raises `Http404` for one not the lifter's."""
    try:
        return entry_for(exercise_id, release, lifter)
    except RiskEntry.DoesNotExist as error:
        raise Http404 from error


def _become(item: SessionExercise, risk: RiskEntry, beginning: Beginning) -> None:
    # Nothing of it stays in the session: the way back is the place it gave up in the list.
    instead, old = risk.exercise_id, item.exercise_id
    if instead in item.substitutes:
        ranked = [old if one == instead else one for one in item.substitutes]
    else:
        ranked = [old, *item.substitutes] if item.substitutes else []
    item.exercise_id = risk.exercise_id
    item.risk = risk
    item.role = _role(item.role, risk)
    item.safeties, item.bar, item.load_of, item.sides, item.warm_ups = beginning.of(
        risk.exercise_id
    )
    put_pin(item, beginning)
    _take_over(item, item, beginning)
    item.substitutes = ranked[:MOST_SUBSTITUTES]


def _take_over(item: SessionExercise, planned: SessionExercise, beginning: Beginning) -> None:
    """Give an exercise the plan of the one it takes the place of, but for its loads.

    A weight, a share of an estimate and a target set by hand were meant for the other exercise; a share of the
    day's top set holds for any.
    """
    has_back_off = planned.load_rule == LoadRule.TOP_SET
    lines = [
        replace(line, load=None, target=None, percent=line.percent if has_back_off else None)
        for line in planned.set_lines
    ]
    item.seconds_bottom, item.seconds_top = planned.seconds_bottom, planned.seconds_top
    item.lines = [line.stored() for line in lines] if len(lines) > 1 else []
    item.load_rule = planned.load_rule if has_back_off else LoadRule.LAST_TIME
    item.rule_loads, item.target_by = [], ""
    # What was last done in seconds is done so whatever was planned in its place.
    item.is_timed = beginning.timed.get(item.exercise_id, planned.seconds_bottom is not None)
    item.superset, item.plan_note = planned.superset, planned.plan_note
    item.substitutes = [one for one in planned.substitutes if one != item.exercise_id]


def _role(planned: str, risk: RiskEntry) -> str:
    """The planned role where the other exercise can fill it, else its own."""
    return planned if risk.is_compound == (planned != "isolation") else risk.default_role


@transaction.atomic
def move_exercise(lifter: User, item_id: int, *, up: bool) -> SessionExercise:
    """Swap places with the exercise before (or after); at the end nothing changes.

    Within its superset, else the whole superset moves, and past another one as a whole.
    """
    item = own_item(lifter, item_id, lock=True)
    items = list(item.session.exercises.order_by("position", "pk"))
    places = [one.position for one in items]
    at = next(place for place, one in enumerate(items) if one.pk == item.pk)
    order = order_after_move(numbers_to_move(items), at, -1 if up else 1)
    for place, old in zip(places, order, strict=True):
        if items[old].position != place:
            items[old].position = place
            items[old].save(update_fields=["position"])
    item.position = items[at].position
    return item


@transaction.atomic
def pair_exercise(
    lifter: User, item_id: int, *, is_paired: bool, with_next: bool = True
) -> SessionExercise:
    """Put an exercise and the one after it (or before it) into one superset, or part them.

    Whole supersets join. What is skipped stands between no two. At an end nothing changes.
    """
    item = own_item(lifter, item_id, lock=True)
    every = list(item.session.exercises.order_by("position", "pk"))
    items = in_play(every)
    at = next((place for place, one in enumerate(items) if one.pk == item.pk), None)
    first = None if at is None else at if with_next else at - 1
    if first is None or first < 0:
        return item
    change = joined if is_paired else parted
    taken = [one.superset for one in every if one.is_skipped]
    for one, number in zip(items, change(numbers_of(items), first, taken), strict=True):
        if one.superset != number:
            one.superset = number
            one.save(update_fields=["superset"])
    item.superset = items[at or 0].superset
    return item


@transaction.atomic
def set_safeties(lifter: User, item_id: int, safeties: str) -> SessionExercise:
    """Record which safeties are in place from now on; saved sets keep theirs."""
    item = own_item(lifter, item_id, lock=True)
    item.safeties = safeties
    item.save(update_fields=["safeties"])
    return item


@transaction.atomic
def mark_pain(lifter: User, item_id: int, *, has_pain: bool) -> SessionExercise:
    """Tick or untick the pain mark; of a session that has ended, what weeks say follows it."""
    item = own_item(lifter, item_id, lock=True)
    item.has_pain = has_pain
    item.save(update_fields=["has_pain"])
    if item.session.finished_at is not None:
        # What is advised rests on it; no sum of days has it.
        keep_what_the_log_says(lifter, [], place_of(item.session), ())
    return item


@transaction.atomic
def skip_exercise(lifter: User, item_id: int, *, is_skipped: bool) -> SessionExercise:
    """Skip what is left of the exercise, or take that back; nothing is deleted."""
    item = own_item(lifter, item_id, lock=True)
    item.is_skipped = is_skipped
    item.save(update_fields=["is_skipped"])
    return item


@transaction.atomic
def time_exercise(lifter: User, item_id: int, *, is_timed: bool) -> SessionExercise:
    """Tell the sets to come in seconds, or in reps; what is logged stays as it is."""
    item = own_item(lifter, item_id, lock=True)
    if item.is_timed != is_timed:
        item.is_timed = is_timed
        # Nothing is suggested of seconds; of reps it is what a start would have suggested.
        suggest(lifter, item.session, [item])
        item.save()
    return item


@transaction.atomic
def plan_sets(lifter: User, item_id: int, *, change: int) -> SessionExercise:
    """Add a set to the plan (`change` 1) or take one that is not logged off it (-1).

    A set added after the final one is final too and re-judges nothing.
    """
    item = own_item(lifter, item_id, lock=True)
    planned = item.planned_sets
    base = max(planned if planned is not None else 0, item.done_sets)
    item.planned_sets = min(max(base + change, item.done_sets, 1), MOST_SETS)
    if change > 0:
        # The set that was taken off is done after all: a better day does not give it back again.
        item.sets_off = max(item.sets_off - change, 0)
    item.is_skipped = False
    item.save(update_fields=["planned_sets", "sets_off", "is_skipped"])
    return item


@transaction.atomic
def take_suggestion(lifter: User, item_id: int, *, is_taken: bool) -> SessionExercise:
    """Fill the open sets in with what last time suggests, or with what was done last time."""
    item = own_item(lifter, item_id, lock=True)
    item.takes_suggestion = is_taken
    item.save(update_fields=["takes_suggestion"])
    return item


class NoteChangedError(Exception):
    """The note changed since the form was made; `note` is how it stands."""

    def __init__(self, note: str) -> None:
        super().__init__("This note was changed elsewhere.")
        self.note = note


@transaction.atomic
def note_exercise(lifter: User, item_id: int, *, version: int, note: str) -> SessionExercise:
    """Keep a note on the exercise. Raises `NoteChangedError` when `version` is not the saved one."""
    item = own_item(lifter, item_id, lock=True)
    if item.note == note:
        return item
    if item.version != version:
        raise NoteChangedError(item.note)
    item.note = note
    item.version += 1
    item.save(update_fields=["note", "version"])
    return item


@transaction.atomic
def remove_exercise(lifter: User, item_id: int) -> TrainingSession:
    """Take an exercise without sets out of the session; one with sets is skipped instead."""
    item = own_item(lifter, item_id, lock=True)
    session = item.session
    if item.sets.exists():
        item.is_skipped = True
        item.save(update_fields=["is_skipped"])
    else:
        item.delete()
    return session
