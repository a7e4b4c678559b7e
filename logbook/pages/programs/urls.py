"""Addresses of programs: choosing one, following it, what is coming."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.programs import edit_views, file_views, link_views, views

urlpatterns: list[URLPattern] = [
    path("programs/", views.programs, name="programs"),
    path("programs/coming/", views.coming, name="programs_coming"),
    path("programs/calendar/", link_views.calendar_change, name="programs_calendar"),
    path("calendar/<str:token>.ics", link_views.calendar, name="calendar"),
    path("shared/<str:token>/", link_views.shared, name="shared_program"),
    path("shared/<str:token>/take/", link_views.take, name="shared_program_take"),
    path("programs/<id:pk>/share/", link_views.share, name="program_share"),
    path("shared/<str:token>/program.json", file_views.shared_download, name="shared_program_file"),
    path("schemas/program-1.json", file_views.schema, name="program_schema"),
    path("programs/upload/", file_views.upload, name="program_upload"),
    path("programs/<id:pk>/program.json", file_views.download, name="program_file"),
    path("programs/excuse/", views.excuse, name="programs_excuse"),
    path("programs/<id:pk>/", views.program, name="program"),
    path("programs/<id:pk>/played/", views.played, name="program_played"),
    path("programs/<id:pk>/print/", views.sheet, name="program_print"),
    path("programs/workouts/<id:workout_id>/print/", views.workout_sheet, name="workout_print"),
    path("programs/keep/<id:session_id>/", edit_views.keep, name="program_keep"),
    path(
        "programs/workouts/<id:workout_id>/copy/",
        edit_views.copy_workout,
        name="program_copy_workout",
    ),
    path("programs/new/", edit_views.create, name="program_create"),
    path("programs/<id:pk>/copy/", edit_views.copy, name="program_copy"),
    path("programs/<id:pk>/edit/", edit_views.edit, name="program_edit"),
    path("programs/<id:pk>/edit/<id:day_id>/add/", edit_views.pick, name="program_pick"),
    path(
        "programs/<id:pk>/edit/<id:day_id>/<id:place>/substitutes/",
        edit_views.substitutes,
        name="program_substitutes",
    ),
    path("programs/<id:pk>/remove/", edit_views.remove, name="program_remove"),
    path("programs/<id:pk>/follow/", views.follow, name="program_follow"),
    path("programs/followed/<id:pk>/pause/", views.pause, name="program_pause"),
    path("programs/followed/<id:pk>/end/", views.end, name="program_end"),
    path("programs/followed/<id:pk>/renew/", views.renew, name="program_renew"),
    path("programs/followed/<id:pk>/slot/", views.slot, name="program_slot"),
]
