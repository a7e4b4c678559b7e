"""Addresses of the tokens."""

from __future__ import annotations

from django.urls import URLPattern, path

from logbook.pages.api import token_views

urlpatterns: list[URLPattern] = [
    path("settings/tokens/", token_views.tokens, name="settings_tokens"),
    path("settings/tokens/new/", token_views.token_new, name="settings_token_new"),
    path(
        "settings/tokens/<id:token_id>/revoke/",
        token_views.token_revoke,
        name="settings_token_revoke",
    ),
]
