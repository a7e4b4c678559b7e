"""Addresses of the level and the sense of effort."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.level import views

urlpatterns: list[URLPattern] = [
    path("level/", views.level, name="level"),
    path("level/answers/", views.level_answers, name="level_answers"),
    path("level/set/", views.level_set, name="level_set"),
    path("level/follow/", views.level_follow, name="level_follow"),
    path("level/formula/", views.level_formula, name="level_formula"),
    path("level/guesses/", views.guesses, name="guesses"),
    path("sense/", views.rir_sense, name="rir_sense"),
]
