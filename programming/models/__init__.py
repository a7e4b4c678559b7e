"""The catalogue and the workouts built from it."""

from programming.models.catalogue import Alias, CatalogueRelease, Exercise, RiskEntry
from programming.models.workouts import PlannedExercise, Workout

__all__ = ["Alias", "CatalogueRelease", "Exercise", "PlannedExercise", "RiskEntry", "Workout"]
