"""What a coach is told, long: in the app and by the weekly mail: of today's links, and nothing of training in a mail."""

import datetime as dt
import re
import uuid

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from logbook.acts.answers import refuse_change
from logbook.acts.changes import Aimed, Said, set_target
from logbook.acts.coach_list import choose_digest
from logbook.acts.coached_levels import set_level
from logbook.acts.coaching import change_consent, end_link
from logbook.acts.looks import Consent
from logbook.acts.talks import answer_comment, comment, comment_on_week
from logbook.clock import week_start
from logbook.log.coach_list import A_WEEK
from logbook.models import AccessEntry, CoachList, Comment, Set
from logbook.pages.coaching import tasks
from programming.choices import Level
from tests.logbook.given import NOON, a_finished_session, a_lifter, logged_in
from tests.logbook.pages.coaching.linked import EVERYTHING, a_coach, coached
from tests.logbook.planned import a_line, a_program
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

NOTICES = "/coaching/notices/"
DAY = dt.timedelta(days=1)
NOTHING = "Nothing new"


@pytest.fixture
def at(monkeypatch):
    """Sets the clock."""

    def put(now):
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    put(NOON)
    return put


def an_athlete(coach, name="Zqivo", *, is_hot=True):
    athlete = a_lifter(name=name)
    session = a_finished_session(
        lifter=athlete, workout=None, exercises=["Curl"], started=NOON - DAY
    )
    if is_hot:
        Set.objects.filter(athlete=athlete).update(breach="below_floor", breach_is_stop=True)
    return athlete, coached(athlete, coach, **EVERYTHING), session


def answered(coach, athlete, link, session):
    said = comment(coach, link, session.pk, key=uuid.uuid4(), text="Stop.", now=NOON)
    return answer_comment(athlete, said.pk, key=uuid.uuid4(), text="Zqyes.", now=NOON)


def put_away(browser, shown):
    (until,) = re.findall(r'name="until" value="([^"]+)"', shown)
    return browser.post(reverse("coaching_notices_read"), {"until": until})


