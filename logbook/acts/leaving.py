"""Leaving: an account and everything in it, gone at once."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import Q

from logbook.log.locks import lock_links, lock_sessions
from logbook.models import (
    AccessEntry,
    BreachAnswer,
    CoachChange,
    CoachLink,
    Comment,
    ExcusedDay,
    ExerciseRecord,
    FollowedProgram,
    GivenProgram,
    ImportedSession,
    ImportRun,
    Invitation,
    SessionExercise,
    Set,
    SlotChange,
    TrainingSession,
    User,
)
from programming.models import Exercise, PlannedExercise, PlannedSubstitute, Program

# The bottom first: what points to a row goes before it, so that each is one statement and a log of
# a million sets is not read to be deleted. What is not named here hangs on the account alone.
_FROM_THE_BOTTOM: tuple[type[models.Model], ...] = (
    Comment,
    BreachAnswer,
    CoachChange,
    GivenProgram,
    AccessEntry,
    Invitation,
    CoachLink,
    Set,
    ExerciseRecord,
    SessionExercise,
    TrainingSession,
    ImportedSession,
    ImportRun,
    SlotChange,
    ExcusedDay,
    FollowedProgram,
)


class LastAdminError(Exception):
    """Nobody would be left who may give rights."""

    def __init__(self) -> None:
        super().__init__(
            "You are the only one who can give rights here. Make somebody else a superuser first."
        )


@transaction.atomic
def leave(person: User) -> None:
    """Delete an account with its log, plans, own exercises and keys, all of it or nothing.

    What it published in the catalogue stays, without its name on the account. Raises
    `LastAdminError` where no other superuser is left.
    """
    lock_sessions(TrainingSession.objects.visible_to(person).values_list("pk", flat=True))
    lock_links(CoachLink.objects.filter(Q(athlete=person) | Q(coach=person)))
    # Held as rows that go: what would still point to one waits, and then finds it gone. Who may
    # give rights is held with all who may, in one order: two who leave count on each other.
    wanted = Q(pk=person.pk)
    if person.is_superuser:
        wanted |= Q(is_superuser=True, is_active=True)
    rows = {one.pk: one for one in User.objects.filter(wanted).order_by("pk").select_for_update()}
    if (held := rows.pop(person.pk, None)) is None:
        return
    if held.is_superuser and not rows:
        raise LastAdminError
    for model in _FROM_THE_BOTTOM:
        # Django documents `_default_manager` for whoever knows no model by name.
        model._default_manager.filter(athlete=held).delete()  # noqa: SLF001
    PlannedSubstitute.objects.filter(planned__workout__block__program__owner=held).delete()
    PlannedExercise.objects.filter(workout__block__program__owner=held).delete()
    Program.objects.filter(owner=held).delete()
    Exercise.objects.filter(owner=held).delete()
    held.delete()
