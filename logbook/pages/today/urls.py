"""Addresses of the start and of Today: what to do now, other workouts, the check-in, a deload."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.today import views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("today/", views.today, name="today"),
    path("workouts/", views.workouts, name="workouts"),
    path("check-in/", views.check_in, name="check_in"),
    path("deload/", views.deload, name="deload"),
    path("deload/refuse/", views.deload_refuse, name="deload_refuse"),
    path("deload/start/", views.deload_start, name="deload_start"),
    path("deload/end/", views.deload_end, name="deload_end"),
    path("deload/again/", views.deload_again, name="deload_again"),
]
