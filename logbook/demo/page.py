"""A lifter while their log is made, and the page in front of them between two sets."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from random import Random

from logbook.acts.entries import SetEntry
from logbook.acts.sets import log_set
from logbook.advice.effort import effort_context
from logbook.advice.facts import Facts, moved
from logbook.choices import EndedBy, SetKind
from logbook.demo.body import Ending, Mood
from logbook.demo.people import Lifter
from logbook.models import User
from logbook.pages.session.screen import rest_of
from programming.loads import Load, LoadKind, Unit
from programming.rulebook import effort_target

_GRINDS = ("ground to a halt", "stuck halfway", "one rep too many")
_BROKEN = ("lost tightness", "hips shot up", "back rounded on the last one")
_MOST_WORDED = 4


@dataclass(slots=True)
class Trainee:
    """A demo lifter while the log is made: what they remember of the last time."""

    person: Lifter
    user: User
    rng: Random
    weeks: int
    loads: dict[str, float] = field(default_factory=dict)
    week: int = 0
    mood: Mood = Mood.ORDINARY

    def key(self) -> uuid.UUID:
        """The key a form would carry."""
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def chance(self, share: float) -> bool:
        """Whether something happens that does so often, 0 to 1."""
        return self.rng.random() < share


class Page:
    """The exercise as the lifter sees it between two sets."""

    def __init__(self, trainee: Trainee, facts: Facts, now: dt.datetime) -> None:
        self.trainee, self.facts, self.now = trainee, facts, now
        self.number = 0

    def aim(self, load: float, *, is_final: bool) -> int:
        """The reps in reserve the screen says to aim for."""
        typed, kind = self._typed(load)
        load_moved = moved(
            self.facts.item.risk.bodyweight_percent, kind, typed, self.facts.bodyweight
        )
        context = effort_context(self.facts, is_final=is_final, load=load_moved)
        return effort_target(context).aim

    def save(
        self,
        load: float,
        ending: Ending,
        *,
        kind: SetKind = SetKind.WORKING,
        is_test: bool = False,
    ) -> None:
        """Log a set as its form would, and rest."""
        trainee, item, rng = self.trainee, self.facts.item, self.trainee.rng
        rir = ending.rir
        if rir is not None and trainee.user.uses_words:
            rir = min(rir, _MOST_WORDED)
        typed, load_kind = self._typed(load)
        self.number += 1
        logged = log_set(
            trainee.user,
            item.pk,
            key=trainee.key(),
            number=self.number,
            entry=SetEntry(
                reps=ending.reps,
                load=typed,
                load_kind=load_kind,
                rir_halves=None if rir is None else 2 * rir,
                rir_in_words=rir is not None and trainee.user.uses_words,
                kind=kind,
                ended_by=ending.ended_by,
                is_test=is_test,
                note=self._note(ending),
            ),
            now=self.now,
        )
        if logged.facts is not None:
            self.facts = logged.facts
        rest = rest_of(item) * (0.5 if kind is SetKind.WARM_UP else 1)
        if kind is SetKind.DROP:
            rest = 0
        self.now += dt.timedelta(seconds=40 + int(rest * rng.uniform(0.9, 1.3)))

    def _typed(self, load: float) -> tuple[Load | None, LoadKind]:
        kind = LoadKind(self.facts.item.risk.load_kind)
        if kind is LoadKind.ADDED and not load:
            return None, LoadKind.BODYWEIGHT
        return load_of(load, self.trainee.user), kind

    def _note(self, ending: Ending) -> str:
        words = {EndedBy.TECHNICAL_FAILURE: _BROKEN, EndedBy.MUSCULAR_FAILURE: _GRINDS}
        said = words.get(ending.ended_by)
        return self.trainee.rng.choice(said) if said and self.trainee.chance(0.5) else ""


def load_of(load: float, user: User) -> Load:
    """A load in the unit the lifter types in."""
    return Load(round(load * 1000), Unit(user.unit))
