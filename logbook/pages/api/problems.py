"""What an answer says where it is no answer: one JSON shape for every refusal (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Final

from django.http import JsonResponse

MEDIA_TYPE: Final = "application/problem+json"
ROOT: Final = "/api/"
# What a program can tell apart, and the sentence where nothing better is known.
CODES: Final[Mapping[int, tuple[str, str]]] = {
    400: ("bad_request", "The request cannot be read."),
    404: ("not_found", "There is nothing of yours here."),
    405: ("method_not_allowed", "This can only be read: use GET."),
    413: ("too_large", "The request is too large."),
    422: ("invalid", "A parameter is not allowed as it is."),
    500: ("error", "RepStack made a mistake. It is written down for whoever runs this place."),
    503: ("unavailable", "RepStack cannot answer just now. Ask again in a moment."),
}


class ProblemError(Exception):
    """A refusal: its status, a word a program can tell apart, and a sentence for a person."""

    def __init__(
        self, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.detail = status, code, detail
        self.headers = dict(headers or {})


def problem(
    status: int,
    code: str = "",
    detail: str = "",
    *,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[Mapping[str, str]] = (),
) -> JsonResponse:
    """The refusal as JSON. Nothing of the request is repeated in it."""
    usual_code, usual = CODES.get(status, ("refused", "The request was refused."))
    said = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code or usual_code,
        "detail": detail or usual,
        "errors": list(errors),
    }
    return JsonResponse(said, status=status, content_type=MEDIA_TYPE, headers=headers)
