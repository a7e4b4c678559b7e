"""How a lifter does an exercise, said once: kept for the sessions to come, and for the one that runs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction

from logbook.acts.session_exercises import NoteChangedError
from logbook.advice.suggestions import suggest
from logbook.log.locks import lock_lifter
from logbook.log.own import own_item
from logbook.models import ExerciseHabit, SessionExercise, User
from logbook.models.habits import LONGEST_NOTE
from programming.models import Exercise


@dataclass(frozen=True, slots=True)
class HabitEntry:
    """What is said of an exercise; None is not spoken of."""

    bar: str | None = None
    load_of: str | None = None
    sides: str | None = None
    warm_ups: bool | None = None

    @property
    def said(self) -> dict[str, object]:
        """What was said, by column."""
        columns = {
            "bar": self.bar,
            "load_of": self.load_of,
            "sides": self.sides,
            "warm_ups": self.warm_ups,
        }
        return {name: value for name, value in columns.items() if value is not None}


@transaction.atomic
def say_habit(lifter: User, item_id: int, entry: HabitEntry) -> SessionExercise:
    """Keep how the lifter does an exercise, from this session on; saved sets keep what they were.

    What is suggested for an exercise that is not begun follows the loads that can be made now. Raises
    `Http404` where the exercise is not the lifter's.
    """
    item = own_item(lifter, item_id, lock=True)
    lock_lifter(lifter)
    said = entry.said
    ExerciseHabit.objects.update_or_create(
        athlete=lifter, exercise_id=item.exercise_id, defaults=said
    )
    for name, value in said.items():
        setattr(item, name, value)
    names = [*said]
    if item.last_set_at is None and said.keys() & {"bar", "load_of"}:
        suggest(lifter, item.session, [item])
        names += ["suggestion", "takes_suggestion"]
    item.save(update_fields=names)
    return item


@transaction.atomic
def note_for_good(lifter: User, item_id: int, *, version: int, note: str) -> SessionExercise:
    """Keep a note that stands on the exercise whenever it comes; `version` is 0 where there was none.

    Raises `NoteChangedError` when `version` is not the saved one, unless the note is what stands;
    `Http404` where the exercise is not the lifter's.
    """
    item = own_item(lifter, item_id, lock=True)
    lock_lifter(lifter)
    habit = ExerciseHabit.objects.visible_to(lifter).filter(exercise_id=item.exercise_id).first()
    if habit is None:
        habit = ExerciseHabit(athlete=lifter, exercise_id=item.exercise_id)
    if habit.note == note:
        return item
    if habit.note_version != version:
        raise NoteChangedError(habit.note)
    habit.note = note
    habit.note_version += 1
    habit.save()
    return item


def hand_over(lifter: User, own: Exercise, into: Exercise) -> None:
    """Let an exercise be done as another one was, which is it now; of two answers the one that stands there stays.

    Both notes stay, as far as there is room.
    """
    mine = ExerciseHabit.objects.visible_to(lifter)
    was, stands = mine.filter(exercise=own).first(), mine.filter(exercise=into).first()
    if was is None:
        return
    if stands is None:
        was.exercise = into
        was.save(update_fields=["exercise"])
        return
    for name in ("bar", "load_of", "sides"):
        setattr(stands, name, getattr(stands, name) or getattr(was, name))
    if stands.warm_ups is None:
        stands.warm_ups = was.warm_ups
    if was.note and was.note != stands.note:
        stands.note = "\n".join(filter(None, (stands.note, was.note)))[:LONGEST_NOTE]
        stands.note_version += 1
    stands.save()
    was.delete()


def remember_load_of(lifter: User, said: Mapping[int, str]) -> None:
    """Remember what loads of these exercises are of, where nothing was said of them before.

    Whoever calls holds the lifter.
    """
    mine = ExerciseHabit.objects.visible_to(lifter)
    for load_of in set(said.values()):
        which = [pk for pk, one in said.items() if one == load_of]
        mine.filter(exercise_id__in=which, load_of="").update(load_of=load_of)
    ExerciseHabit.objects.bulk_create(
        [ExerciseHabit(athlete=lifter, exercise_id=pk, load_of=one) for pk, one in said.items()],
        ignore_conflicts=True,
    )


def forget_load_of(lifter: User, exercises: Collection[int], said: str) -> None:
    """Forget that loads of these are of what an import said, where no session on record says so (any more).

    What a lifter says in a session stands on its exercise, and what an import brings does: so what goes
    is what an import alone knew. Another answer is the lifter's own. Whoever calls holds the lifter.
    """
    items = SessionExercise.objects.visible_to(lifter).filter(exercise__in=exercises)
    stands = set(items.values_list("exercise_id", "load_of").distinct())
    mine = ExerciseHabit.objects.visible_to(lifter).filter(exercise__in=exercises)
    for habit in mine.filter(load_of=said):
        if (habit.exercise_id, habit.load_of) in stands:
            continue
        habit.load_of = ""
        if habit.says_anything:
            habit.save(update_fields=["load_of"])
        else:
            habit.delete()


@transaction.atomic
def say_load_of(lifter: User, exercise_id: int, load_of: str) -> None:
    """Keep what loads of an exercise are of from now on; what is on record keeps what it was."""
    lock_lifter(lifter)
    ExerciseHabit.objects.update_or_create(
        athlete=lifter, exercise_id=exercise_id, defaults={"load_of": load_of}
    )
