"""Changing a lifter's own exercise.

Its one entry is changed in place. What was logged keeps the target and the verdict stored on the
set; what is still open, also in a running session, follows the entry as it stands.
"""

from collections.abc import Mapping, Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from programming.catalogue.classification import UNANSWERED, RiskAnswers, answers_of, classify
from programming.catalogue.entries import current_release, exercise_named
from programming.choices import Equipment, Muscle, Pattern, Role
from programming.loads import LoadKind
from programming.models import Exercise, RiskEntry
from programming.names import clean_name, normalised


def own_entry(owner: AbstractBaseUser, exercise_id: int, *, lock: bool = False) -> RiskEntry:
    """The entry of one exercise of `owner`'s own.

    Raises `RiskEntry.DoesNotExist` for the catalogue's and for anybody else's.
    """
    entries = RiskEntry.objects.select_related("exercise")
    if lock:
        # The key stays: a session that starts with it, and holds the lifter, need not wait for this.
        entries = entries.select_for_update(of=("self",), no_key=True)
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
        # The name that was offered is gone; the new one is the owner's to offer.
        offer(entry, is_offered=False)
    describe(entry, is_compound=is_compound, primary_muscles=primary_muscles)
    if answers != answers_of(entry):
        classify(entry, answers)
    entry.load_kind, entry.is_unilateral = load_kind, is_unilateral
    entry.save()
    return entry


def offer(entry: RiskEntry, *, is_offered: bool) -> None:
    """Let those who keep the catalogue see an own exercise by name and risk, or no longer."""
    entry.exercise.is_offered = is_offered
    entry.exercise.save(update_fields=["is_offered"])


_TAKEN = "You already have an exercise named {}."
_LOWER_BODY = frozenset(
    {
        Muscle.QUADRICEPS,
        Muscle.HAMSTRINGS,
        Muscle.GLUTES,
        Muscle.CALVES,
        Muscle.ADDUCTORS,
        Muscle.ABDUCTORS,
    }
)


def own_entries(lifter: AbstractBaseUser) -> Sequence[RiskEntry]:
    """The entries of a lifter's own exercises, by name, in one query."""
    return list(
        RiskEntry.objects.filter(
            release=None, exercise__owner_id=lifter.pk, exercise__merged_into=None
        ).select_related("exercise")
    )


def unknown_risk(name: str, *, is_compound: bool, primary_muscles: Sequence[str]) -> RiskEntry:
    """The entry of an exercise nobody has classified: avoid, floor 2 (rulebook 3); not saved."""
    # No share of bodyweight: nobody knows it, so its sets count for records of reps (rulebook 7).
    entry = RiskEntry(
        name=name,
        equipment=Equipment.OTHER,
        pattern=Pattern.OTHER,
        load_kind=LoadKind.EXTERNAL,
    )
    describe(entry, is_compound=is_compound, primary_muscles=primary_muscles)
    classify(entry, UNANSWERED)
    return entry


def describe(entry: RiskEntry, *, is_compound: bool, primary_muscles: Sequence[str]) -> None:
    """Write what an own exercise moves on its entry, and what follows from it; not saved."""
    entry.is_compound = is_compound
    entry.default_role = Role.SECONDARY if is_compound else Role.ISOLATION
    entry.primary_muscles = list(primary_muscles)
    entry.is_lower_body = any(muscle in _LOWER_BODY for muscle in primary_muscles)


def refuse_unknown_muscles(muscles: Sequence[str]) -> None:
    """Raises `ValueError` with a sentence for the lifter for a muscle that is not known."""
    if any(muscle not in Muscle.values for muscle in muscles):
        raise ValueError("Choose the muscles from the list.")


def free_name(typed: str, own: Sequence[RiskEntry]) -> str:
    """The name as typed, for another exercise beside the lifter's `own` ones.

    Raises `ValueError` with a sentence for the lifter where it cannot be a name, or names an
    exercise the lifter or the catalogue has already.
    """
    name = clean_name(typed)
    catalogued = exercise_named(name, current_release())
    if catalogued is not None:
        raise ValueError(f"The catalogue has it already, as {catalogued.name}.")
    if any(normalised(entry.name) == normalised(name) for entry in own):
        raise ValueError(_TAKEN.format(name))
    return name


