"""What the API is, for whoever wants to know, and what it is not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from logbook.pages.api.problems import problem
from logbook.pages.api.serving import description, served
from logbook.pages.api.views import api

# A release changes it, and a release restarts the server: an hour late is early enough.
_SECONDS = 3600


def _openapi(request: HttpRequest) -> HttpResponse:
    """The API's own description, which is the product's and nobody's data."""
    return JsonResponse(description(api))


def _nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """There is no such address."""
    return problem(404, "no_such_address", "There is no such address. See /api/v1/openapi.json.")


openapi = served(_openapi, cached=f"public, max-age={_SECONDS}")
nothing = served(_nothing)
