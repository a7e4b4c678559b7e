"""Addresses of one exercise, of finding one and of one’s own."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.exercises import loads_views, picking_views, views

urlpatterns: list[URLPattern] = [
    path("sessions/<id:session_id>/pick/", picking_views.exercise_pick, name="exercise_pick"),
    path("sessions/<id:session_id>/add/", picking_views.exercise_add, name="exercise_add"),
    path("sessions/<id:session_id>/create/", picking_views.exercise_create, name="exercise_create"),
    path("exercise/<id:exercise_id>/", views.exercise_detail, name="exercise_detail"),
    path("exercise/<id:exercise_id>/star/", views.exercise_star, name="exercise_star"),
    path("exercise/<id:exercise_id>/offer/", views.exercise_offer, name="exercise_offer"),
    path("exercise/<id:exercise_id>/loads/", loads_views.exercise_loads, name="exercise_loads"),
    path("exercise/<id:exercise_id>/edit/", views.exercise_edit, name="exercise_edit"),
]
