"""People and their logs in Django's admin.

People are kept here; what was trained is to be seen, not written: a set changed by hand would
carry a verdict that nobody judged. A session is edited by its lifter, in its own pages. The
releases of the catalogue are kept here too, beside what they do to lifters.
"""

from logbook.admin.people import (
    BackgroundAdmin,
    BodyweightAdmin,
    CheckInAdmin,
    LevelComputationAdmin,
    UserAdmin,
)
from logbook.admin.training import SessionExerciseAdmin, SetAdmin, TrainingSessionAdmin
from logbook.pages.publishing.release_pages import CatalogueReleaseAdmin

__all__ = [
    "BackgroundAdmin",
    "BodyweightAdmin",
    "CatalogueReleaseAdmin",
    "CheckInAdmin",
    "LevelComputationAdmin",
    "SessionExerciseAdmin",
    "SetAdmin",
    "TrainingSessionAdmin",
    "UserAdmin",
]
