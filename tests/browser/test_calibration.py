"""The offer of a test set is one tap, and the page follows it before anything is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from logbook.models import User
from tests.logbook.given import a_session, known_movements, logged, the_item

pytestmark = pytest.mark.usefixtures("release")


def test_one_tap_makes_it_a_test(
    page: Page, live_server: LiveServer, let_in: Callable[[User], None], lifter: User
):
    now = timezone.now()
    known_movements(lifter=lifter, before=now)
    session = a_session(lifter=lifter, started=now - dt.timedelta(minutes=20))
    for _ in range(2):
        curl = the_item(session=session, name="Curl")
        logged(item=curl, reps=10, load="20", rir=2)
    let_in(lifter)
    address = reverse("session_detail", args=[session.pk])
    page.goto(f"{live_server.url}{address}?exercise={curl.pk}")

    with page.expect_response(lambda answer: "preview" in answer.url):
        page.get_by_role("button", name="Make it one").click()

    kind = page.get_by_label("Type")
    expect(kind).to_be_visible()
    expect(kind).to_have_value("test")
    expect(page.get_by_text("Test set?")).to_have_count(0)
    page.get_by_label("0", exact=True).check(force=True)
    page.get_by_role("button", name="Log set 3").click()
    expect(page.get_by_role("region", name="The set just logged")).to_contain_text("Curl, set T")
    assert curl.sets.get(number=3).is_test
