"""Sessions, their exercises and sets: all of it to be seen."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from logbook.admin.people import PER_PAGE
from logbook.clock import local_time
from logbook.log.verdicts import reasons_of, warnings_of
from logbook.models import SessionExercise, Set, TrainingSession
from programming.admin import ReadOnly
from programming.loads import Load

# The stubs make these generic; Django's own classes are not.
if TYPE_CHECKING:
    SessionBase = admin.ModelAdmin[TrainingSession]
    SessionExerciseBase = admin.ModelAdmin[SessionExercise]
    SetBase = admin.ModelAdmin[Set]
    SessionExerciseInlineBase = admin.TabularInline[SessionExercise, TrainingSession]
    SetInlineBase = admin.TabularInline[Set, SessionExercise]
else:
    SessionBase = SessionExerciseBase = SetBase = admin.ModelAdmin
    SessionExerciseInlineBase = SetInlineBase = admin.TabularInline


class SessionExerciseInline(ReadOnly, SessionExerciseInlineBase):
    """The exercises of a session with the counts of their sets."""

    model = SessionExercise
    fields = (
        "position",
        "risk",
        "role",
        "planned_sets",
        "working_sets",
        "on_target",
        "too_close",
        "too_easy",
        "has_pain",
        "is_skipped",
        "note",
    )
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[SessionExercise]:
        """With the names of the exercises."""
        return super().get_queryset(request).select_related("risk")


@admin.register(TrainingSession)
class TrainingSessionAdmin(ReadOnly, SessionBase):
    """Sessions, latest first, with how they went."""

    list_display = ("name", "athlete", "local_date", "start", "lasted", "day", "sets", "on_target")
    list_filter = (("finished_at", admin.EmptyFieldListFilter), "check_in__state")
    list_select_related = ("athlete", "check_in")
    search_fields = ("name", "athlete__email", "athlete__name")
    ordering = ("-pk",)
    list_per_page = PER_PAGE
    show_full_result_count = False
    fields = (
        ("name", "athlete"),
        ("local_date", "zone"),
        ("started_at", "finished_at"),
        ("workout", "release", "check_in"),
        "note",
        ("key", "version"),
    )
    inlines = (SessionExerciseInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[TrainingSession]:
        """With the counts of sets and verdicts."""
        return TrainingSession.objects.with_effort()

    @admin.display(description="started", ordering="started_at")
    def start(self, session: TrainingSession) -> str:
        """The lifter's wall clock at the start."""
        return f"{local_time(session.started_at, session.zone):%H:%M}"

    @admin.display(empty_value="running")
    def lasted(self, session: TrainingSession) -> str | None:
        """Real minutes from start to end."""
        if session.finished_at is None:
            return None
        return f"{(session.finished_at - session.started_at).total_seconds() // 60:.0f} min"

    @admin.display(description="readiness")
    def day(self, session: TrainingSession) -> str:
        """The state the targets were made for."""
        return session.readiness

    @admin.display(ordering="done")
    def sets(self, session: TrainingSession) -> int:
        """Working sets."""
        return int(getattr(session, "done", 0))

    @admin.display(ordering="hit")
    def on_target(self, session: TrainingSession) -> int:
        """Sets on target."""
        return int(getattr(session, "hit", 0))


class SetInline(ReadOnly, SetInlineBase):
    """The sets of an exercise in their order, deleted ones too."""

    model = Set
    fields = ("number", "kind", "reps", "typed", "rir", "ended_by", "outcome", "deleted_at")
    readonly_fields = ("typed", "rir")
    show_change_link = True

    @admin.display(description="load", empty_value="–")
    def typed(self, row: Set) -> Load | None:
        """The load as typed."""
        return row.typed_load

    @admin.display(description="RIR", empty_value="–")
    def rir(self, row: Set) -> str | None:
        """Reported reps in reserve."""
        return None if row.rir is None else f"{row.rir:g}"


@admin.register(SessionExercise)
class SessionExerciseAdmin(ReadOnly, SessionExerciseBase):
    """Exercises within sessions: the plan, the marks, and what was kept of the sets."""

    list_display = (
        "risk",
        "athlete",
        "local_date",
        "role",
        "planned_sets",
        "working_sets",
        "on_target",
        "too_close",
        "too_easy",
        "failure_sets",
        "has_pain",
        "is_skipped",
    )
    list_filter = ("role", "has_pain", "is_skipped")
    list_select_related = ("risk", "athlete")
    search_fields = ("risk__name", "athlete__email", "athlete__name")
    ordering = ("-pk",)
    list_per_page = PER_PAGE
    show_full_result_count = False
    inlines = (SetInline,)


@admin.register(Set)
class SetAdmin(ReadOnly, SetBase):
    """Sets as logged, with the target they were shown and the verdict they were given."""

    list_display = (
        "exercise_name",
        "athlete",
        "local_date",
        "number",
        "kind",
        "reps",
        "typed",
        "reported",
        "target",
        "outcome",
        "is_deleted",
    )
    list_filter = ("outcome", "kind", "ended_by", "is_test", "origin")
    search_fields = ("risk__name", "athlete__email", "athlete__name")
    ordering = ("-pk",)
    list_per_page = PER_PAGE
    show_full_result_count = False
    fields = (
        ("exercise_name", "athlete", "session"),
        ("number", "kind", "is_final", "is_test", "origin"),
        ("reps", "typed", "load_kind", "reported", "rir_in_words", "ended_by"),
        ("safeties", "rest_seconds"),
        "note",
        ("target", "outcome"),
        "why",
        "said",
        ("rulebook_version", "risk"),
        ("logged_at", "edited_at", "deleted_at"),
        ("key", "version"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Set]:
        """With the names a row shows."""
        return super().get_queryset(request).select_related("session", "risk", "athlete")

    @admin.display(description="exercise", ordering="risk__name")
    def exercise_name(self, row: Set) -> str:
        """The exercise's name in the release it was done under."""
        return row.risk.name

    @admin.display(description="load", ordering="load", empty_value="–")
    def typed(self, row: Set) -> Load | None:
        """The load as typed."""
        return row.typed_load

    @admin.display(description="RIR", ordering="rir_halves", empty_value="–")
    def reported(self, row: Set) -> str | None:
        """Reported reps in reserve."""
        return None if row.rir is None else f"{row.rir:g}"

    @admin.display(empty_value="none")
    def target(self, row: Set) -> str | None:
        """Low, aim and high as shown before the set."""
        if row.target_aim is None:
            return None
        return f"{row.target_low}–{row.target_aim}–{row.target_high}"

    @admin.display(boolean=True, description="deleted")
    def is_deleted(self, row: Set) -> bool:
        """Whether the lifter took it out of the log."""
        return row.deleted_at is not None

    @admin.display(description="reasons of the target", empty_value="none")
    def why(self, row: Set) -> str:
        """The chain of reasons, worded."""
        return " ".join(reason.text for reason in reasons_of(row))

    @admin.display(description="warnings", empty_value="none")
    def said(self, row: Set) -> str:
        """The warnings shown, worded, worst first."""
        return " ".join(f"{one.severity}: {one.says} {one.do_next}" for one in warnings_of(row))
