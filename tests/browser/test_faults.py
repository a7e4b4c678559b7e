"""A database that fails while a set is sent: said in words, with the set still in its form."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from logbook.models import Set, User
from tests.logbook.given import a_lifter, a_session

pytestmark = pytest.mark.usefixtures("release")


def rename(table: str, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {name}")


def test_a_set_that_was_not_saved_is_still_in_its_form_and_is_sent_again(
    page: Page, live_server: LiveServer, transactional_db: None, let_in: Callable[[User], None]
):
    running = a_session(lifter=a_lifter())
    let_in(running.athlete)
    page.goto(live_server.url + reverse("session_detail", args=[running.pk]))
    form = page.locator(".rs-set--open")
    send = form.get_by_role("button", name="Log set")
    form.locator("input[name=load]").fill("82.5")
    form.locator("input[name=reps]").fill("7")
    rename("logbook_set", "somewhere_else")
    try:
        send.click()
        alert = page.locator("#alert")
        expect(alert).to_contain_text("The database is not set up yet.")
        expect(alert).to_contain_text("What you typed is still here: send it again in a moment.")
        expect(form.locator("input[name=load]")).to_have_value("82.5")
    finally:
        rename("somewhere_else", "logbook_set")

    send.click()

    expect(page.locator("[id^=set-row-]")).to_have_count(1)
    assert Set.objects.get().load_milli == 82_500
    expect(alert).to_be_empty()
