"""RepStack's rules as values in, values out: no library, no clock, no I/O. Long: every public name.

docs/contract.md has a worked call of each.
"""

from programming.rulebook.level.levels import (
    LevelAssessment,
    LevelOverride,
    MovementLevel,
    assess_level,
    movement_level,
)
from programming.rulebook.level.parameters import LevelAnswers, LevelParameter, TrainedDays
from programming.rulebook.level.score import (
    BestLift,
    Sex,
    StrengthFormula,
    StrengthScore,
    StrengthTotal,
    strength_score,
    strength_total,
)
from programming.rulebook.next_time.e1rm_forecast import E1RMForecast
from programming.rulebook.next_time.fatigue import (
    Advice,
    DeloadRecipe,
    FatigueAdvice,
    FatigueEvidence,
    ResetRecipe,
    deload_recipe,
    fatigue_advice,
)
from programming.rulebook.next_time.feasible import Strength
from programming.rulebook.next_time.forecast import Forecast
from programming.rulebook.next_time.loadable import (
    Loadable,
    LoadableSet,
    LoadableSteps,
    default_loads,
)
from programming.rulebook.next_time.offers import NextSetOffer, offer_next_set
from programming.rulebook.next_time.progression import NextTime, next_time
from programming.rulebook.next_time.time_off import shortest_layoff
from programming.rulebook.next_time.to_read import exercises_to_read, patterns_to_read
from programming.rulebook.next_time.warm_ups import WarmUpSet, warm_up_sets, warm_up_sets_added
from programming.rulebook.one_set.context import EffortContext, EffortOverride
from programming.rulebook.one_set.drop import SharpDrop, sharp_drop
from programming.rulebook.one_set.estimates import (
    E1RM,
    LoadZone,
    current_e1rm,
    estimated_1rm,
    load_per_rir,
    load_zone,
    reps_to_failure_at,
    reps_to_failure_seen,
    session_e1rm,
)
from programming.rulebook.one_set.judging import (
    Judgement,
    judge_set,
    outcome_of,
    shown_rir,
    warnings_before,
    worst_first,
)
from programming.rulebook.one_set.movement import is_new_movement
from programming.rulebook.one_set.orders import what_to_do
from programming.rulebook.one_set.performed import (
    PerformedSet,
    good_reps_left,
    is_failure_set,
    is_hard_set,
    is_same_load,
)
from programming.rulebook.one_set.readiness import Readiness, readiness_state
from programming.rulebook.one_set.recovery import (
    BudgetState,
    MuscleBudget,
    budget_state,
    is_recovering,
    recovery_hours,
)
from programming.rulebook.one_set.risk import classified_risk, risk_in_force
from programming.rulebook.one_set.slips import Meant, Slip, slip_of
from programming.rulebook.one_set.target import (
    EffortTarget,
    effort_target,
    failure_obstacle,
    level_used,
    why_no_test,
)
from programming.rulebook.over_time.adherence import (
    EffortAdherence,
    RecoveryDebt,
    effort_adherence,
    effort_adherence_of,
)
from programming.rulebook.over_time.announced import announced
from programming.rulebook.over_time.bests import ExerciseBests, Standing, bests_after
from programming.rulebook.over_time.budget import (
    FailureBudget,
    RecoveringMuscle,
    failure_budget,
    failure_budget_of,
    is_week_at_cap,
    weeks_at_cap,
)
from programming.rulebook.over_time.check_ins import AnsweredSession, AnswerFinding, answer_findings
from programming.rulebook.over_time.exposures import (
    Exposure,
    exposures,
    exposures_of,
    reference_e1rm,
)
from programming.rulebook.over_time.history import CompetitionLift, LoggedSet
from programming.rulebook.over_time.patterns import (
    EffortPattern,
    PatternEvidence,
    effort_patterns,
    effort_patterns_of,
)
from programming.rulebook.over_time.records import (
    Grind,
    PersonalRecord,
    RecordKind,
    SessionRecords,
    records_against,
    records_set_by,
)
from programming.rulebook.over_time.sense import MeasuredPoint, RirSense, rir_sense
from programming.rulebook.over_time.sums import ExposureSums
from programming.rulebook.over_time.tally import ExerciseTally
from programming.rulebook.over_time.trends import LiftTrend
from programming.rulebook.over_time.volume import (
    MuscleVolume,
    VolumeBand,
    WeeklyVolume,
    volume_band,
    weekly_volume,
    weekly_volume_of,
)
from programming.rulebook.replay.backtest import (
    Backtest,
    E1RMBacktest,
    E1RMErrors,
    E1RMTarget,
    RepsBacktest,
    RepsErrors,
    RepsTarget,
    backtest,
    forecasts,
)
from programming.rulebook.replay.counting import (
    HowOften,
    SuggestionCounts,
    how_often,
    is_warned_against,
)
from programming.rulebook.replay.walk import ExerciseFacts, Walk
from programming.rulebook.rows.judging import ONCE_A_SESSION
from programming.rulebook.rows.rule import Basis, Rule
from programming.rulebook.rows.rules import RULEBOOK_VERSION, RULES, rule
from programming.rulebook.rows.sources import SOURCES, Source
from programming.rulebook.words.events import (
    Reason,
    Warning,  # noqa: A004  the rulebook's word
    reason_from,
    warning_from,
)
from programming.rulebook.words.vocabulary import (
    EffortWord,
    EndedBy,
    EnergyBalance,
    Goal,
    Level,
    Outcome,
    ReadinessState,
    Role,
    SetKind,
    Severity,
    Tier,
    level_below,
    rir_from_rpe,
    rir_from_word,
    rpe_from_rir,
    word_from_rir,
)

