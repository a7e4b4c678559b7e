"""Where each kind of person begins, what the switch shows them, and what it keeps."""

import re

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from logbook.choices import Home
from logbook.models import User
from logbook.web.homes import ADDRESSES, home_of_page, homes_on
from tests.logbook.given import RUBBISH, a_lifter, a_session, logged_in
from tests.logbook.reading import flat

pytestmark = pytest.mark.usefixtures("release")

PASSWORD = "four plain words here"
TODAY, COACHING, CATALOGUE = "/today/", "/coaching/", "/admin/"

# Fields of the person, whether they ever trained, where `/` leads (None: it is Today), the switch.
PEOPLE = {
    "a new lifter": ({"is_welcomed": False}, False, "/welcome/", []),
    "a lifter": ({}, True, None, []),
    "a coach who does not lift": ({"is_lifter": False, "is_coach": True}, False, COACHING, []),
    "a coach who lifts": ({"is_coach": True}, True, None, ["Training", "Coaching"]),
    "a coach who never trained": ({"is_coach": True}, False, COACHING, ["Training", "Coaching"]),
    "staff only": ({"is_lifter": False, "is_staff": True}, False, CATALOGUE, []),
    "staff who lift": ({"is_staff": True}, True, None, ["Training", "Catalogue"]),
    "staff who never trained": ({"is_staff": True}, False, CATALOGUE, ["Training", "Catalogue"]),
    "a new superuser": (
        {"is_staff": True, "is_superuser": True},
        False,
        CATALOGUE,
        ["Training", "Catalogue"],
    ),
    "all three": (
        {"is_coach": True, "is_staff": True},
        True,
        None,
        ["Training", "Coaching", "Catalogue"],
    ),
    "staff who coach": (
        {"is_lifter": False, "is_coach": True, "is_staff": True},
        False,
        CATALOGUE,
        ["Coaching", "Catalogue"],
    ),
    "somebody without a role": ({"is_lifter": False}, False, None, []),
}


def a_person(name: str) -> User:
    fields, has_trained, _, _ = PEOPLE[name]
    person = a_lifter(password=PASSWORD, **fields)
    if has_trained:
        a_session(lifter=person)
    return person


def switch(html: str) -> list[str]:
    """The homes of the switch, in order."""
    return re.findall(r'class="rs-homes__home"[^>]*>([^<]+)</button>', html)


def marked(html: str) -> list[str]:
    """The home the switch marks."""
    return re.findall(r'class="rs-homes__home"[^>]* aria-current="true">([^<]+)<', html)


def log_in(client: Client, person: User, **more: str):
    data = {"login": person.email, "password": PASSWORD, **more}
    return client.post(reverse("account_login"), data, follow=True)


@pytest.mark.parametrize("name", PEOPLE)
def test_log_in_the_brand_and_the_bare_address_lead_to_the_persons_home(client, name):
    person = a_person(name)
    _, _, home, homes = PEOPLE[name]

    response = log_in(client, person)

    ended = response.redirect_chain[-1][0]
    assert ended == (home or "/")
    again = client.get("/")
    assert (again.status_code, again.get("Location")) == ((302, home) if home else (200, None))
    html = flat(response.content.decode())
    assert switch(html) == homes
    if "rs-tabs__brand" in html:
        assert 'class="rs-tabs__brand" href="/"' in html


@pytest.mark.parametrize("name", PEOPLE)
def test_the_switch_stands_on_every_page_alike_and_marks_where_one_is(name):
    person = a_person(name)
    _, _, _, homes = PEOPLE[name]
    browser = logged_in(person)
    for path in ("/more/", "/rulebook/", "/settings/", "/no-such-page/"):
        assert switch(flat(browser.get(path).content.decode())) == homes, path
    for label in homes:
        html = flat(
            browser.get(reverse(ADDRESSES[Home(label.lower())]), follow=True).content.decode()
        )
        assert (switch(html), marked(html)) == (homes, [label])


def test_a_page_of_everyone_keeps_the_home_one_is_in():
    person = a_person("all three")
    browser = logged_in(person)
    for label in ("Coaching", "Catalogue", "Training"):
        browser.post(reverse("home_choose"), {"home": label.lower()})
        for path in ("/rulebook/", "/more/", "/accounts/email/", "/no-such-page/"):
            assert marked(flat(browser.get(path).content.decode())) == [label], path


@pytest.mark.parametrize(
    ("home", "tabs"),
    [
        ("training", ["Today", "History", "Progress", "Rulebook", "More"]),
        ("coaching", ["Coaching", "Rulebook", "More"]),
        ("catalogue", ["Catalogue", "Rulebook", "More"]),
    ],
)
def test_the_tabs_are_those_of_the_home_one_is_in(home, tabs):
    browser = logged_in(a_person("all three"))
    browser.post(reverse("home_choose"), {"home": home})

    html = flat(browser.get("/rulebook/").content.decode())

    assert re.findall(r'class="rs-tabs__link"[^>]*>.*?</svg>([^<]+)</a>', html) == tabs


