"""Programs a coach gives: a copy of the athlete's own, and offers of what became of the coach's since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from django.db import transaction
from django.http import Http404

from logbook.acts.changes import RefusedChangeError, Said, held_for, made_before, make, plan_in
from logbook.choices import Change, ChangeState
from logbook.log.changes import coach_name, offered_last
from logbook.log.locks import lock_lifter
from logbook.log.programs import program_for
from logbook.models import CoachChange, CoachLink, GivenProgram, User
from programming.catalogue.entries import current_release, entries_for
from programming.exchange.exercises import Reference, exercises_in, taken_by, with_exercises
from programming.programs import editing
from programming.programs.merging import as_new, keyed_like, merged, paired_keys, signed, with_keys
from programming.programs.plans import Plan, RefusedEditError


def _as_theirs(coach: User, link: CoachLink, plan: Plan) -> Plan:
    """A coach's plan in the exercises of the athlete, who is held, with the coach's targets signed.

    The keys stay the coach's. An exercise of the coach's own becomes one of the athlete's. Raises
    `RefusedChangeError`.
    """
    entries = entries_for(exercises_in(plan), current_release(), coach)
    references = {key: Reference.of(entry) for key, entry in entries.items()}
    try:
        taken = taken_by(link.athlete, references.values())
    except ValueError as fault:
        raise RefusedChangeError(str(fault)) from fault
    known = {key: taken.exercises[one] for key, one in references.items()}
    # Signed beside nothing, each target set by hand is the coach's.
    blank = Plan(plan.name, plan.level, plan.goal, plan.needs, plan.days)
    new = signed(blank, with_exercises(plan, known), coach_name(link))
    return keyed_like(new, plan)


@transaction.atomic
def give_program(coach: User, link: CoachLink, program_id: int, said: Said) -> CoachChange:
    """Give an athlete a program of the coach's own, or a ready-made one, as a copy of theirs.

    It is followed once they say so. One of the coach's own stays linked. Raises `Http404` and
    `RefusedChangeError`.
    """
    source = program_for(coach, program_id)
    held = held_for(coach, link, "sets_programs")
    if (there := made_before(held, said.key)) is not None:
        return there
    lock_lifter(held.athlete)
    linked = GivenProgram.objects.filter(link=held, source=source, program__is_removed=False)
    if linked.exists():
        raise RefusedChangeError(f"{held.athlete} has {source.name} already.")
    plan = Plan.of(source)
    theirs = _as_theirs(coach, held, plan)
    copy = program_for(held.athlete, editing.begin(held.athlete, theirs).pk)
    given = None
    if source.owner_id == coach.pk:
        stands = Plan.of(copy)
        given = GivenProgram.objects.create(
            athlete=held.athlete,
            link=held,
            source=source,
            program=copy,
            source_version=source.version,
            plan=asdict(stands),
            keys=_keys(*paired_keys(plan, stands)),
            made_at=said.now,
        )
    return make(held, Change.GIVEN, said, program=copy, given=given)


@transaction.atomic
def offer_state(coach: User, link: CoachLink, given_id: int, said: Said) -> CoachChange | None:
    """Offer an athlete what became of a program since they took it; nothing is changed until they say so.

    An earlier offer that was not answered is replaced. None where they have this state, or were
    offered it. Raises `Http404` and `RefusedChangeError`.
    """
    held = held_for(coach, link, "sets_programs")
    if (there := made_before(held, said.key)) is not None:
        return there
    lock_lifter(held.athlete)
    given = (
        GivenProgram.objects.filter(pk=given_id, link=held, source__owner=coach)
        .exclude(program__is_removed=True)
        .select_related("program")
        .first()
    )
    if given is None:
        raise Http404("Not a program you gave.")
    source = program_for(coach, given.source_id)
    waiting = CoachChange.objects.filter(given=given, kind=Change.OFFER, state=ChangeState.MADE)
    last = offered_last([given]).get(given.pk)
    if source.version in (given.source_version, last.version if last is not None else None):
        return None
    blocks, days = _paired(given.keys)
    after = with_keys(_as_theirs(coach, held, Plan.of(source)), blocks, days)
    waiting.update(state=ChangeState.REPLACED)
    return make(
        held,
        Change.OFFER,
        said,
        program=given.program,
        given=given,
        before={"version": source.version, "plan": given.plan},
        after=asdict(after),
    )


def take_offer(athlete: User, change: CoachChange) -> tuple[str, ...]:
    """Put an offer into the athlete's copy; they are held, and so is the link.

    What they changed themselves stays where the coach changed nothing. Returns the names of what
    both changed, which is the coach's now. Raises `Http404` where the link is over, and
    `RefusedEditError`.
    """
    given, link = change.given, change.link
    if given is None or change.before is None or link.ended_at is not None:
        raise Http404("Not offered any more.")
    if not link.sets_programs:
        raise Http404("Not offered any more.")
    base, theirs = plan_in(given.plan), plan_in(change.after)
    both: tuple[str, ...] = ()
    wanted: Plan | None = None

    def put(mine: Plan) -> Plan:
        nonlocal both, wanted
        wanted, both = merged(base, theirs, mine, prefers_theirs=True)
        return as_new(wanted)

    program_id = given.program_id
    editing.edit(athlete, program_id, None, put)
    stands = Plan.of(program_for(athlete, program_id))
    if wanted is None:
        raise RefusedEditError("Nothing was offered.")
    # What was new has keys now: those of the coach's that were below zero lead to them.
    blocks, days = paired_keys(wanted, stands)
    known_blocks, known_days = _paired(given.keys)
    new_blocks = {-key: now for key, now in blocks.items() if key < 0}
    new_days = {-key: now for key, now in days.items() if key < 0}
    stood = {key: key for key in known_blocks.values()}, {key: key for key in known_days.values()}
    given.plan = asdict(with_keys(theirs, stood[0] | blocks, stood[1] | days))
    given.keys = _keys(known_blocks | new_blocks, known_days | new_days)
    given.source_version = change.before["version"]
    given.save(update_fields=["plan", "keys", "source_version"])
    return both


def _keys(blocks: Mapping[int, int], days: Mapping[int, int]) -> dict[str, dict[str, int]]:
    """Both as JSON keeps them."""
    return {
        "blocks": {str(key): other for key, other in blocks.items()},
        "days": {str(key): other for key, other in days.items()},
    }


def _paired(kept: Mapping[str, Mapping[str, int]]) -> tuple[dict[int, int], dict[int, int]]:
    return (
        {int(key): other for key, other in kept["blocks"].items()},
        {int(key): other for key, other in kept["days"].items()},
    )
