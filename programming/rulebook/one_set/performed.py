"""A set as it was done, and what sections 1, 4 and 5 read off it."""

from dataclasses import dataclass

from programming.rulebook.one_set.target import EffortTarget
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.validation import half_steps, member, whole, wrong, yes_or_no
from programming.rulebook.words.vocabulary import EndedBy, SetKind

_MOST_RIR = rule("rir_scale").numbers["most"]
_LONG_SET_REPS = rule("long_set").numbers["reps"]
_HARD_SET_RIR = rule("hard_set").numbers["most_rir"]
_SAME_LOAD_PERMILLE = rule("same_load").numbers["permille"]
_PERMILLE = 1000
_FAILURES = (EndedBy.MUSCULAR_FAILURE, EndedBy.TECHNICAL_FAILURE)


def good_reps_left(reps: int, rir: float | None, ended_by: EndedBy | str) -> float | None:
    """Return RIR with failure counted as 0 whatever was typed (rulebook 4); None for not told."""
    return 0 if reps == 0 or ended_by in _FAILURES else rir


class Effort:
    """What sections 1, 4 and 5 read off a set, however the set is kept."""

    __slots__ = ()
    reps: int
    rir: float | None
    ended_by: EndedBy | str
    load: int | None
    kind: SetKind | str
    is_slip: bool

    @property
    def counts(self) -> bool:
        """Whether it is a working set: nothing else carries a verdict (rulebook 1)."""
        return self.kind == SetKind.WORKING

    @property
    def is_failed_attempt(self) -> bool:
        """Whether no rep was done (rulebook 1)."""
        return self.reps == 0

    @property
    def good_reps_left(self) -> float | None:
        """RIR with failure counted as 0 whatever was typed (rulebook 4); None for not told."""
        return good_reps_left(self.reps, self.rir, self.ended_by)

    @property
    def rated_rir(self) -> float | None:
        """The RIR the set is judged by; None where there is none.

        Sets that do not count have none, nor has one of 21 reps or more with good reps left
        (rulebook 4).
        """
        if self.kind != SetKind.WORKING:
            return None
        left = self.good_reps_left
        return None if left and self.reps >= _LONG_SET_REPS else left

    @property
    def reps_to_failure(self) -> float | None:
        """Reps done and reps in reserve of a rated set (rulebook 1, RTF)."""
        left = self.rated_rir
        return None if left is None else self.reps + left


@dataclass(frozen=True, slots=True)
class PerformedSet(Effort):
    """A set as it was done.

    reps: whole, 0 is a failed attempt. rir: reps in reserve in halves, over 5 kept as 5,
    None for not told. load: in whole units of the caller's, None for not known.
    rest_seconds: before the set, None for unrecorded. target: as stored on the set. is_slip:
    asked about and not confirmed yet (rulebook 7).
    Raises ValueError naming the field and the value.
    """

    reps: int
    rir: float | None = None
    ended_by: EndedBy | str = EndedBy.STOPPED
    load: int | None = None
    rest_seconds: int | None = None
    kind: SetKind | str = SetKind.WORKING
    target: EffortTarget | None = None
    is_slip: bool = False

    def __post_init__(self) -> None:
        put = object.__setattr__
        whole("reps", self.reps)
        if self.rir is not None:
            put(self, "rir", min(half_steps("rir", self.rir), _MOST_RIR))
        put(self, "ended_by", member(EndedBy, "ended_by", self.ended_by))
        if self.load is not None:
            whole("load", self.load)
        if self.rest_seconds is not None:
            whole("rest_seconds", self.rest_seconds)
        put(self, "kind", member(SetKind, "kind", self.kind))
        if self.target is not None and not isinstance(self.target, EffortTarget):
            raise wrong("target", self.target, "an EffortTarget")
        yes_or_no("is_slip", self.is_slip)


def is_failure_set(performed: Effort) -> bool:
    """Return whether a working set ended in failure, planned or not (rulebook 5)."""
    return performed.counts and performed.good_reps_left == 0


def is_hard_set(performed: Effort) -> bool:
    """Return whether a working set counts to the volume: RIR 4 or less, or unknown (rulebook 12)."""
    left = performed.good_reps_left
    return performed.counts and (left is None or left <= _HARD_SET_RIR)


def is_same_load(one: int | None, other: int | None) -> bool:
    """Return whether two loads are within 2.5 % of the heavier (rulebook 1).

    In whole units of the caller's, compared exactly; a load that is not known is never the
    same. Loads below 0 are assistance to the body.
    """
    if one is None or other is None:
        return False
    return abs(one - other) * _PERMILLE <= _SAME_LOAD_PERMILLE * max(abs(one), abs(other))