class TestInTheApp:
    def test_an_answer_is_told_until_it_is_found_in_place(self, coach, at):
        athlete, link, session = an_athlete(coach)
        answered(coach, athlete, link, session)
        browser = logged_in(coach)
        assert 'Notices&nbsp;<b class="rs-count">1</b>' in page(browser, "/coaching/")
        html = page(browser, NOTICES)
        address = reverse("coaching_session", args=[athlete.pk, session.pk])
        assert "Zqivo answered: Zqyes." in words(html)
        assert address + "#talk" in html
        page(browser, address)
        assert NOTHING in page(browser, NOTICES)
        assert "rs-count" not in page(browser, "/coaching/")

    def test_an_answer_at_a_week_leads_to_the_week(self, coach, at):
        athlete, link, _ = an_athlete(coach)
        monday = week_start(NOON.date())
        said = comment_on_week(coach, link, monday, key=uuid.uuid4(), text="x", now=NOON)
        answer_comment(athlete, said.pk, key=uuid.uuid4(), text="Yes.", now=NOON)
        address = reverse("coaching_week", args=[athlete.pk, monday.isoformat()])
        assert address in page(logged_in(coach), NOTICES)

    def test_who_began_is_named_and_who_ended_it_is_not(self, coach, at):
        an_athlete(coach, "First")
        browser = logged_in(coach)
        page(browser, "/coaching/")
        assert NOTHING in page(browser, NOTICES)
        second = a_lifter(name="Zqsecond")
        link = coached(second, coach, at=NOON + DAY)
        assert "Zqsecond shares with you since 6 March" in words(page(browser, NOTICES))
        end_link(second, link.pk, now=NOON + 2 * DAY)
        text = words(page(browser, NOTICES))
        assert "Zqsecond" not in text
        assert "An athlete stopped sharing on 7 March" in text

    def test_after_the_end_no_answer_is_told(self, coach, at):
        athlete, link, session = an_athlete(coach)
        answered(coach, athlete, link, session)
        end_link(athlete, link.pk, now=NOON)
        html = page(logged_in(coach), NOTICES)
        assert "Zq" not in html

    def test_of_days_that_are_not_shown_any_more_no_answer_is_told(self, coach, at):
        athlete, link, session = an_athlete(coach)
        answered(coach, athlete, link, session)
        monday = week_start(NOON.date())
        for week, text in ((monday, "Zqthis"), (monday - 7 * DAY, "Zqlast")):
            said = comment_on_week(coach, link, week, key=uuid.uuid4(), text="x", now=NOON)
            answer_comment(athlete, said.pk, key=uuid.uuid4(), text=text, now=NOON)
        change_consent(athlete, link.pk, Consent(), version=1, now=NOON)
        html = page(logged_in(coach), NOTICES)
        assert [text for text in ("Zqyes", "Zqthis", "Zqlast") if text in html] == ["Zqthis"]

    def test_what_was_kept_or_refused_is_told_with_why_not_until_it_is_put_away(self, coach, at):
        athlete, link, _ = an_athlete(coach, is_hot=False)
        program = a_program(athlete, a_line())
        browser = logged_in(coach)
        page(browser, "/coaching/")
        at(NOON + DAY)
        day = program.blocks.get().workouts.get()
        aimed = Aimed(day.pk, 0, 0, day.planned.get().exercise_id, (3, 4, 5))
        said = Said("Slow bar.", uuid.uuid4(), NOON + DAY)
        change = set_target(coach, link, program.pk, aimed, said)
        assert NOTHING in page(browser, NOTICES)

        refuse_change(athlete, change.pk, answer="Zqfine.", now=NOON + DAY)

        text = words(page(browser, NOTICES))
        assert "Zqivo · Target set in Mine, refused: Zqfine." in text
        assert 'Notices&nbsp;<b class="rs-count">1</b>' in page(browser, "/coaching/")
        assert AccessEntry.objects.filter(link=link, what="program").exists()
        at(NOON + 2 * DAY)
        put_away(browser, page(browser, NOTICES))
        assert NOTHING in page(browser, NOTICES)

    @pytest.mark.parametrize("ends", [True, False])
    def test_no_answer_is_told_where_nothing_may_be_set_any_more(self, coach, at, ends):
        athlete, link, _ = an_athlete(coach, is_hot=False)
        browser = logged_in(coach)
        page(browser, "/coaching/")
        at(NOON + DAY)
        said = Said("Strong.", uuid.uuid4(), NOON + DAY)
        refuse_change(
            athlete,
            set_level(coach, link, Level.ADVANCED, said).pk,
            answer="Zqno.",
            now=NOON + DAY,
        )
        assert "Zqno" in page(browser, NOTICES)

        if ends:
            end_link(athlete, link.pk, now=NOON + DAY)
        else:
            change_consent(athlete, link.pk, Consent(), version=1, now=NOON + DAY)

        assert "Zqno" not in page(browser, NOTICES)

    def test_all_are_put_away_in_one_tap(self, coach, at):
        athlete, link, session = an_athlete(coach)
        answered(coach, athlete, link, session)
        other = a_coach()
        link_of_other = coached(athlete, other, **EVERYTHING)
        answered(other, athlete, link_of_other, session)
        browser = logged_in(coach)
        put_away(browser, page(browser, NOTICES))
        assert NOTHING in page(logged_in(coach), NOTICES)
        assert Comment.objects.get(link=link_of_other, by="athlete").read_at is None

    def test_what_came_after_the_page_was_shown_stays(self, coach, at):
        athlete, link, session = an_athlete(coach)
        answered(coach, athlete, link, session)
        browser = logged_in(coach)
        shown = page(browser, NOTICES)
        at(NOON + DAY)
        said = comment(coach, link, session.pk, key=uuid.uuid4(), text="And?", now=NOON + DAY)
        answer_comment(athlete, said.pk, key=uuid.uuid4(), text="Zqlater.", now=NOON + DAY)

        put_away(browser, shown)

        text = words(page(browser, NOTICES))
        assert "Zqlater." in text
        assert "Zqyes." not in text

    @pytest.mark.parametrize("until", ["", "x", "2025-13-01T00:00", "2025-03-01T00:00"])
    def test_a_form_without_what_was_shown_is_refused(self, coach, until):
        answer = logged_in(coach).post(reverse("coaching_notices_read"), {"until": until})
        assert answer.status_code == 400

    def test_who_answered_finds_in_the_log_that_it_was_looked_at(self, coach, at):
        athlete, link, session = an_athlete(coach)
        answered(coach, athlete, link, session)
        page(logged_in(coach), NOTICES)
        assert AccessEntry.objects.filter(link=link, what="session").exists()


