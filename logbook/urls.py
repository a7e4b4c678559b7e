"""Addresses of the logbook; actions take POST only."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from logbook.pages.exercises import picking_views as picking
from logbook.pages.exercises import views as exercise_pages
from logbook.pages.history import views as history
from logbook.pages.history import views as history_views
from logbook.pages.level import views as levels
from logbook.pages.people import views as people
from logbook.pages.review import views as review_views
from logbook.pages.session import exercise_views as exercises
from logbook.pages.session import set_views as sets
from logbook.pages.session import views as sessions
from logbook.pages.today import views as advice
from logbook.pages.today import views as today_views
from logbook.web.addresses import IdConverter

register_converter(IdConverter, "id")

urlpatterns: list[URLPattern] = [
    path("", today_views.today, name="today"),
    path("check-in/", today_views.check_in, name="check_in"),
    path("more/", people.more, name="more"),
    path("settings/", people.settings, name="settings"),
    path("settings/loads/", people.settings_loads, name="settings_loads"),
    path("welcome/", people.welcome, name="welcome"),
    path("level/", levels.level, name="level"),
    path("level/answers/", levels.level_answers, name="level_answers"),
    path("level/set/", levels.level_set, name="level_set"),
    path("level/follow/", levels.level_follow, name="level_follow"),
    path("level/formula/", levels.level_formula, name="level_formula"),
    path("deload/refuse/", advice.deload_refuse, name="deload_refuse"),
    path("deload/start/", advice.deload_start, name="deload_start"),
    path("deload/end/", advice.deload_end, name="deload_end"),
    path("deload/again/", advice.deload_again, name="deload_again"),
    path("sense/", levels.rir_sense, name="rir_sense"),
    path("sessions/", history.session_list, name="session_list"),
    path("sessions/start/", sessions.session_start, name="session_start"),
    path("sessions/<id:session_id>/", sessions.session_detail, name="session_detail"),
    path("sessions/<id:session_id>/finish/", sessions.session_finish, name="session_finish"),
    path("sessions/<id:session_id>/reopen/", sessions.session_reopen, name="session_reopen"),
    path("sessions/<id:session_id>/review/", review_views.session_review, name="session_review"),
    path("sessions/<id:session_id>/edit/", history_views.session_edit, name="session_edit"),
    path("sessions/<id:session_id>/delete/", history_views.session_delete, name="session_delete"),
    path("sessions/<id:session_id>/pick/", picking.exercise_pick, name="exercise_pick"),
    path("sessions/<id:session_id>/add/", picking.exercise_add, name="exercise_add"),
    path("sessions/<id:session_id>/create/", picking.exercise_create, name="exercise_create"),
    path("exercise/<id:exercise_id>/", exercise_pages.exercise_detail, name="exercise_detail"),
    path("exercise/<id:exercise_id>/star/", exercise_pages.exercise_star, name="exercise_star"),
    path("exercise/<id:exercise_id>/edit/", exercise_pages.exercise_edit, name="exercise_edit"),
    path("exercises/<id:item_id>/", exercises.exercise_open, name="exercise_open"),
    path("exercises/<id:item_id>/log/", sets.set_log, name="set_log"),
    path("exercises/<id:item_id>/preview/", sets.set_preview, name="set_preview"),
    path("exercises/<id:item_id>/safeties/", exercises.exercise_safeties, name="exercise_safeties"),
    path("exercises/<id:item_id>/pain/", exercises.exercise_pain, name="exercise_pain"),
    path("exercises/<id:item_id>/skip/", exercises.exercise_skip, name="exercise_skip"),
    path("exercises/<id:item_id>/sets/", exercises.exercise_sets, name="exercise_sets"),
    path(
        "exercises/<id:item_id>/suggestion/",
        exercises.exercise_suggestion,
        name="exercise_suggestion",
    ),
    path("exercises/<id:item_id>/move/", exercises.exercise_move, name="exercise_move"),
    path("exercises/<id:item_id>/note/", exercises.exercise_note, name="exercise_note"),
    path("exercises/<id:item_id>/remove/", exercises.exercise_remove, name="exercise_remove"),
    path("sets/<id:set_id>/", sets.set_form, name="set_form"),
    path("sets/<id:set_id>/edit/", sets.set_edit, name="set_edit"),
    path("sets/<id:set_id>/delete/", sets.set_delete, name="set_delete"),
    path("sets/<id:set_id>/restore/", sets.set_restore, name="set_restore"),
]
