"""What section 8's table is asked about, and what it answers with."""

from collections.abc import Sequence
from dataclasses import dataclass

from programming.rulebook.next_time.evidence import Evidence
from programming.rulebook.next_time.loadable import Loadable
from programming.rulebook.words.events import Reason
from programming.rulebook.words.vocabulary import ReadinessState


@dataclass(frozen=True, slots=True)
class Move:
    """What a row of the table asks for: the heaviest set's load, reps a set, rise of the aim.

    exposures: how many of the last ones the row rests on. is_same_for_all: every set at that
    load. is_kept: the load of a cut that no small enough step can make.
    """

    case: str
    load: int | None
    reps: tuple[int, ...]
    reasons: tuple[Reason, ...]
    aim_rise: int = 0
    exposures: int = 1
    is_same_for_all: bool = False
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What the table is asked about: an exercise's sets in time order, and what bears on them.

    troubles: form, pain or nothing, for each of them. forbids: the state of today where it
    holds loads back. reset: the share of the load a reset goes back to in %, None for none due.
    """

    found: Sequence[Evidence]
    troubles: Sequence[str]
    loadable: Loadable
    is_lower_body: bool
    forbids: ReadinessState | None = None
    reset: int | None = None
    reset_times: int = 0

    @property
    def last(self) -> Evidence:
        """The sets the table reads first."""
        return self.found[-1]

    @property
    def load(self) -> int | None:
        """The heaviest load of those sets."""
        return self.found[-1].load

    @property
    def reps(self) -> tuple[int, ...]:
        """The reps of those sets, none under the planned range."""
        last = self.found[-1]
        return tuple(
            max(done.reps, bottom) for done, (bottom, _) in zip(last.sets, last.ranges, strict=True)
        )

    @property
    def in_range(self) -> tuple[int, ...]:
        """The same reps, none over the planned range either."""
        return tuple(
            min(reps, top) for reps, (_, top) in zip(self.reps, self.last.ranges, strict=True)
        )

    @property
    def from_bottom(self) -> tuple[int, ...]:
        """The bottom of the planned range for every set."""
        return tuple(bottom for bottom, _ in self.last.ranges)
