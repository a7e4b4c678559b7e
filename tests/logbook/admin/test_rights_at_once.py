"""Two superusers take each other's right at the same instant: one of them keeps it."""

import pytest

from logbook.models import User
from tests.at_once import Request, at_once
from tests.logbook.admin.test_people import at, sent
from tests.logbook.given import a_lifter, logged_in

pytestmark = pytest.mark.django_db(transaction=True)


def takes(mine: User, theirs: User) -> Request:
    """The page of another superuser, sent back without the right."""
    browser, page = logged_in(mine), at(theirs)
    return lambda _: browser.post(page, sent(theirs, is_staff="on"))


@pytest.mark.parametrize("rounds", [3, pytest.param(200, marks=pytest.mark.deep)])
def test_of_two_who_take_each_others_right_one_keeps_it(rounds: int):
    for _ in range(rounds):
        User.objects.update(is_superuser=False)
        one, other = (a_lifter(is_staff=True, is_superuser=True) for _ in range(2))

        statuses = at_once(None, [takes(one, other), takes(other, one)])

        assert max(statuses) < 500
        assert User.objects.filter(is_superuser=True).count() == 1
