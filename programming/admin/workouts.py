"""The workouts of ready-made programs, to be seen."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from programming.admin.access import ReadOnly, SeenByStaff
from programming.models import PlannedExercise, Workout

# The stubs make these generic; Django's own classes are not.
if TYPE_CHECKING:
    WorkoutBase = admin.ModelAdmin[Workout]
    PlannedInlineBase = admin.TabularInline[PlannedExercise, Workout]
else:
    WorkoutBase = admin.ModelAdmin
    PlannedInlineBase = admin.TabularInline


class PlannedExerciseInline(ReadOnly, SeenByStaff, PlannedInlineBase):
    """The exercises of a workout in their order."""

    model = PlannedExercise
    fields = (
        "position",
        "exercise",
        "role",
        "sets",
        "reps_bottom",
        "reps_top",
        "rest_seconds",
        "load_rule",
        "more",
        "note",
    )


@admin.register(Workout)
class WorkoutAdmin(ReadOnly, SeenByStaff, WorkoutBase):
    """The workouts of ready-made programs."""

    list_display = ("name", "block", "program", "position")
    list_filter = ("block__program__level",)
    list_select_related = ("block__program",)
    search_fields = ("name",)
    fields = ("name", "slug", "block", "position")
    inlines = (PlannedExerciseInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Workout]:
        """Not lifters' own."""
        return super().get_queryset(request).filter(block__program__owner=None)

    @admin.display(ordering="block__program__position")
    def program(self, workout: Workout) -> str:
        """The program it belongs to."""
        return workout.block.program.name