__all__ = [
    "E1RM",
    "ONCE_A_SESSION",
    "RULEBOOK_VERSION",
    "RULES",
    "SOURCES",
    "Advice",
    "AnswerFinding",
    "AnsweredSession",
    "Backtest",
    "Basis",
    "BestLift",
    "BudgetState",
    "CompetitionLift",
    "DeloadRecipe",
    "E1RMBacktest",
    "E1RMErrors",
    "E1RMForecast",
    "E1RMTarget",
    "EffortAdherence",
    "EffortContext",
    "EffortOverride",
    "EffortPattern",
    "EffortTarget",
    "EffortWord",
    "EndedBy",
    "EnergyBalance",
    "ExerciseBests",
    "ExerciseFacts",
    "ExerciseTally",
    "Exposure",
    "ExposureSums",
    "FailureBudget",
    "FatigueAdvice",
    "FatigueEvidence",
    "Forecast",
    "Goal",
    "Grind",
    "HowOften",
    "Judgement",
    "Level",
    "LevelAnswers",
    "LevelAssessment",
    "LevelOverride",
    "LevelParameter",
    "LiftTrend",
    "LoadZone",
    "Loadable",
    "LoadableSet",
    "LoadableSteps",
    "LoggedSet",
    "Meant",
    "MeasuredPoint",
    "MovementLevel",
    "MuscleBudget",
    "MuscleVolume",
    "NextSetOffer",
    "NextTime",
    "Outcome",
    "PatternEvidence",
    "PerformedSet",
    "PersonalRecord",
    "Readiness",
    "ReadinessState",
    "Reason",
    "RecordKind",
    "RecoveringMuscle",
    "RecoveryDebt",
    "RepsBacktest",
    "RepsErrors",
    "RepsTarget",
    "ResetRecipe",
    "RirSense",
    "Role",
    "Rule",
    "SessionRecords",
    "SetKind",
    "Severity",
    "Sex",
    "SharpDrop",
    "Slip",
    "Source",
    "Standing",
    "Strength",
    "StrengthFormula",
    "StrengthScore",
    "StrengthTotal",
    "SuggestionCounts",
    "Tier",
    "TrainedDays",
    "VolumeBand",
    "Walk",
    "WarmUpSet",
    "Warning",
    "WeeklyVolume",
    "announced",
    "answer_findings",
    "assess_level",
    "backtest",
    "bests_after",
    "budget_state",
    "classified_risk",
    "current_e1rm",
    "default_loads",
    "deload_recipe",
    "effort_adherence",
    "effort_adherence_of",
    "effort_patterns",
    "effort_patterns_of",
    "effort_target",
    "estimated_1rm",
    "exercises_to_read",
    "exposures",
    "exposures_of",
    "failure_budget",
    "failure_budget_of",
    "failure_obstacle",
    "fatigue_advice",
    "forecasts",
    "good_reps_left",
    "how_often",
    "is_failure_set",
    "is_hard_set",
    "is_new_movement",
    "is_recovering",
    "is_same_load",
    "is_warned_against",
    "is_week_at_cap",
    "judge_set",
    "level_below",
    "level_used",
    "load_per_rir",
    "load_zone",
    "movement_level",
    "next_time",
    "offer_next_set",
    "outcome_of",
    "patterns_to_read",
    "readiness_state",
    "reason_from",
    "records_against",
    "records_set_by",
    "recovery_hours",
    "reference_e1rm",
    "reps_to_failure_at",
    "reps_to_failure_seen",
    "rir_from_rpe",
    "rir_from_word",
    "rir_sense",
    "risk_in_force",
    "rpe_from_rir",
    "rule",
    "session_e1rm",
    "sharp_drop",
    "shortest_layoff",
    "shown_rir",
    "slip_of",
    "strength_score",
    "strength_total",
    "volume_band",
    "warm_up_sets",
    "warm_up_sets_added",
    "warning_from",
    "warnings_before",
    "weekly_volume",
    "weekly_volume_of",
    "weeks_at_cap",
    "what_to_do",
    "why_no_test",
    "word_from_rir",
    "worst_first",
]