def create_own_exercise(
    owner: AbstractBaseUser,
    name: str,
    *,
    is_compound: bool,
    primary_muscles: Sequence[str],
    answers: RiskAnswers = UNANSWERED,
    load_kind: str = LoadKind.EXTERNAL,
    is_unilateral: bool = False,
) -> RiskEntry:
    """Make an exercise of a lifter's own, of unknown risk until its owner has answered.

    Raises `ValueError` with a sentence for the lifter where the name cannot be one, names an
    exercise the lifter or the catalogue has already, or a muscle is not known.
    """
    refuse_unknown_muscles(primary_muscles)
    own = own_entries(owner)
    name = free_name(name, own)
    entry = unknown_risk(name, is_compound=is_compound, primary_muscles=primary_muscles)
    classify(entry, answers)
    entry.load_kind, entry.is_unilateral = load_kind, is_unilateral
    slug = _free_slug(name, {one.exercise.slug for one in own})
    try:
        with transaction.atomic():
            entry.exercise = Exercise.objects.create(owner_id=owner.pk, slug=slug)
            entry.save()
    except IntegrityError as fault:
        raise ValueError(_TAKEN.format(name)) from fault
    return entry


def _free_slug(name: str, taken: set[str]) -> str:
    stem = slugify(name)[:70].strip("-") or "exercise"
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def make_unknown_exercises(
    owner: AbstractBaseUser, load_kinds: Mapping[str, str]
) -> dict[str, RiskEntry]:
    """Exercises of a lifter's own by names of another app's log, of unknown risk: avoid (rulebook 3).

    `load_kinds` says of each name what its numbers mean. A name that is the owner's already gives
    that exercise. Four queries, however many they are. Raises `ValueError` with a sentence for
    what cannot be a name.
    """
    found, fresh = unknown_exercises(owner, load_kinds)
    save_unknown(fresh)
    return found


def unknown_exercises(
    owner: AbstractBaseUser, load_kinds: Mapping[str, str]
) -> tuple[dict[str, RiskEntry], list[RiskEntry]]:
    """What `make_unknown_exercises` would give, and those of them that are not saved yet."""
    own = own_entries(owner)
    known = {normalised(entry.name): entry for entry in own}
    # One that the catalogue took over keeps its slug.
    slugs = set(Exercise.objects.filter(owner_id=owner.pk).values_list("slug", flat=True))
    made: dict[str, RiskEntry] = {}
    for written, load_kind in load_kinds.items():
        name = clean_name(written)
        if normalised(name) in known or normalised(name) in made:
            continue
        # What nobody has described is treated with more care as a compound lift.
        entry = unknown_risk(name, is_compound=True, primary_muscles=())
        entry.load_kind = load_kind
        slug = _free_slug(name, slugs)
        slugs.add(slug)
        entry.exercise = Exercise(owner_id=owner.pk, slug=slug)
        made[normalised(name)] = entry
    known |= made
    return {written: known[normalised(written)] for written in load_kinds}, list(made.values())


def save_unknown(entries: Sequence[RiskEntry]) -> None:
    """Save entries and exercises that `unknown_exercises` made; keys they have already stay theirs."""
    Exercise.objects.bulk_create(entry.exercise for entry in entries)
    for entry in entries:
        entry.exercise_id = entry.exercise.pk
    RiskEntry.objects.bulk_create(entries)


def names_taken_over(owner: AbstractBaseUser) -> dict[str, int]:
    """The catalogue's exercises that took own ones over, by the own one's compared name."""
    rows = RiskEntry.objects.filter(
        release=None, exercise__owner_id=owner.pk, exercise__merged_into__isnull=False
    ).values_list("name", "exercise__merged_into")
    return {normalised(name): exercise for name, exercise in rows if exercise is not None}
