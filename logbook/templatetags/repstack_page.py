"""What every page's frame needs: its head and lists, htmx's settings, the tabs."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from django import template
from django.shortcuts import resolve_url
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from logbook.charts.columns import Cell
from logbook.charts.figures import Box, Mark
from programming.templatetags.repstack_look import icon

register = template.Library()

TABS: Final = {
    "home": "today",
    "today": "today",
    "workouts": "today",
    "deload": "today",
    "programs": "today",
    "program": "today",
    "check": "today",
    "session": "history",
    "exercise": "history",
    "set": "history",
    "progress": "progress",
    "rulebook": "rulebook",
    "coaching": "coaching",
}
"""First word of a view's name, and the tab it belongs to; every other page belongs to More."""

HTMX_CONFIG: Final[dict[str, Any]] = {
    # A card that opens would stand for these 20 ms in the frame of the closed one of its id.
    "defaultSettleDelay": 0,
    "allowEval": False,
    "allowScriptTags": False,
    "includeIndicatorStyles": False,
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    "selfRequestsOnly": True,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "409|422", "swap": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}
"""Nothing evaluated, nothing kept, nothing cross-site; a refused form (422) and a set changed
elsewhere (409) are answers to show, not errors."""


@register.simple_tag
@lru_cache(maxsize=1)
def htmx_config() -> str:
    """The page's `htmx-config` meta element."""
    return format_html(
        '<meta name="htmx-config" content="{}">', json.dumps(HTMX_CONFIG, separators=(",", ":"))
    )


@register.simple_tag
def sheets(*names: str) -> str:
    """The links to style sheets of static/css/, in this order: what pages share before a page's own."""
    return format_html_join(
        "\n  ",
        '<link rel="stylesheet" href="{}">',
        ((static(f"css/{name}.css"),) for name in names),
    )


@register.simple_tag
def back(label: str, to: str, *args: object) -> str:
    """The arrow at the head of a page, to the view of this name (or to an address)."""
    return format_html(
        '<a class="rs-back" href="{}" aria-label="{}">{}</a>',
        resolve_url(to, *args),
        label,
        icon("back"),
    )


@register.simple_block_tag
def row(content: str, to: str, *args: object) -> str:
    """A line of a `rs-rows` list that leads to the view of this name."""
    return format_html(
        '<li><a class="rs-rows__link" href="{}"><span>{}</span>{}</a></li>',
        resolve_url(to, *args),
        content,
        icon("next", small=True),
    )


@register.simple_tag(takes_context=True)
def nav_current(context: template.Context, tab: str) -> str:
    """` aria-current="page"` when the page being drawn belongs to `tab`, else nothing."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    name = (match.url_name or "") if match else ""
    if TABS.get(name.partition("_")[0], "more") != tab or not name:
        return ""
    return format_html(' aria-current="{}"', "page")


@register.simple_tag
@lru_cache(maxsize=8192)
def address(name: str, pk: int) -> str:
    """The address of the page `name` for the row `pk`, worked out once.

    A card of the session screen names some twenty, and is drawn again with every set.
    """
    return reverse(name, args=[pk])


@register.simple_tag
def session_address(pk: int, finished_at: dt.datetime | None) -> str:
    """Where a session is looked at: one that ended at its review, a running one at its sets."""
    return address("session_review" if finished_at is not None else "session_detail", pk)


@register.simple_tag
@lru_cache(maxsize=8192)
def posts(name: str, item_id: int) -> str:
    """What makes a form do something to an exercise of the session, worked out once.

    The fields of its open set are sent along: what was typed there is still there afterwards.
    """
    url = address(name, item_id)
    return format_html(
        'method="post" action="{}" hx-post="{}" hx-include="#set-{}"', url, url, item_id
    )


@register.filter
def table_rows(rows: Iterable[Sequence[str]]) -> SafeString:
    """The rows of a table whose first column names them and whose others are numbers.

    Here and not in the template, which takes ten times as long for the thousand cells of forty years.
    """
    return mark_safe(  # noqa: S308 - every value is escaped
        "".join(
            f'<tr><th scope="row">{escape(first)}</th>{table_cells(others)}</tr>'
            for first, *others in rows
        )
    )


@register.filter
def table_cells(values: Iterable[str]) -> SafeString:
    """Numbers of a row of a table."""
    cells = (f'<td class="rs-num">{escape(one)}</td>' for one in values)
    return mark_safe("".join(cells))  # noqa: S308 - every value is escaped


@register.filter
def chart_boxes(boxes: Iterable[Box]) -> SafeString:
    """The rectangles of a picture; what is told apart by hatching too is drawn twice."""
    return mark_safe("".join(map(_box, boxes)))  # noqa: S308 - numbers and names of ours


def _box(one: Box) -> str:
    place = f'x="{one.x}" y="{one.y}" width="{one.width}" height="{one.height}"'
    hatch = f'<rect {place} fill="url(#hatch)"/>' if one.is_hatched else ""
    return f'<rect class="rs-fill--{one.kind}" {place}/>{hatch}'


@register.filter
def chart_marks(marks: Iterable[Mark]) -> SafeString:
    """The signs of a picture."""
    drawn = (f'<use href="#m-{one.kind}" x="{one.x}" y="{one.y}"/>' for one in marks)
    return mark_safe("".join(drawn))  # noqa: S308 - numbers and names of ours


@register.filter
def chart_cells(cells: Iterable[Cell]) -> SafeString:
    """The shades of a strip."""
    drawn = (
        f'<rect class="rs-shade--{one.shade}" x="{one.x}" width="{one.width}" y="1" height="20" rx="2"/>'
        for one in cells
    )
    return mark_safe("".join(drawn))  # noqa: S308 - numbers and names of ours
