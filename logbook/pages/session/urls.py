"""Addresses of the session screen; actions take POST only."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.session import exercise_views, habit_views, set_views, views

urlpatterns: list[URLPattern] = [
    path("sessions/start/", views.session_start, name="session_start"),
    path("sessions/<id:session_id>/", views.session_detail, name="session_detail"),
    path("sessions/<id:session_id>/finish/", set_views.session_finish, name="session_finish"),
    path("sessions/<id:session_id>/gym/", views.session_gym, name="session_gym"),
    path("sessions/<id:session_id>/reopen/", views.session_reopen, name="session_reopen"),
    path("exercises/<id:item_id>/", exercise_views.exercise_open, name="exercise_open"),
    path("exercises/<id:item_id>/log/", set_views.set_log, name="set_log"),
    path("exercises/<id:item_id>/preview/", set_views.set_preview, name="set_preview"),
    path(
        "exercises/<id:item_id>/safeties/",
        exercise_views.exercise_safeties,
        name="exercise_safeties",
    ),
    path("exercises/<id:item_id>/pain/", exercise_views.exercise_pain, name="exercise_pain"),
    path("exercises/<id:item_id>/skip/", exercise_views.exercise_skip, name="exercise_skip"),
    path("exercises/<id:item_id>/sets/", exercise_views.exercise_sets, name="exercise_sets"),
    path(
        "exercises/<id:item_id>/suggestion/",
        exercise_views.exercise_suggestion,
        name="exercise_suggestion",
    ),
    path("exercises/<id:item_id>/pin/", exercise_views.exercise_pin, name="exercise_pin"),
    path("exercises/<id:item_id>/move/", exercise_views.exercise_move, name="exercise_move"),
    path("exercises/<id:item_id>/timed/", exercise_views.exercise_timed, name="exercise_timed"),
    path("exercises/<id:item_id>/pair/", exercise_views.exercise_pair, name="exercise_pair"),
    path("exercises/<id:item_id>/note/", exercise_views.exercise_note, name="exercise_note"),
    path("exercises/<id:item_id>/habit/", habit_views.exercise_habit, name="exercise_habit"),
    path(
        "exercises/<id:item_id>/kept-note/",
        exercise_views.exercise_kept_note,
        name="exercise_kept_note",
    ),
    path("exercises/<id:item_id>/warm-up/", habit_views.warm_up_log, name="warm_up_log"),
    path("exercises/<id:item_id>/remove/", exercise_views.exercise_remove, name="exercise_remove"),
    path("sets/<id:set_id>/", set_views.set_form, name="set_form"),
    path("sets/<id:set_id>/edit/", set_views.set_edit, name="set_edit"),
    path("sets/<id:set_id>/slip/", set_views.set_slip, name="set_slip"),
    path("sets/<id:set_id>/delete/", set_views.set_delete, name="set_delete"),
    path("sets/<id:set_id>/restore/", set_views.set_restore, name="set_restore"),
]
