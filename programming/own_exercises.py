"""Changing a lifter's own exercise.

Its one entry is changed in place. What was logged keeps the target and the verdict stored on the
set; what is still open, also in a running session, follows the entry as it stands.
"""

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from programming.catalogue import describe, free_name, own_entries, refuse_unknown_muscles
from programming.classification import RiskAnswers, answers_of, classify
from programming.models import Exercise, RiskEntry
from programming.names import clean_name, normalised


def own_entry(owner: AbstractBaseUser, exercise_id: int, *, lock: bool = False) -> RiskEntry:
    """The entry of one exercise of `owner`'s own.

    Raises `RiskEntry.DoesNotExist` for the catalogue's and for anybody else's.
    """
    entries = RiskEntry.objects.select_related("exercise")
    if lock:
        entries = entries.select_for_update(of=("self",))
    return entries.get(
        release=None,
        exercise_id=exercise_id,
        exercise__owner_id=owner.pk,
        exercise__merged_into=None,
    )


def taken_over_by(owner: AbstractBaseUser, exercise_id: int) -> int | None:
    """The catalogue's exercise that took an own one's history over, if one did."""
    return (
        Exercise.objects.filter(pk=exercise_id, owner_id=owner.pk)
        .values_list("merged_into", flat=True)
        .first()
    )


@transaction.atomic
def change_own_exercise(
    owner: AbstractBaseUser,
    exercise_id: int,
    name: str,
    *,
    is_compound: bool,
    primary_muscles: Sequence[str],
    answers: RiskAnswers,
    load_kind: str,
    is_unilateral: bool,
) -> RiskEntry:
    """Rename, describe or classify an own exercise anew; the same answers leave its risk alone.

    Raises `ValueError` with a sentence for the lifter as creating it does, and
    `RiskEntry.DoesNotExist` where it is not the owner's own.
    """
    refuse_unknown_muscles(primary_muscles)
    entry = own_entry(owner, exercise_id, lock=True)
    if normalised(name) == normalised(entry.name):
        entry.name = clean_name(name)
    else:
        entry.name = free_name(name, own_entries(owner))
    describe(entry, is_compound=is_compound, primary_muscles=primary_muscles)
    if answers != answers_of(entry):
        classify(entry, answers)
    entry.load_kind, entry.is_unilateral = load_kind, is_unilateral
    entry.save()
    return entry
