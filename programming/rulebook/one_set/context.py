"""What a target depends on (rulebook section 2), checked as it comes in."""

from dataclasses import dataclass

from programming.rulebook.rows.rules import rule
from programming.rulebook.words.validation import member, number, whole, wrong, yes_or_no
from programming.rulebook.words.vocabulary import Goal, Level, ReadinessState, Role, Tier

_MOST_RIR = rule("rir_scale").numbers["most"]
_MOST_FLOOR = rule("clamp").numbers["most_aim"]
_MOST_RISE = rule("aim_rise").numbers["most"]


@dataclass(frozen=True, slots=True)
class EffortOverride:
    """A target set by hand on a planned exercise (rulebook 2).

    low, aim, high: RIR, whole, in this order of size, 0 to 5. set_by: who set it, as the
    reason will name them. Raises ValueError naming the field and the value.
    """

    low: int
    aim: int
    high: int
    set_by: str

    def __post_init__(self) -> None:
        whole("low", self.low, 0, _MOST_RIR)
        whole("aim", self.aim, self.low, _MOST_RIR)
        whole("high", self.high, self.aim, _MOST_RIR)
        if not isinstance(self.set_by, str) or not self.set_by.strip():
            raise wrong("set_by", self.set_by, "the name of who set the target")


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortContext:
    """What a target depends on, as plain values; enumerations may be plain strings.

    level is the lifter's own: is_new_movement takes one off. planned_reps is the bottom of
    the range. reps_to_failure is what the planned load leaves by the current e1RM, before
    rounding (section 7); None without either, and reps_to_failure_seen is what sets done lately show of it
    (`reps_to_failure_seen`). days_since_test counts from the last test set
    of any exercise; None for never. aim_rise is an accepted rise of the aim (sections 8, 9).
    Raises ValueError naming the field and the value.
    """

    level: Level | str
    goal: Goal | str
    role: Role | str
    tier: Tier | str
    rir_floor: int
    rir_floor_with_safeties: int | None = None
    safeties: bool = False
    is_final_set: bool
    readiness: ReadinessState | str
    budget_left: bool
    planned_reps: int | None = None
    reps_to_failure: float | None = None
    is_test_set: bool = False
    days_since_test: int | None = None
    is_new_movement: bool = False
    aim_rise: int = 0
    override: EffortOverride | None = None
    is_deload: bool = False
    reps_to_failure_seen: float | None = None

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "level", member(Level, "level", self.level))
        put(self, "goal", member(Goal, "goal", self.goal))
        put(self, "role", member(Role, "role", self.role))
        put(self, "tier", member(Tier, "tier", self.tier))
        put(self, "readiness", member(ReadinessState, "readiness", self.readiness))
        whole("rir_floor", self.rir_floor, 0, _MOST_FLOOR)
        if self.rir_floor_with_safeties is not None:
            whole("rir_floor_with_safeties", self.rir_floor_with_safeties, 0, self.rir_floor)
        yes_or_no("safeties", self.safeties)
        yes_or_no("is_final_set", self.is_final_set)
        yes_or_no("budget_left", self.budget_left)
        yes_or_no("is_test_set", self.is_test_set)
        yes_or_no("is_new_movement", self.is_new_movement)
        yes_or_no("is_deload", self.is_deload)
        whole("aim_rise", self.aim_rise, 0, _MOST_RISE)
        if self.planned_reps is not None:
            whole("planned_reps", self.planned_reps, 1)
        if self.reps_to_failure is not None:
            number("reps_to_failure", self.reps_to_failure)
        if self.reps_to_failure_seen is not None:
            number("reps_to_failure_seen", self.reps_to_failure_seen)
        if self.days_since_test is not None:
            whole("days_since_test", self.days_since_test)
        if self.override is not None and not isinstance(self.override, EffortOverride):
            raise wrong("override", self.override, "an EffortOverride")
