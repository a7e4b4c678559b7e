"""The catalogue in Django's admin: seen by all staff, edited in drafts by who may.

Entries of published releases stay as they are; those of a draft are edited in the table and on
their own pages. The releases themselves stand in `logbook.admin`, beside what they do to
lifters. The ready-made workouts are those of the data file. Lifters' own exercises and workouts
are theirs and not shown.
"""

from programming.admin.access import ReadOnly, SeenByStaff
from programming.admin.entries import RiskEntryAdmin
from programming.admin.exercises import ExerciseAdmin
from programming.admin.workouts import WorkoutAdmin

__all__ = ["ExerciseAdmin", "ReadOnly", "RiskEntryAdmin", "SeenByStaff", "WorkoutAdmin"]
