"""People, and what they did."""

from logbook.models.people import Bodyweight, User
from logbook.models.training import CheckIn, SessionExercise, Set, TrainingSession

__all__ = ["Bodyweight", "CheckIn", "SessionExercise", "Set", "TrainingSession", "User"]
