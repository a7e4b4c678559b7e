"""Addresses that more than one page leads to."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.urls.converters import IntConverter


class IdConverter(IntConverter):
    """A primary key: no more digits than a 64-bit integer is sure to hold."""

    regex = "[0-9]{1,18}"


def session_url(session_id: int, item_id: int | None = None, **query: object) -> str:
    """The session's address, opened at one of its exercises."""
    url = reverse("session_detail", args=[session_id])
    if item_id is not None and "edit" not in query:
        query = {"exercise": item_id, **query}
    if query:
        url += "?" + urlencode(query)
    return f"{url}#card-{item_id}" if item_id is not None else url
