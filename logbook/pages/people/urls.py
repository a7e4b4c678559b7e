"""Addresses of the first sign-in, the switch between homes, the settings and what else there is."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.people import gym_views, views

urlpatterns: list[URLPattern] = [
    path("homes/", views.home_choose, name="home_choose"),
    path("train/", views.training_start, name="training_start"),
    path("more/", views.more, name="more"),
    path("settings/", views.settings, name="settings"),
    path("settings/loads/", gym_views.settings_loads, name="settings_loads"),
    path("settings/loads/add/", gym_views.gym_add, name="gym_add"),
    path("settings/loads/<id:key>/", gym_views.settings_loads, name="gym"),
    path("settings/loads/<id:key>/close/", gym_views.gym_close, name="gym_close"),
    path("welcome/", views.welcome, name="welcome"),
]