class TestMail:
    def queue(self):
        call_command("send_digests", verbosity=0)

    def work(self):
        """What is queued, as the worker calls it: it raises nothing, so the queue keeps nothing."""
        for row in DBTaskResult.objects.order_by("enqueued_at"):
            tasks.send_digest.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])

    def send(self):
        for row in CoachList.objects.all():
            tasks.send_digest.call(row.coach_id)

    def test_nobody_is_sent_one_unasked(self, coach, at):
        an_athlete(coach)
        page(logged_in(coach), "/coaching/")
        self.send()
        assert mail.outbox == []

    def test_asked_for_it_says_who_needs_a_word_and_nothing_else(self, coach, at, settings):
        settings.SITE_URL = "https://gym.example.org"
        athlete, link, session = an_athlete(coach, "Zq & Ivo")
        an_athlete(coach, "Calm", is_hot=False)
        answered(coach, athlete, link, session)
        logged_in(coach).post(reverse("coaching_digest"), {"digest": "on"})
        assert "No more mails" in page(logged_in(coach), NOTICES)

        self.send()

        [sent] = mail.outbox
        assert sent.to == [coach.email]
        # Calm follows no program, which is a reason.
        assert sent.subject == "RepStack: 2 need a word"
        body = sent.body
        assert "- Zq & Ivo" in body
        assert "1 answer waits for you." in body
        assert "https://gym.example.org/coaching/" in body
        for word in ("floor", "Curl", "red", "close", "Zqyes", "program", athlete.email):
            assert word not in body, word
        assert AccessEntry.objects.filter(link=link, what="digest").exists()

    def test_queued_it_is_cut_to_what_holds_when_it_is_sent(self, coach, at):
        athlete, link, _ = an_athlete(coach, "Zqgone")
        an_athlete(coach, "Stays")
        choose_digest(coach, wants=True)
        self.queue()
        end_link(athlete, link.pk, now=NOON)
        [queued] = DBTaskResult.objects.all()
        assert "Zq" not in str(queued.args_kwargs)
        self.work()
        [sent] = mail.outbox
        assert "Zqgone" not in sent.body
        assert "- Stays" in sent.body
        assert not AccessEntry.objects.filter(link=link, what="digest").exists()

    @pytest.mark.parametrize("what", ["unwanted", "no coach", "closed", "nobody"])
    def test_queued_it_asks_again_whether_it_is_to_be_sent(self, coach, at, what):
        athlete, link, _ = an_athlete(coach)
        choose_digest(coach, wants=True)
        self.queue()
        if what == "unwanted":
            choose_digest(coach, wants=False)
        elif what == "nobody":
            end_link(athlete, link.pk, now=NOON)
        else:
            coach.is_coach, coach.is_active = what != "no coach", what != "closed"
            coach.save()
        self.work()
        assert mail.outbox == []

    @pytest.mark.parametrize(
        ("after", "number"),
        [(A_WEEK - dt.timedelta(minutes=1), 1), (A_WEEK, 2), (7 * DAY, 2)],
    )
    def test_once_a_week_and_queued_twice_once(self, coach, at, after, number):
        an_athlete(coach)
        choose_digest(coach, wants=True)
        self.queue()
        self.queue()
        self.work()
        assert len(mail.outbox) == 1
        at(NOON + after)
        self.send()
        assert len(mail.outbox) == number

    def test_one_that_could_not_be_sent_is_due_again(self, coach, at, monkeypatch, caplog):
        an_athlete(coach, "Zqivo")
        choose_digest(coach, wants=True)

        def fail(*_):
            raise OSError("Zqserver")

        monkeypatch.setattr(tasks, "mail_of", fail)
        self.queue()
        self.work()
        assert "A weekly mail was not sent." in caplog.text
        monkeypatch.undo()
        at(NOON)
        self.send()
        assert len(mail.outbox) == 1

    def test_nonsense_is_refused(self, coach):
        assert logged_in(coach).post(reverse("coaching_digest"), {"digest": "x"}).status_code == 400
