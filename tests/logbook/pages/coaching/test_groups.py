"""Groups of athletes: a coach's own, of links that hold, and the list shows one of them."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from logbook.acts.coaching import end_link
from logbook.acts.groups import change_group, make_group
from logbook.log.groups import MOST_GROUPS, groups_counted, links_in
from logbook.models import CoachGroup, CoachLink
from logbook.pages.coaching.ranking import rank
from tests.house.test_sheets import lacking
from tests.logbook.given import NOON, RUBBISH, a_lifter, logged_in
from tests.logbook.pages.coaching.linked import a_coach, coached
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

GROUPS = "/coaching/groups/"


def an_athlete(coach, name):
    athlete = a_lifter(name=name)
    coached(athlete, coach)
    return athlete


def counted(coach) -> list[int]:
    groups: Any = groups_counted(coach)
    return [one.athletes for one in groups]


def shown(coach, query=""):
    html = page(logged_in(coach), f"/coaching/?{query}")
    return [name for name in ("Ada", "Ben", "Cy") if f">{name}<" in html]


def test_made_filled_renamed_and_deleted(coach):
    ada, ben, cy = (an_athlete(coach, name) for name in ("Ada", "Ben", "Cy"))
    browser = logged_in(coach)

    browser.post(GROUPS, {"name": "  Novices  on   Monday "})
    group = CoachGroup.objects.get()
    assert group.name == "Novices on Monday"
    address = reverse("coaching_group", args=[group.pk])
    browser.post(address, {"name": "Novices", "athletes": [ada.pk, ben.pk]})

    assert "Novices 2 athletes" in words(page(browser, GROUPS))
    assert shown(coach, f"group={group.pk}") == ["Ada", "Ben"]
    assert shown(coach) == ["Ada", "Ben", "Cy"]
    browser.post(address, {"name": "Novices", "athletes": [cy.pk]})
    assert shown(coach, f"group={group.pk}") == ["Cy"]
    browser.post(reverse("coaching_group_delete", args=[group.pk]))
    assert not CoachGroup.objects.exists()
    assert CoachLink.objects.filter(ended_at=None).count() == 3


def test_an_athlete_may_be_in_several(coach):
    ada = an_athlete(coach, "Ada")
    groups = [make_group(coach, name) for name in ("One", "Two")]
    for one in groups:
        change_group(coach, one.pk, name=one.name, athlete_ids=[ada.pk])
    [ranked] = rank(coach, NOON)
    assert set(ranked.groups) == {one.pk for one in groups}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Give the group a name."),
        ("   ", "Give the group a name."),
        ("x" * 41, "A name has 40 characters at most."),
        ("a\x00b", "cannot be"),
        ("NOVICES", "You have a group “NOVICES” already."),
    ],
)
def test_a_name_that_cannot_be_is_told(coach, name, says):
    make_group(coach, "Novices")
    response = logged_in(coach).post(GROUPS, {"name": name})
    assert response.status_code == 422
    assert says in words(response.content.decode()).replace(
        "Null characters are not allowed", "cannot be"
    )
    assert CoachGroup.objects.count() == 1


def test_forty_characters_are_a_name_and_its_own_name_is_free_to_a_group(coach):
    group = make_group(coach, "x" * 40)
    assert change_group(coach, group.pk, name="X" * 40, athlete_ids=[]) == 0


def test_there_is_an_end_to_groups(coach):
    for number in range(MOST_GROUPS):
        make_group(coach, f"G{number}")
    response = logged_in(coach).post(GROUPS, {"name": "One more"})
    assert response.status_code == 422
    assert f"You have {MOST_GROUPS} groups" in response.content.decode()


def test_rubbish_in_a_form_or_an_address_is_no_error(coach):
    group = make_group(coach, "Novices")
    an_athlete(coach, "Ada")
    browser = logged_in(coach)
    for what, text in RUBBISH.items():
        form = {"name": "Novices", "athletes": [text]}
        answer = browser.post(reverse("coaching_group", args=[group.pk]), form)
        assert answer.status_code == 422 or not text.strip() or text == str(2**63)[:18], what
        assert browser.get("/coaching/", {"group": text}).status_code == 200, what


def test_who_is_no_athlete_of_theirs_is_left_out_and_said(coach):
    ada, other = an_athlete(coach, "Ada"), a_lifter()
    group = make_group(coach, "Novices")
    response = logged_in(coach).post(
        reverse("coaching_group", args=[group.pk]),
        {"name": "Novices", "athletes": [ada.pk, other.pk]},
        follow=True,
    )
    assert "left out" in response.content.decode()
    assert [one.athlete for one in links_in(group)] == [ada]


def test_an_ended_link_leaves_the_group_and_a_new_one_is_in_none(coach):
    ada = an_athlete(coach, "Ada")
    group = make_group(coach, "Novices")
    change_group(coach, group.pk, name="Novices", athlete_ids=[ada.pk])

    end_link(ada, CoachLink.objects.get().pk, now=NOON)

    assert not CoachGroup.links.through.objects.exists()
    coached(ada, coach)
    assert not list(links_in(group))
    assert counted(coach) == [0]


def test_who_is_closed_for_a_while_is_not_counted(coach):
    ada = an_athlete(coach, "Ada")
    group = make_group(coach, "Novices")
    change_group(coach, group.pk, name="Novices", athlete_ids=[ada.pk])
    ada.is_active = False
    ada.save()
    assert counted(coach) == [0]
    assert not list(links_in(group))


def test_who_is_no_coach_any_more_has_no_groups(coach):
    group = make_group(coach, "Novices")
    coach.is_coach = False
    coach.save()
    assert not list(groups_counted(coach))
    assert logged_in(coach).get(reverse("coaching_group", args=[group.pk])).status_code == 404


def test_filters_and_pages_keep_the_group_and_count_within_it(coach):
    ada, _ = an_athlete(coach, "Ada"), an_athlete(coach, "Ben")
    group = make_group(coach, "Novices")
    change_group(coach, group.pk, name="Novices", athlete_ids=[ada.pk])
    html = page(logged_in(coach), f"/coaching/?group={group.pk}")
    assert "All 1" in words(html)
    assert f"group={group.pk}" in html
    # Another coach's group asks for nobody less.
    other = a_coach()
    an_athlete(other, "Cy")
    assert shown(other, f"group={group.pk}") == ["Cy"]


def test_groups_cost_a_list_no_more(coach):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            page(browser, "/coaching/")
        return len(queries)

    browser = logged_in(coach)
    for number in range(3):
        an_athlete(coach, f"A{number}")
    asked()
    few = asked()
    keys = list(CoachLink.objects.values_list("athlete_id", flat=True))
    for number in range(5):
        change_group(coach, make_group(coach, f"G{number}").pk, name=f"g{number}", athlete_ids=keys)
    assert asked() == few


def test_pages_have_their_sheets(coach):
    an_athlete(coach, "Ada")
    group = make_group(coach, "Novices")
    for path in (GROUPS, reverse("coaching_group", args=[group.pk])):
        assert lacking(logged_in(coach).get(path).content.decode()) == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rounds", [3, pytest.param(50, marks=pytest.mark.deep)])
def test_put_in_while_the_link_ends_leaves_no_ended_link_in_a_group(rounds):
    for number in range(rounds):
        coach, athlete = a_coach(), a_lifter()
        link, group = coached(athlete, coach), make_group(coach, f"G{number}")
        start = threading.Barrier(2)

        def run(act, start=start):
            start.wait()
            try:
                act()
            finally:
                connection.close()

        acts = [
            lambda g=group, a=athlete, c=coach: change_group(c, g.pk, name=g.name, athlete_ids=[a.pk]),
            lambda k=link, a=athlete: end_link(a, k.pk, now=timezone.now()),
        ]  # fmt: skip
        threads = [threading.Thread(target=run, args=(one,)) for one in acts]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert CoachLink.objects.get(pk=link.pk).ended_at is not None
        assert not group.links.exists()
