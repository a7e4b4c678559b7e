"""Addresses that more than one page leads to."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from django.urls import reverse
from django.urls.converters import IntConverter

from logbook.web.requests import row_id


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


def page_begin(started_at: dt.datetime, pk: int) -> str:
    """Where the next page of a list begins: after the row of this start and key.

    So the hundredth page costs what the first does.
    """
    return f"{started_at.isoformat()}~{pk}"


def page_begin_in(text: str) -> tuple[dt.datetime, int] | None:
    """The start and key that `page_begin` wrote; None, the first page, for anything else."""
    instant, _, named = text.partition("~")
    pk = row_id(named)
    try:
        found = dt.datetime.fromisoformat(instant)
        if pk is None or found.tzinfo is None:
            return None
        return found.astimezone(dt.UTC), pk
    except (ValueError, OverflowError):
        return None
