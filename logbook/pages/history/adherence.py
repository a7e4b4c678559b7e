"""What History says first: effort against its targets over weeks (rulebook 4.2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.dateformat import format as date_text

from logbook.advice.adherence import DAYS, Debt, Lately, effort_lately, lately_of
from logbook.advice.deload import as_it_stood
from logbook.log.deload import advice_of, is_refused
from logbook.log.names import names_of
from logbook.log.sessions import last_ended
from logbook.models import EffortLately, SessionExercise, User
from programming.rulebook import RULEBOOK_VERSION, reason_from, rule
from programming.wording import shares

_FROM_SETS = rule("adherence").numbers["from_sets"]
_COMPOUND = rule("overshooting").numbers


@dataclass(frozen=True, slots=True)
class AcrossSessions:
    """Effort over the last weeks; what has too few sets to be shown says how many it needs.

    `until` is the day of the last session, with which the days end. `compound_needed` is None
    where compound lifts have enough sets; `debts` are sentences,
    empty where nothing came back weaker twice; `grinds` name lifts that stall with every set a
    grind. `note` is the soft note after weeks without an easy one.
    """

    days: int
    until: dt.date
    rated: int
    needed: int
    percent: int
    too_close: int
    on_target: int
    too_easy: int
    compound_sets: int
    compound_needed: int | None
    compound_too_close: int | None
    debts: list[str]
    grinds: list[str]
    note: str

    @property
    def headline(self) -> str:
        """How often sets hit their targets, or how many more it takes to say so."""
        if self.needed:
            return (
                f"{self.needed} more set{'' if self.needed == 1 else 's'} to see how often you hit"
                " the target"
            )
        return f"On target in {self.percent} % of {self.rated} sets"

    @property
    def compound_says(self) -> str:
        """What is wrong on compound lifts, and what to do; empty where nothing is."""
        if self.compound_too_close is None:
            return ""
        return (
            f"{self.compound_too_close} of {self.compound_sets} sets in 14 days ended nearer to"
            " failure than planned. Stop a rep sooner, or take less load."
        )


def read_across_sessions(lifter: User, today: dt.date) -> AcrossSessions | None:
    """Effort against its targets as the last session left it; None before one has ended.

    Two queries, and one to name each thing found.
    """
    stood = _kept(lifter) or _read(lifter)
    if stood is None:
        return None
    until, found = stood
    kept = advice_of(lifter) if found.weeks is not None else None
    refused = kept.refused_on if kept is not None else None
    return AcrossSessions(
        days=DAYS,
        until=until,
        rated=found.rated,
        needed=max(_FROM_SETS - found.rated, 0),
        percent=shares(found.too_close, found.on_target, found.too_easy)[1],
        too_close=found.too_close,
        on_target=found.on_target,
        too_easy=found.too_easy,
        compound_sets=found.compound,
        compound_needed=max(_COMPOUND["from_sets"] - found.compound, 0) or None,
        compound_too_close=found.compound_too_close if found.is_overshooting else None,
        debts=_named(lifter, found.debts) if found.debts else [],
        grinds=sorted(names_of(lifter, found.grinds).values()) if found.grinds else [],
        note=_note(found.weeks)
        if found.weeks is not None and not is_refused(refused, today)
        else "",
    )


def _kept(lifter: User) -> tuple[dt.date, Lately] | None:
    """What was kept when the last session ended, by the rules of today."""
    kept = EffortLately.objects.visible_to(lifter).filter(rulebook_version=RULEBOOK_VERSION).first()
    return (kept.day, lately_of(kept.found)) if kept is not None else None


def _read(lifter: User) -> tuple[dt.date, Lately] | None:
    """The same from the log: of a lifter whose last session ended before it was kept."""
    last = last_ended(lifter)
    if last is None:
        return None
    stood = as_it_stood(lifter, last, advice_of(lifter))
    return stood.day, effort_lately(stood.weeks, stood.day, stood.advice)


def _note(weeks: int) -> str:
    return reason_from("deload_note", None, None, (("since", weeks),)).text


def _named(lifter: User, debts: tuple[Debt, ...]) -> list[str]:
    """Each as `Barbell bench press, Thu 20 Nov: 7 % under its usual best`."""
    wanted = Q()
    for debt in debts:
        wanted |= Q(session_id=debt.session, exercise_id=debt.exercise)
    names: dict[tuple[int | str, int | str], str] = {
        (session, exercise): name
        for session, exercise, name in SessionExercise.objects.visible_to(lifter)
        .filter(wanted)
        .values_list("session_id", "exercise_id", "risk__name")
    }
    return [
        f"{names[debt.session, debt.exercise]}, {date_text(debt.day, 'D j M')}: "
        f"{debt.percent} % under what it was before."
        for debt in debts
    ]
