"""The review of a session, and the rules as its sets met them."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe
from django.views.decorators.vary import vary_on_headers

from logbook.acts.talks import mark_read
from logbook.charts.effort import PLACES_AT
from logbook.choices import Side
from logbook.clock import moment
from logbook.log.own import own_session
from logbook.log.readiness import state_of
from logbook.log.talks import answerable, comments_on
from logbook.pages.review.happened import happened_on
from logbook.pages.review.next_time import read_next
from logbook.pages.review.page import read_review
from logbook.pages.review.records import read_records
from logbook.web.requests import lifter_of
from programming.rulebook_pages.views import rule_page


@require_GET
def session_review(request: HttpRequest, session_id: int) -> HttpResponse:
    """Whether effort matched the plan, set by set."""
    lifter = lifter_of(request)
    session = own_session(lifter, session_id)
    review = read_review(lifter, session)
    context = {
        "session": session,
        "lifter": lifter,
        "review": review,
        "records": read_records(lifter, session, review.exercises),
        "next": read_next(
            lifter,
            session,
            [(one.item, [row.row for row in one.rows]) for one in review.exercises],
            now=moment(timezone.now(), lifter.zone),
        ),
        "talk": (talk := comments_on(session)),
        "answers": answerable(talk),
        "key": uuid.uuid4(),
        "places": PLACES_AT,
        "day_state": state_of(session.check_in),
    }
    mark_read(talk, Side.ATHLETE, now=timezone.now())
    return TemplateResponse(request, "logbook/review/session_review.html", context)


@require_safe
@vary_on_headers("HX-Request")
def rulebook_of_set(request: HttpRequest, code: str, set_id: int) -> HttpResponse:
    """A rule's page that begins with the set it spoke of, one of the lifter's own."""
    return rule_page(request, code, happened=happened_on(lifter_of(request), set_id, code))
