"""The one door of a coach to an athlete, by itself: what acts check once more is not counted on."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from logbook.acts.coaching import end_link
from logbook.models import User
from logbook.web.requests import athlete_of
from tests.logbook.given import NOON, a_lifter
from tests.logbook.pages.coaching.linked import a_coach, coached

pytestmark = pytest.mark.usefixtures("release")


def opened(person: User, athlete: User, scope: str = "") -> bool:
    request = RequestFactory().get("/")
    request.user = person
    try:
        link = athlete_of(request, athlete.pk, scope)
    except Http404:
        return False
    assert (link.athlete_id, link.coach_id) == (athlete.pk, person.pk)
    return True


def test_it_opens_to_who_coaches_them_now_and_to_nobody_else():
    athlete, coach, other = a_lifter(), a_coach(), a_coach()
    link = coached(athlete, coach)
    coached(a_lifter(), other)

    assert opened(coach, athlete)
    assert not opened(other, athlete)
    assert not opened(athlete, athlete)
    assert not opened(a_lifter(is_staff=True, is_superuser=True), athlete)

    end_link(athlete, link.pk, now=NOON)
    assert not opened(coach, athlete)


def test_who_is_no_coach_any_more_or_whose_athlete_closed_the_account_finds_nothing():
    athlete, coach = a_lifter(), a_coach()
    coached(athlete, coach)
    User.objects.filter(pk=athlete.pk).update(is_active=False)
    assert not opened(coach, athlete)
    User.objects.filter(pk=athlete.pk).update(is_active=True)
    assert opened(coach, athlete)
    coach.is_coach = False
    assert not opened(coach, athlete)


def test_a_page_that_needs_a_tick_is_not_there_without_it():
    athlete, coach = a_lifter(), a_coach()
    coached(athlete, coach, sees_notes=True)
    assert opened(coach, athlete, "sees_notes")
    assert not opened(coach, athlete, "sees_bodyweight")
