"""The catalogue, and the programs and workouts built from it."""

from programming.models.catalogue import Alias, CatalogueRelease, Exercise, RiskEntry
from programming.models.programs import Block, Program
from programming.models.workouts import PlannedExercise, PlannedSubstitute, Workout

__all__ = [
    "Alias",
    "Block",
    "CatalogueRelease",
    "Exercise",
    "PlannedExercise",
    "PlannedSubstitute",
    "Program",
    "RiskEntry",
    "Workout",
]