@pytest.mark.parametrize("home", ["training", "coaching", "catalogue"])
def test_the_home_chosen_last_is_where_the_next_log_in_leads(client, home):
    person = a_person("all three")
    log_in(client, person)

    chosen = client.post(reverse("home_choose"), {"home": home})

    assert chosen["Location"] == reverse(ADDRESSES[Home(home)])
    client.logout()
    ended = log_in(Client(), person).redirect_chain[-1][0]
    assert ended == {"training": "/", "coaching": COACHING, "catalogue": CATALOGUE}[home]


def test_today_is_a_tap_away_whatever_home_was_chosen():
    browser = logged_in(a_person("a coach who lifts"))
    browser.post(reverse("home_choose"), {"home": "coaching"})

    assert browser.get("/")["Location"] == COACHING
    assert browser.get(TODAY).status_code == 200


def test_a_home_that_was_taken_away_is_chosen_no_more():
    person = a_person("a coach who lifts")
    browser = logged_in(person)
    browser.post(reverse("home_choose"), {"home": "coaching"})
    User.objects.filter(pk=person.pk).update(is_coach=False)

    assert browser.get("/").status_code == 200
    assert browser.get(COACHING).status_code == 404


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("home", [*Home.values, "", "gym", *RUBBISH.values()])
def test_nobody_chooses_a_home_they_do_not_have(name, home):
    person = a_person(name)
    theirs = [label.lower() for label in PEOPLE[name][3]] or [
        {COACHING: "coaching", CATALOGUE: "catalogue"}.get(PEOPLE[name][2] or "", "training")
    ]

    response = logged_in(person).post(reverse("home_choose"), {"home": home})

    person.refresh_from_db()
    if home in theirs:
        assert (response.status_code, person.last_home) == (302, home)
    else:
        assert (response.status_code, person.last_home) == (404, "")


@pytest.mark.parametrize("name", PEOPLE)
def test_opening_pages_writes_nothing(name):
    person = a_person(name)
    browser = logged_in(person)
    with CaptureQueriesContext(connection) as captured:
        for path in ("/", TODAY, COACHING, CATALOGUE, "/more/", "/rulebook/", "/homes/", "/train/"):
            browser.get(path)

    written = [
        query["sql"]
        for query in captured
        if re.match(r"\s*(INSERT|UPDATE|DELETE)", query["sql"], re.IGNORECASE)
    ]
    assert written == []


@pytest.mark.parametrize("name", PEOPLE)
def test_a_page_asked_for_wins_over_the_home(client, name):
    person = a_person(name)

    response = log_in(client, person, next="/rulebook/sources/")

    assert response.redirect_chain == [("/rulebook/sources/", 302)]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_stranger_who_opened_the_start_comes_home_after_the_log_in(client, name):
    person = a_person(name)
    gate = client.get("/")["Location"]
    assert gate == "/accounts/login/?next=/"

    response = log_in(client, person, next="/")

    assert response.redirect_chain[-1][0] == (PEOPLE[name][2] or "/")


def test_the_switch_costs_a_page_no_query_once_a_home_was_chosen():
    person = a_person("all three")
    browser = logged_in(person)
    browser.post(reverse("home_choose"), {"home": "training"})
    with CaptureQueriesContext(connection) as with_switch:
        assert switch(flat(browser.get("/rulebook/").content.decode()))
    User.objects.filter(pk=person.pk).update(is_coach=False, is_staff=False)
    with CaptureQueriesContext(connection) as without:
        assert not switch(flat(browser.get("/rulebook/").content.decode()))

    assert len(with_switch) == len(without)


def test_a_lifters_start_costs_what_today_costs():
    browser = logged_in(a_person("a lifter"))
    browser.get(TODAY)
    with CaptureQueriesContext(connection) as start:
        browser.get("/")
    with CaptureQueriesContext(connection) as today:
        browser.get(TODAY)

    assert len(start) == len(today)


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("/", Home.TRAINING),
        ("/today/", Home.TRAINING),
        ("/sessions/", Home.TRAINING),
        ("/level/", Home.TRAINING),
        ("/welcome/", Home.TRAINING),
        ("/coaching/", Home.COACHING),
        ("/admin/", Home.CATALOGUE),
        ("/admin/programming/riskentry/", Home.CATALOGUE),
        ("/rulebook/", None),
        ("/more/", None),
        ("/settings/loads/", None),
        ("/accounts/email/", None),
    ],
)
def test_a_page_belongs_to_one_home_or_to_everyone(path, home):
    assert home_of_page(resolve(path)) is home


def test_a_request_refused_before_the_log_in_was_looked_at_has_no_homes():
    assert homes_on(HttpRequest()) is None
    assert home_of_page(None) is None
