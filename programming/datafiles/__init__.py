"""The reviewed data files, read and checked wholly before anything is written."""

from programming.datafiles.exercises import (
    APPS,
    COLUMNS,
    EXERCISES,
    AliasRow,
    ExerciseFile,
    ExerciseRow,
    parse_exercises,
    read_exercises,
)
from programming.datafiles.faults import DataFileError
from programming.datafiles.formulas import as_text
from programming.datafiles.programs import PROGRAMS, ProgramRow, WorkoutRow, read_programs

__all__ = [
    "APPS",
    "COLUMNS",
    "EXERCISES",
    "PROGRAMS",
    "AliasRow",
    "DataFileError",
    "ExerciseFile",
    "ExerciseRow",
    "ProgramRow",
    "WorkoutRow",
    "as_text",
    "parse_exercises",
    "read_exercises",
    "read_programs",
]
