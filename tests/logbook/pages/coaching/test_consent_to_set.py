"""What a coach may set is ticked by itself, is off unasked, and is said in words to both."""

import re

import pytest
from django.urls import reverse

from logbook.acts.coaching import accept_invitation, change_consent, invite
from logbook.acts.looks import Consent
from logbook.models import AccessEntry
from tests.logbook.given import NOON, a_lifter, logged_in
from tests.logbook.pages.coaching.linked import a_coach, coached
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

TARGETS = "set your targets, your level and how many lifts you do with steady form"
PROGRAMS = "give you programs and change yours"


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.mark.parametrize(
    ("ticks", "said", "unsaid"),
    [
        ({}, "Changes nothing", "May set"),
        ({"sets_targets": "on"}, f"May {TARGETS}", PROGRAMS),
        ({"sets_programs": "on"}, f"May {PROGRAMS}", TARGETS),
        (
            {"sets_targets": "on", "sets_programs": "on"},
            f"May {TARGETS} and {PROGRAMS}",
            "Changes nothing",
        ),
    ],
)
def test_each_is_ticked_by_itself_and_said(ticks, said, unsaid):
    athlete, coach = a_lifter(name="Ivo"), a_coach()
    response = logged_in(athlete).post(reverse("sharing_invite"), {"history": "today", **ticks})
    token = re.search(r"/coaching/invited/([^/]+)/", response.content.decode())[1]  # type: ignore[index]
    offer = words(page(logged_in(coach), reverse("coaching_invited", args=[token])))
    link = accept_invitation(coach, token, now=NOON)

    html = words(page(logged_in(athlete), reverse("sharing")))

    assert link.sets_targets == ("sets_targets" in ticks)
    assert link.sets_programs == ("sets_programs" in ticks)
    assert said in html
    assert unsaid not in html
    assert ("You may" in offer) == bool(ticks)


def test_a_tick_that_changes_is_another_version_and_in_the_log():
    athlete, coach = a_lifter(name="Ivo"), a_coach()
    link = coached(athlete, coach)
    assert not link.sets_targets

    change_consent(athlete, link.pk, Consent(sets_targets=True), version=1, now=NOON)

    link.refresh_from_db()
    assert (link.sets_targets, link.sets_programs, link.version) == (True, False, 2)
    assert AccessEntry.objects.get(link=link, what="changed").ticks["sets_targets"] is True
    assert f"; may {TARGETS}" in words(page(logged_in(athlete), reverse("sharing")))


def test_what_was_agreed_before_these_ticks_says_nothing_of_them():
    """A line of the log from before has no such key: nothing was ticked then."""
    athlete, coach = a_lifter(name="Ivo"), a_coach()
    link = coached(athlete, coach, sees_notes=True)
    AccessEntry.objects.filter(link=link, what="agreed").update(
        ticks={"sees_notes": True, "shows_all": False}
    )

    html = words(page(logged_in(athlete), reverse("sharing")))

    assert "your notes" in html
    assert "; may" not in html


def test_an_open_invitation_says_what_it_would_allow():
    athlete = a_lifter(name="Ivo")
    invite(athlete, Consent(sets_programs=True), now=NOON)

    assert f"May {PROGRAMS}" in words(page(logged_in(athlete), reverse("sharing")))
