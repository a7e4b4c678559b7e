"""The log as the rules of sections 4.2 to 13 read it: one record a set, in time order."""

from collections.abc import Sequence
from dataclasses import FrozenInstanceError, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NoReturn

from programming.rulebook.one_set.judging import outcome_of
from programming.rulebook.one_set.performed import Effort, PerformedSet
from programming.rulebook.one_set.target import EffortTarget
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.validation import half_steps, member, whole, wrong, yes_or_no
from programming.rulebook.words.vocabulary import (
    EffortWord,
    EndedBy,
    Outcome,
    ReadinessState,
    Role,
    SetKind,
    Tier,
    rir_from_word,
)

Identity = str | int
_MOST_RIR = rule("rir_scale").numbers["most"]
_EASY = rir_from_word(EffortWord.EASY)


class CompetitionLift(StrEnum):
    """The three lifts sections 10 and 13 read; a mark on the exercise, never its name."""

    SQUAT = "squat"
    BENCH = "bench"
    DEADLIFT = "deadlift"


_ENDS: dict[str, EndedBy] = {word: word for word in EndedBy}
_KINDS: dict[str, SetKind] = {word: word for word in SetKind}
_ROLES: dict[str, Role] = {word: word for word in Role}
_TIERS: dict[str, Tier] = {word: word for word in Tier}
_DAYS: dict[str, ReadinessState] = {word: word for word in ReadinessState}
_OUTCOMES: dict[str, Outcome] = {word: word for word in Outcome}
_IDENTITIES = (int, str)


@dataclass(slots=True, kw_only=True, init=False, unsafe_hash=True)
class _Row(Effort):
    """The fields of a LoggedSet while they are filled in."""

    exercise: Identity
    session: Identity
    day: date
    at: datetime | None
    reps: int
    rir: float | None
    ended_by: EndedBy | str
    load: int | None
    rest_seconds: int | None
    kind: SetKind | str
    role: Role | str
    tier: Tier | str
    pattern: str | None
    is_lower_body: bool
    competition_lift: CompetitionLift | str | None
    primary_muscles: tuple[str, ...]
    secondary_muscles: tuple[str, ...]
    is_final_set: bool
    is_test_set: bool
    is_imported: bool
    target: EffortTarget | None
    outcome: Outcome | str | None
    readiness: ReadinessState | str
    is_deload: bool
    has_pain: bool
    rep_range: tuple[int, int] | None
    added: int | None
    is_slip: bool
    rir_in_words: bool
    is_back_off: bool


