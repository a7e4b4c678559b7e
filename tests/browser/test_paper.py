"""A program on paper: a block is a sheet, in ink on white whatever the screen's theme."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from logbook.models import User
from programming.models import Program, Workout

pytestmark = pytest.mark.usefixtures("release")


def sheets(page: Page) -> int:
    """How many pages Chromium prints."""
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))


def test_a_block_is_one_sheet(
    page: Page, live_server: LiveServer, let_in: Callable[[User], None], lifter: User
):
    let_in(lifter)
    page.emulate_media(color_scheme="dark")
    for program in Program.objects.all():
        page.goto(live_server.url + reverse("program_print", args=[program.pk]))
        assert sheets(page) == program.blocks.count(), program.slug
    workout = Workout.objects.get(slug="upper-a")
    page.goto(live_server.url + reverse("workout_print", args=[workout.pk]))
    assert sheets(page) == 1

    page.emulate_media(media="print")
    ink = "e => [getComputedStyle(e).color, getComputedStyle(document.body).backgroundColor]"
    cell = page.locator(".rs-paper__table tbody th").first
    assert cell.evaluate(ink) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    expect(page.locator(".rs-top")).to_be_hidden()
    expect(page.locator(".rs-tabs")).to_be_hidden()


def test_the_button_prints_and_is_there_with_scripts_alone(
    page: Page, live_server: LiveServer, let_in: Callable[[User], None], lifter: User
):
    let_in(lifter)
    address = reverse("workout_print", args=[Workout.objects.get(slug="upper-a").pk])
    page.goto(live_server.url + address)
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="Print").click()
    expect(page).to_have_title("printed")
