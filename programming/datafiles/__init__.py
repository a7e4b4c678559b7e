"""The reviewed data files, read and checked wholly before anything is written."""

from programming.datafiles.exercises import (
    APPS,
    EXERCISES,
    AliasRow,
    ExerciseFile,
    ExerciseRow,
    read_exercises,
)
from programming.datafiles.faults import DataFileError
from programming.datafiles.workouts import WORKOUTS, WorkoutRow, read_workouts

__all__ = [
    "APPS",
    "EXERCISES",
    "WORKOUTS",
    "AliasRow",
    "DataFileError",
    "ExerciseFile",
    "ExerciseRow",
    "WorkoutRow",
    "read_exercises",
    "read_workouts",
]