class LoggedSet(_Row):
    """A set of the log, with what the rules ask of its exercise and its session.

    exercise, session: any identity, a string or a whole number. day: the lifter's local day
    the session began. at: when the set was done, with its zone, None for not known. reps,
    rir, ended_by, load, rest_seconds, kind, target: as in PerformedSet. role, tier: the
    exercise's own, without safeties. pattern: the movement pattern. competition_lift: marked
    as the barbell squat, bench or deadlift. outcome: as stored, None where there is none.
    readiness, is_deload: of the session. has_pain: the lifter's mark on the exercise in the
    session, or in one after it in which no working set of it was done. rep_range: the planned reps (bottom, top), both the same for one number, None
    for unplanned. added: of a lift that moves the body, what was added to it in the unit of the
    load, below 0 for assistance; None where the load is all that was lifted. is_slip: asked about
    and not confirmed yet (rulebook 7). rir_in_words: rir was tapped as a word. is_back_off: planned as a
    share of the day's top set. Frozen. Raises ValueError naming the field and the value.
    """

    __slots__ = ()

    def __init__(  # noqa: C901  one line a field
        self,
        *,
        exercise: Identity,
        session: Identity,
        day: date,
        at: datetime | None = None,
        reps: int,
        rir: float | None = None,
        ended_by: EndedBy | str = EndedBy.STOPPED,
        load: int | None = None,
        rest_seconds: int | None = None,
        kind: SetKind | str = SetKind.WORKING,
        role: Role | str = Role.SECONDARY,
        tier: Tier | str = Tier.CAUTION,
        pattern: str | None = None,
        is_lower_body: bool = False,
        competition_lift: CompetitionLift | str | None = None,
        primary_muscles: Sequence[str] = (),
        secondary_muscles: Sequence[str] = (),
        is_final_set: bool = False,
        is_test_set: bool = False,
        is_imported: bool = False,
        target: EffortTarget | None = None,
        outcome: Outcome | str | None = None,
        readiness: ReadinessState | str = ReadinessState.GREEN,
        is_deload: bool = False,
        has_pain: bool = False,
        rep_range: tuple[int, int] | None = None,
        added: int | None = None,
        is_slip: bool = False,
        rir_in_words: bool = False,
        is_back_off: bool = False,
    ) -> None:
        # A log is a thousand of these at a time. Filled in as its open twin and then closed, a
        # set costs a third of what a frozen dataclass does.
        object.__setattr__(self, "__class__", _Row)
        try:
            self.ended_by = _ENDS[ended_by]
            self.kind = _KINDS[kind]
            self.role = _ROLES[role]
            self.tier = _TIERS[tier]
            self.readiness = _DAYS[readiness]
            self.outcome = None if outcome is None else _OUTCOMES[outcome]
        except (KeyError, TypeError):
            member(EndedBy, "ended_by", ended_by)
            member(SetKind, "kind", kind)
            member(Role, "role", role)
            member(Tier, "tier", tier)
            member(ReadinessState, "readiness", readiness)
            member(Outcome, "outcome", outcome)
        if competition_lift is not None:
            competition_lift = member(CompetitionLift, "competition_lift", competition_lift)
        if not (type(reps) is int and reps >= 0):
            whole("reps", reps)
        if rir is not None and not (type(rir) is int and 0 <= rir <= _MOST_RIR):
            rir = min(half_steps("rir", rir), _MOST_RIR)
        if load is not None and not (type(load) is int and load >= 0):
            whole("load", load)
        if rest_seconds is not None and not (type(rest_seconds) is int and rest_seconds >= 0):
            whole("rest_seconds", rest_seconds)
        if type(day) is not date:
            raise wrong("day", day, "a date")
        if at is not None and (not isinstance(at, datetime) or at.tzinfo is None):
            raise wrong("at", at, "a time with its zone")
        if target is not None and type(target) is not EffortTarget:
            raise wrong("target", target, "an EffortTarget")
        if type(exercise) not in _IDENTITIES:
            raise wrong("exercise", exercise, "a string or a whole number")
        if type(session) not in _IDENTITIES:
            raise wrong("session", session, "a string or a whole number")
        if pattern is not None and not isinstance(pattern, str):
            raise wrong("pattern", pattern, "a word")
        self.exercise = exercise
        self.session = session
        self.day = day
        self.at = at
        self.reps = reps
        self.rir = rir
        self.load = load
        self.rest_seconds = rest_seconds
        self.pattern = pattern
        self.is_lower_body = (
            is_lower_body
            if type(is_lower_body) is bool
            else yes_or_no("is_lower_body", is_lower_body)
        )
        self.competition_lift = competition_lift
        self.primary_muscles = (
            () if primary_muscles == () else _words("primary_muscles", primary_muscles)
        )
        self.secondary_muscles = (
            () if secondary_muscles == () else _words("secondary_muscles", secondary_muscles)
        )
        self.is_final_set = (
            is_final_set if type(is_final_set) is bool else yes_or_no("is_final_set", is_final_set)
        )
        self.is_test_set = (
            is_test_set if type(is_test_set) is bool else yes_or_no("is_test_set", is_test_set)
        )
        self.is_imported = (
            is_imported if type(is_imported) is bool else yes_or_no("is_imported", is_imported)
        )
        self.target = target
        self.is_deload = is_deload if type(is_deload) is bool else yes_or_no("is_deload", is_deload)
        self.has_pain = has_pain if type(has_pain) is bool else yes_or_no("has_pain", has_pain)
        self.rep_range = None if rep_range is None else _range(rep_range)
        if added is not None and type(added) is not int:
            raise wrong("added", added, "a whole number")
        self.added = added
        self.is_slip = is_slip if type(is_slip) is bool else yes_or_no("is_slip", is_slip)
        self.rir_in_words = (
            rir_in_words if type(rir_in_words) is bool else yes_or_no("rir_in_words", rir_in_words)
        )
        self.is_back_off = (
            is_back_off if type(is_back_off) is bool else yes_or_no("is_back_off", is_back_off)
        )
        object.__setattr__(self, "__class__", LoggedSet)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __setstate__(self, state: tuple[None, dict[str, object]]) -> None:
        for name, value in state[1].items():
            object.__setattr__(self, name, value)

    @property
    def performed(self) -> PerformedSet:
        """The set as `judge_set` and the e1RM take it."""
        return PerformedSet(
            self.reps, self.rir, self.ended_by, self.load, self.rest_seconds, self.kind, self.target,
            self.is_slip,
        )  # fmt: skip

    @property
    def compared_load(self) -> int | None:
        """The load that records compare; None where none is known (rulebook 7).

        Of a lift that moves the body what was added to it, never the lifter's own weight.
        """
        return (self.load if self.added is None else self.added) if self.load else None

    @property
    def says_or_more(self) -> bool:
        """Whether its RIR only says "or more": 5+, or Easy in words (rulebook 1, 7)."""
        left = self.good_reps_left
        return left is not None and left >= (_EASY if self.rir_in_words else _MOST_RIR)

    @property
    def verdict(self) -> Outcome | None:
        """The outcome as stored, else against the stored target (rulebook 4).

        None where section 1 has none: imported, failed or not a working set, or no target.
        """
        if not self.counts or self.is_imported or not self.reps or self.target is None:
            return None
        if isinstance(self.outcome, Outcome):
            return self.outcome
        return outcome_of(self.target, self.rated_rir)


def check_history(history: Sequence[LoggedSet]) -> None:
    """Raise ValueError for anything else than logged sets in time order."""
    previous = date.min
    for done in history:
        if type(done) is not LoggedSet:
            raise wrong("history", done, "a LoggedSet")
        if done.day < previous:
            raise wrong("history", done.day, "in time order")
        previous = done.day


def _words(field: str, value: Sequence[str]) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise wrong(field, value, "a sequence of words")
    for word in value:
        if not isinstance(word, str):
            raise wrong(field, word, "a word")
    return tuple(value)


def _range(value: tuple[int, int]) -> tuple[int, int]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise wrong("rep_range", value, "(bottom, top)")
    bottom, top = value
    if type(bottom) is int and type(top) is int and 1 <= bottom <= top:
        return bottom, top
    return whole("rep_range", bottom, 1), whole("rep_range", top, bottom)
