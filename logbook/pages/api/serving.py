"""How the answers go out: read-only, for the one who asks alone, and not twice where nothing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from logbook.pages.api.problems import MEDIA_TYPE, problem

View = Callable[..., HttpResponseBase]
METHODS: Final = "GET, HEAD"


def served(view: View, *, cached: str = "private, no-cache") -> View:
    """The view, that a program reads: GET and HEAD alone, an ETag, and nothing for shared caches.

    No form of a page sends here and no cookie is looked at, so there is no form's token to check.
    """

    @csrf_exempt
    def answer(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            return private(problem(405, headers={"Allow": METHODS}))
        asked, request.method = request.method, "GET"
        response = view(request, *arguments, **named)
        request.method = asked
        if response.status_code != HTTPStatus.OK or not isinstance(response, HttpResponse):
            return private(response)
        etag = quote_etag(hashlib.sha256(response.content).hexdigest())
        response["ETag"] = etag
        response = get_conditional_response(request, etag=etag, response=response) or response
        return private(response, cached)

    return answer


def private(response: HttpResponseBase, cached: str = "no-store") -> HttpResponseBase:
    """The answer with what caches are told: by default to keep none."""
    response["Cache-Control"] = cached
    if "private" in cached:
        patch_vary_headers(response, ["Authorization"])
    return response


def patterns(api: NinjaAPI) -> Iterable[URLPattern]:
    """The addresses of the API, each served so."""
    for one in api.urls[0]:
        if isinstance(one, URLPattern):
            yield URLPattern(one.pattern, served(one.callback), one.default_args, one.name)


@cache
def description(api: NinjaAPI) -> dict[str, Any]:
    """The API described by OpenAPI 3.1."""
    said: dict[str, Any] = dict(api.get_openapi_schema())
    for path in said["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                if int(status) >= HTTPStatus.BAD_REQUEST:
                    answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
    return said
