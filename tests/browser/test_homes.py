"""The demo's coach and admin log in: each comes home, in either theme, on a phone and at a desk."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from logbook.demo.people import ADA, ADMIN, COACH, PASSWORD, Account
from logbook.models import User
from programming.catalogue.own import create_own_exercise
from programming.models import CatalogueRelease
from programming.releases.publish import new_draft
from tests.browser.test_every_page import THEMES, Theme, found, walk

pytestmark = pytest.mark.usefixtures("demo")

WIDTHS = [360, 1280]


@pytest.fixture
def demo(release: CatalogueRelease) -> None:
    """The demo's people, the lifters with a week of training."""
    call_command("demo_data", date=dt.date(2026, 11, 26), weeks=1, anyway=True, verbosity=0)


def log_in(page: Page, live_server: LiveServer, account: Account) -> None:
    page.goto(live_server.url + "/")
    page.get_by_label(re.compile("mail", re.IGNORECASE)).fill(account.email)
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def walk_before_axe(page: Page, live_server: LiveServer, paths: list[str]) -> dict[str, list[str]]:
    """As `walk`, but what the browser said counts until axe begins.

    Django's own sheets import one another, and axe tries to write such sheets into the page.
    """
    wrong: dict[str, list[str]] = {}
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in paths:
        said.clear()
        page.goto(live_server.url + path)
        faults = [*said]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            faults.append(f"{wide} px too wide")
        faults += found(page)
        if faults:
            wrong[path] = faults
    return wrong


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_coach_comes_to_the_coach_s_home(
    page: Page, live_server: LiveServer, theme: Theme, width: int
):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)

    log_in(page, live_server, COACH)

    expect(page).to_have_url(live_server.url + reverse("coaching"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Athletes")
    assert walk(page, live_server, [reverse("coaching"), reverse("more")]) == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_admin_comes_to_the_catalogue_and_its_tables_fit_the_screen(
    page: Page, live_server: LiveServer, theme: Theme, width: int
):
    admin = User.objects.get(email=ADMIN.email)
    draft = new_draft(admin)
    draft.entries.filter(name__in=["Curl", "Ab wheel"]).update(floor=2, tier="avoid")
    create_own_exercise(
        User.objects.get(email=ADA.email), "Zercher carry", is_compound=True, primary_muscles=[]
    )
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)

    log_in(page, live_server, ADMIN)

    expect(page).to_have_url(live_server.url + reverse("admin:index"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Catalogue")
    table = reverse("admin:programming_riskentry_changelist")
    pages = [
        reverse("admin:index"),
        table,
        f"{table}?release=draft-{draft.pk}&differs=yes",
        reverse("admin:programming_cataloguerelease_changelist"),
        reverse("admin:programming_cataloguerelease_change", args=[draft.pk]),
        reverse("admin:programming_cataloguerelease_candidates"),
        reverse("admin:logbook_user_changelist"),
    ]
    assert walk_before_axe(page, live_server, pages) == {}


def test_the_header_of_the_table_stays_and_nothing_is_scrolled_sideways_at_a_desk(
    page: Page, live_server: LiveServer, let_in: Callable[[User], None]
):
    admin = User.objects.get(email=ADMIN.email)
    draft = new_draft(admin)
    let_in(admin)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(
        f"{live_server.url}{reverse('admin:programming_riskentry_changelist')}"
        f"?release=draft-{draft.pk}"
    )
    results = page.locator(".results")
    assert results.evaluate("box => box.scrollWidth - box.clientWidth") <= 0

    page.evaluate("scrollTo(0, 4000)")

    assert page.evaluate("scrollY") > 1000
    assert page.locator("#result_list thead th").nth(1).evaluate(
        "cell => Math.round(cell.getBoundingClientRect().top)"
    ) == 0  # fmt: skip


def test_the_switch_works_without_javascript_and_is_kept_over_a_log_out(
    browser: Browser, live_server: LiveServer
):
    User.objects.filter(email=COACH.email).update(is_lifter=True, is_staff=True)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 760})
    page = context.new_page()
    log_in(page, live_server, COACH)
    for label, path in (
        ("Training", reverse("today")),
        ("Coaching", reverse("coaching")),
        ("Catalogue", reverse("admin:index")),
        ("Coaching", reverse("coaching")),
    ):
        page.get_by_role("button", name=label, exact=True).click()
        expect(page).to_have_url(live_server.url + path)
        expect(page.locator(".rs-homes [aria-current]")).to_have_text(label)

    page.get_by_role("link", name="More", exact=True).click()
    page.get_by_role("button", name="Log out").click()
    confirm = page.get_by_role("button", name=re.compile("log out", re.IGNORECASE))
    if confirm.count():
        confirm.click()
    log_in(page, live_server, COACH)

    expect(page).to_have_url(live_server.url + reverse("coaching"))
    context.close()


def test_a_coach_becomes_a_lifter_with_one_button_and_keeps_the_home(
    page: Page, live_server: LiveServer
):
    log_in(page, live_server, COACH)

    page.get_by_role("button", name="Start a log of my own").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome")
    page.get_by_role("button", name="Skip for now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    page.get_by_role("button", name="Coaching", exact=True).click()
    expect(page).to_have_url(live_server.url + reverse("coaching"))
    expect(page.get_by_role("button", name="Start a log of my own")).to_have_count(0)
