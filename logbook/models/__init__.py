"""People, and what they did."""

from logbook.models.levels import Background, LevelComputation
from logbook.models.people import Bodyweight, User
from logbook.models.records import ExerciseRecord
from logbook.models.training import CheckIn, SessionExercise, Set, TrainingSession

__all__ = [
    "Background",
    "Bodyweight",
    "CheckIn",
    "ExerciseRecord",
    "LevelComputation",
    "SessionExercise",
    "Set",
    "TrainingSession",
    "User",
]
