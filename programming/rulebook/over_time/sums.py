"""The exposures of a log, each summed: what the rules across sessions can know without its sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from programming.rulebook.over_time.history import Identity
from programming.rulebook.words.vocabulary import Outcome, Role


@dataclass(frozen=True, slots=True)
class ExposureSums:
    """An exercise's working sets of a session, summed.

    day, exercise, session, primary_muscles: as in LoggedSet. role: of the exercise in the session. is_evidence: on
    no red day and in no deload (rulebook 1). on_target, too_close, too_easy: verdicts. failures:
    failure sets, slips and tests among them. e1rm: of the session in whole units, None without
    one. is_plain: no set of it is an unconfirmed slip or ended in technical failure. rated_hard_sets
    and budget_failures: as in ExerciseTally.
    """

    exercise: Identity
    session: Identity
    day: date
    role: Role | str
    is_evidence: bool
    has_pain: bool
    on_target: int
    too_close: int
    too_easy: int
    failures: int
    e1rm: int | None
    is_plain: bool
    primary_muscles: tuple[str, ...] = ()
    rated_hard_sets: int = 0
    budget_failures: int = 0

    @property
    def rated(self) -> int:
        """The rated sets with a target."""
        return self.on_target + self.too_close + self.too_easy

    @property
    def verdicts(self) -> Mapping[Outcome, int]:
        """How many sets had each verdict."""
        return {
            Outcome.ON_TARGET: self.on_target,
            Outcome.TOO_CLOSE: self.too_close,
            Outcome.TOO_EASY: self.too_easy,
        }

    def and_of(self, other: Self) -> Self:
        """Both as one, a main lift where either is: an exercise may stand in a session twice."""
        return type(self)(
            self.exercise,
            self.session,
            self.day,
            Role.MAIN if Role.MAIN in (self.role, other.role) else other.role,
            self.is_evidence,
            self.has_pain or other.has_pain,
            self.on_target + other.on_target,
            self.too_close + other.too_close,
            self.too_easy + other.too_easy,
            self.failures + other.failures,
            max(self.e1rm or 0, other.e1rm or 0) or None,
            self.is_plain and other.is_plain,
            other.primary_muscles,
            self.rated_hard_sets + other.rated_hard_sets,
            self.budget_failures + other.budget_failures,
        )
