"""People, and what they did."""

from logbook.models.adherence import EffortLately
from logbook.models.bodyweight import Bodyweight
from logbook.models.check_ins import CheckIn
from logbook.models.coach_changes import CoachChange, GivenProgram
from logbook.models.coach_list import CoachList
from logbook.models.coaching import (
    AccessEntry,
    BreachAnswer,
    CoachBlock,
    CoachLink,
    CoachRequest,
    Comment,
    Invitation,
)
from logbook.models.deload import DeloadAdvice
from logbook.models.favourites import Favourite
from logbook.models.following import ExcusedDay, FollowedProgram, SlotChange
from logbook.models.groups import CoachGroup
from logbook.models.habits import ExerciseHabit
from logbook.models.imports import (
    ImportedName,
    ImportedSession,
    ImportJob,
    ImportRun,
    ImportUpload,
)
from logbook.models.levels import Background, LevelComputation, TrainingSpan
from logbook.models.links import CalendarFeed, SharedProgram
from logbook.models.patterns import PatternPutAside
from logbook.models.people import TakenBack, User
from logbook.models.periods import PeriodSums
from logbook.models.pins import PinnedLoad
from logbook.models.records import ExerciseRecord
from logbook.models.tokens import AccessToken
from logbook.models.training import SessionExercise, Set, TrainingSession

__all__ = [
    "AccessEntry",
    "AccessToken",
    "Background",
    "Bodyweight",
    "BreachAnswer",
    "CalendarFeed",
    "CheckIn",
    "CoachBlock",
    "CoachChange",
    "CoachGroup",
    "CoachLink",
    "CoachList",
    "CoachRequest",
    "Comment",
    "DeloadAdvice",
    "EffortLately",
    "ExcusedDay",
    "ExerciseHabit",
    "ExerciseRecord",
    "Favourite",
    "FollowedProgram",
    "GivenProgram",
    "ImportJob",
    "ImportRun",
    "ImportUpload",
    "ImportedName",
    "ImportedSession",
    "Invitation",
    "LevelComputation",
    "PatternPutAside",
    "PeriodSums",
    "PinnedLoad",
    "SessionExercise",
    "Set",
    "SharedProgram",
    "SlotChange",
    "TakenBack",
    "TrainingSession",
    "TrainingSpan",
    "User",
]
