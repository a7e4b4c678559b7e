"""Sets so far from all before that they are asked about, and what was likely meant (rulebook 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from logbook.advice.facts import Facts, moved
from logbook.choices import SetKind
from logbook.log.exercise_history import PastSet
from logbook.models import Set
from programming.loads import Load, LoadKind, Unit, typed_load
from programming.rulebook import Meant, Slip, rule, slip_of

_KEPT = "slip"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a set: which of its numbers is unlikely, and what each was likely meant as."""

    load: bool
    reps: bool
    meant_load: Load | None
    meant_reps: int | None

    @property
    def says(self) -> str:
        """Why it is asked, in the rule's sentences."""
        row = rule("slip")
        cases = [name for name, asked in (("load", self.load), ("reps", self.reps)) if asked]
        return " ".join(row.sentence({"case": one}) for one in cases)

    @property
    def is_answered(self) -> bool:
        """Whether something likely is known for every number that is asked about."""
        knows_load = not self.load or self.meant_load is not None
        return knows_load and (not self.reps or self.meant_reps is not None)


def asked_about(
    facts: Facts,
    *,
    kind: str,
    typed: Load | None,
    load_kind: str,
    reps: int,
    others: Sequence[Set],
) -> Asked | None:
    """What is asked of a set of these facts, `others` being the session's of its exercise; or None."""
    if kind != SetKind.WORKING:
        return None
    percent, bodyweight = facts.item.risk.bodyweight_percent, facts.bodyweight
    load = moved(percent, load_kind, typed, bodyweight)
    known = [one for one in others if one.kind == SetKind.WORKING and not one.is_slip and one.reps]
    loads = (*(one.load or 0 for one in known), *(done for _, done, _ in facts.history.rated))
    earlier = facts.history.previous
    last: Set | PastSet | None = known[-1] if known else (earlier[0] if earlier else None)
    last_typed = last.typed_load if isinstance(last, Set) else last.load if last else None
    found = slip_of(
        load,
        reps,
        heaviest=max((facts.heaviest, *loads)) or None,
        most_reps=max((facts.most_reps, *(one.reps for one in known))) or None,
        sessions=facts.history.sessions,
        body=_body(percent, load_kind, bodyweight),
        in_other_unit=(
            moved(percent, load_kind, _in_other_unit(typed), bodyweight) if typed else None
        ),
        last_load=moved(percent, last.load_kind, last_typed, bodyweight) if last else None,
        last_reps=last.reps if last else None,
    )
    if found is None:
        return None
    return Asked(found.load, found.reps, _meant(found, typed, last_typed), found.meant_reps)


def asked_of(row: Set) -> Asked | None:
    """What a saved set is asked, None once it was confirmed or where nothing is."""
    if not row.is_slip:
        return None
    load, reps, milli, unit, meant_reps = row.judged_by[_KEPT]
    return Asked(load, reps, typed_load(milli, unit), meant_reps)


def store_asked(row: Set, asked: Asked | None) -> None:
    """Write on the row whether it is asked about, and what of it."""
    row.is_slip = asked is not None
    row.judged_by.pop(_KEPT, None)
    if asked is not None:
        load = asked.meant_load
        row.judged_by[_KEPT] = [
            *(asked.load, asked.reps),
            *((load.milli, load.unit.value) if load is not None else (None, "")),
            asked.meant_reps,
        ]


def _body(percent: int, load_kind: str, bodyweight: int | None) -> int:
    if load_kind == LoadKind.EXTERNAL or bodyweight is None:
        return 0
    return bodyweight * percent // 100


def _in_other_unit(typed: Load) -> Load:
    return Load(typed.milli, Unit.LB if typed.unit is Unit.KG else Unit.KG)


def _meant(found: Slip, typed: Load | None, last: Load | None) -> Load | None:
    """The load that was likely meant, as it would have been typed."""
    if typed is None or found.meant is None:
        return None
    return {
        Meant.A_DIGIT_LESS: Load(typed.milli // 10, typed.unit),
        Meant.TWO_DIGITS_LESS: Load(typed.milli // 100, typed.unit),
        Meant.OTHER_UNIT: _in_other_unit(typed),
        Meant.LAST_TIME: last,
    }[found.meant]
