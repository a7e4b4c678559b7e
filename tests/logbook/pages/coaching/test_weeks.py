"""A week that coach and athlete talk about: which weeks there are, and where what was said is found."""

import datetime as dt
import re
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from logbook.acts.coaching import end_link
from logbook.acts.talks import MOST_COMMENTS, comment_on_week
from logbook.clock import week_start
from logbook.models import Comment
from tests.logbook.given import NOON, a_session, finished, logged, logged_in, the_item
from tests.logbook.pages.coaching.linked import EVERYTHING, a_coach, coached
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)
MONDAY = week_start(NOON.date())


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + dt.timedelta(hours=2))


@pytest.fixture
def past(lifter):
    """A session of yesterday."""
    session = a_session(lifter=lifter, started=NOON - DAY)
    logged(item=the_item(session=session))
    return finished(session)


@pytest.fixture
def link(lifter, coach, past):
    return coached(lifter, coach, shows_all=True)


class TestWeeks:
    def path(self, lifter, monday=MONDAY):
        return reverse("coaching_week", args=[lifter.pk, monday.isoformat()])

    def test_said_of_a_week_it_is_found_at_the_week_and_answered(self, lifter, coach, link, past):
        logged_in(coach).post(
            self.path(lifter) + "comment/", {"key": uuid.uuid4(), "text": "A good week."}
        )
        browser = logged_in(lifter)
        address = reverse("sharing_week", args=[MONDAY.isoformat()])
        assert address + "#talk" in page(browser, "/today/")
        text = words(page(browser, address))
        assert "A good week." in text
        assert "Upper A" in text
        assert address not in page(browser, "/today/")
        said = Comment.objects.get()
        browser.post(
            reverse("sharing_comment"), {"key": uuid.uuid4(), "text": "Thanks.", "to": said.pk}
        )
        assert "Thanks." in page(logged_in(coach), self.path(lifter))

    def test_of_two_coaches_each_can_be_answered_and_one_who_is_gone_cannot(
        self, lifter, coach, link, past
    ):
        other = a_coach(name="Noor")
        link_of_other = coached(lifter, other, **EVERYTHING)
        for who, which in ((coach, link), (other, link_of_other)):
            comment_on_week(who, which, MONDAY, key=uuid.uuid4(), text="Sleep.", now=NOON)
        path = f"/sharing/weeks/{MONDAY.isoformat()}/"
        offered = re.findall(r'<option value="(\d+)">(\w+)</option>', page(logged_in(lifter), path))
        assert [name for _, name in offered] == ["Cleo", "Noor"]

        to = {name: key for key, name in offered}["Cleo"]
        form = {"key": uuid.uuid4(), "text": "I will.", "to": to}
        logged_in(lifter).post("/sharing/comment/", form)
        assert Comment.objects.get(by="athlete").link == link

        end_link(lifter, link.pk, now=NOON)
        html = page(logged_in(lifter), path)
        assert "<option" not in html
        assert 'name="to"' in html
        end_link(lifter, link_of_other.pk, now=NOON)
        assert "does not coach you any more" in page(logged_in(lifter), path)

    @pytest.mark.parametrize(
        ("monday", "status"),
        [
            (MONDAY, 200),
            (MONDAY - 7 * DAY, 200),
            (MONDAY + 7 * DAY, 404),
            (MONDAY + DAY, 404),
        ],
    )
    def test_weeks_that_began(self, lifter, coach, link, monday, status):
        browser = logged_in(coach)
        assert browser.get(self.path(lifter, monday)).status_code == status
        form = {"key": uuid.uuid4(), "text": "x"}
        said = browser.post(self.path(lifter, monday) + "comment/", form).status_code
        assert said == (302 if status == 200 else 404)

    @pytest.mark.parametrize("text", ["x", "2025-3-3", "0001-01-01", "20250303", "2025-W10-1"])
    def test_nonsense_is_no_week(self, lifter, coach, link, text):
        path = self.path(lifter).replace(MONDAY.isoformat(), text)
        assert logged_in(coach).get(path).status_code == 404
        assert logged_in(lifter).get(f"/sharing/weeks/{text}/").status_code == 404

    def test_a_week_before_what_is_shown_is_not_there_and_one_it_begins_in_shows_its_days(
        self, lifter, coach, past
    ):
        coached(lifter, coach)
        browser = logged_in(coach)
        assert browser.get(self.path(lifter, MONDAY - 7 * DAY)).status_code == 404
        assert "Upper A" not in page(browser, self.path(lifter))
        with pytest.raises(Exception, match="Not shown"):
            comment_on_week(
                coach, coached(lifter, coach), MONDAY - 7 * DAY,
                key=uuid.uuid4(), text="x", now=NOON,
            )  # fmt: skip

    def test_there_is_an_end_to_it(self, lifter, coach, link, past):
        Comment.objects.bulk_create(
            Comment(
                athlete=lifter, link=link, week=MONDAY, key=uuid.uuid4(), by="coach",
                text="x", made_at=NOON,
            )
            for _ in range(MOST_COMMENTS)
        )  # fmt: skip
        response = logged_in(coach).post(
            self.path(lifter) + "comment/", {"key": uuid.uuid4(), "text": "x"}, follow=True
        )
        assert f"There are {MOST_COMMENTS} comments on this week" in response.content.decode()

    def test_a_comment_is_of_a_session_or_of_a_week(self, lifter, link, past):
        for place in ({}, {"session": past, "week": MONDAY}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Comment.objects.create(
                    athlete=lifter, link=link, key=uuid.uuid4(), by="coach", text="x",
                    made_at=NOON, **place,
                )  # fmt: skip
