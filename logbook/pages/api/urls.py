"""Addresses of the tokens, and of what is read with them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from logbook.pages.api import token_views
from logbook.pages.api.description_views import nothing, openapi
from logbook.pages.api.serving import patterns
from logbook.pages.api.views import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("settings/tokens/", token_views.tokens, name="settings_tokens"),
    path("settings/tokens/new/", token_views.token_new, name="settings_token_new"),
    path(
        "settings/tokens/<id:token_id>/revoke/",
        token_views.token_revoke,
        name="settings_token_revoke",
    ),
    path("api/v1/openapi.json", openapi, name="api_description"),
    path("api/v1/", include((list(patterns(api)), "api"))),
    # Whatever else is asked for there is answered in the shape of the rest.
    path("api/<path:rest>", nothing, name="api_nothing"),
]
