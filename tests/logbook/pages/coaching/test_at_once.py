"""A link that ends beside readers: no answer that begins after the end carries anything of the athlete's."""

import threading
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from logbook.acts.coach_list import choose_digest, claim_digest
from logbook.acts.coaching import end_link, invite
from logbook.acts.groups import change_group, make_group
from logbook.acts.leaving import leave
from logbook.acts.looks import Consent
from logbook.acts.talks import answer_comment, comment, comment_on_week
from logbook.clock import week_start
from logbook.models import AccessEntry, CoachLink, Comment
from programming.catalogue.entries import current_release
from tests.at_once import Request, at_once, post
from tests.logbook.given import a_lifter, a_session, finished, logged, the_item
from tests.logbook.pages.coaching.linked import EVERYTHING, a_coach, coached

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = pytest.mark.parametrize("rounds", [2, pytest.param(500, marks=pytest.mark.deep)])
READERS = 8


@pytest.fixture(autouse=True)
def _catalogue_there(_catalogue: None, db: None) -> None:
    current_release()


def get(path: str) -> Request:
    """A look at a page."""
    return lambda client: client.get(path)


@pytest.mark.parametrize("rounds", [20, pytest.param(500, marks=pytest.mark.deep)])
def test_no_answer_begun_after_the_end_carries_data(rounds: int):
    for number in range(rounds):
        mark = f"Zq{uuid.uuid4().hex[:10]}"
        now = timezone.now()
        athlete, coach = a_lifter(name=mark), a_coach()
        session = a_session(lifter=athlete, started=now)
        logged(item=the_item(session=session))
        finished(session, minutes=0)
        link = coached(athlete, coach, at=now, **EVERYTHING)
        said = comment(coach, link, session.pk, key=uuid.uuid4(), text="Well.", now=now)
        answer_comment(athlete, said.pk, key=uuid.uuid4(), text=mark, now=now)
        paths = [
            reverse("coaching"),
            reverse("coaching_athlete", args=[athlete.pk]),
            reverse("coaching_session", args=[athlete.pk, session.pk]),
            reverse("coaching_week", args=[athlete.pk, week_start(session.local_date).isoformat()]),
            reverse("coaching_notices"),
        ]
        browser = Client()
        browser.force_login(coach)
        ended: list[bool] = []
        told_late: list[str] = []
        seen: list[str] = []
        faults: list[tuple[str, int]] = []
        start, somebody_read = threading.Barrier(READERS + 1), threading.Event()

        def read(place: int, browser=browser, paths=paths, mark=mark, start=start, ended=ended, somebody_read=somebody_read,
                 told_late=told_late, seen=seen, faults=faults):  # fmt: skip
            client = Client(raise_request_exception=False)
            client.cookies.load({name: one.value for name, one in browser.cookies.items()})
            start.wait()
            try:
                while True:
                    was_over = bool(ended)
                    path = paths[place % len(paths)]
                    response = client.get(path)
                    has_mark = mark in response.content.decode()
                    if response.status_code >= 500:
                        faults.append((path, response.status_code))
                    if has_mark:
                        somebody_read.set()
                        (told_late if was_over else seen).append(path)
                    if was_over:
                        return
            finally:
                connection.close()

        threads = [threading.Thread(target=read, args=(place,)) for place in range(READERS)]
        for one in threads:
            one.start()
        start.wait()
        # Not before somebody read: else nothing is ended beside anything.
        somebody_read.wait()
        end_link(athlete, link.pk, now=timezone.now())
        ended.append(True)
        for one in threads:
            one.join()

        assert faults == [], number
        assert seen != []
        assert told_late == [], number
        # Nor does the log say that anybody looked after the end.
        over = AccessEntry.objects.get(link=link, what="ended").first_at
        looks = AccessEntry.objects.filter(link=link).exclude(what="ended")
        assert all(one.first_at <= over for one in looks)


@ROUNDS
def test_two_coaches_take_up_one_invitation_and_one_coaches(rounds: int):
    for _ in range(min(rounds, 50)):
        athlete = a_lifter()
        coaches = [a_coach(), a_coach()]
        _, token = invite(athlete, Consent(), now=timezone.now())

        def accept(coach, token=token):
            def request(_):
                client = Client(raise_request_exception=False)
                client.force_login(coach)
                return client.post(reverse("coaching_accept", args=[token]))

            return request

        statuses = at_once(None, [accept(one) for one in coaches])

        assert sorted(statuses) == [302, 404]
        assert CoachLink.objects.filter(athlete=athlete).count() == 1


@ROUNDS
def test_an_athlete_or_a_coach_who_leaves_beside_readers_and_an_end_leaves_no_link(rounds: int):
    for number in range(min(rounds, 50)):
        athlete, coach = a_lifter(), a_coach()
        link = coached(athlete, coach, at=timezone.now(), **EVERYTHING)
        gone = athlete if number % 2 else coach

        def goes(_, gone=gone):
            leave(gone)
            return Client().get("/healthz/live")

        statuses = at_once(
            coach,
            [
                get(reverse("coaching")),
                get(reverse("coaching_athlete", args=[athlete.pk])),
                post("coaching_end", athlete.pk),
                goes,
            ],
        )

        assert [one for one in statuses if one >= 500] == [], statuses
        left = CoachLink.objects.filter(pk=link.pk).first()
        assert left is None or left.coach_id is None


@ROUNDS
def test_an_end_beside_changes_of_the_groups_it_leaves(rounds: int):
    for _ in range(min(rounds, 50)):
        athlete, coach, now = a_lifter(), a_coach(), timezone.now()
        link = coached(athlete, coach, at=now, **EVERYTHING)
        choose_digest(coach, wants=True)
        groups = [make_group(coach, name) for name in ("Mornings", "Evenings")]
        for one in groups:
            change_group(coach, one.pk, name=one.name, athlete_ids=[athlete.pk])

        def ends(_, athlete=athlete, link=link, now=now):
            end_link(athlete, link.pk, now=now)
            return Client().get("/healthz/live")

        statuses = at_once(
            coach,
            [
                ends,
                post("coaching_group_delete", groups[0].pk),
                post("coaching_group", groups[1].pk, name="Evenings"),
            ],
        )

        assert [one for one in statuses if one >= 500] == [], statuses
        assert not link.groups.exists()


@ROUNDS
def test_a_weekly_mail_is_taken_on_once(rounds: int):
    for _ in range(min(rounds, 50)):
        coach, now = a_coach(), timezone.now()
        choose_digest(coach, wants=True)
        taken: list[object] = []

        def takes(_, coach=coach, now=now, taken=taken):
            taken.append(claim_digest(coach.pk, now=now))
            return Client().get("/healthz/live")

        at_once(None, [takes] * 4)

        assert len(taken) == 4
        assert len([one for one in taken if one is not None]) == 1


@ROUNDS
def test_an_answer_to_a_week_that_is_tapped_twice_is_one(rounds: int):
    for _ in range(min(rounds, 50)):
        athlete, coach, now = a_lifter(), a_coach(), timezone.now()
        finished(a_session(lifter=athlete, started=now), minutes=0)
        link = coached(athlete, coach, at=now, **EVERYTHING)
        monday = week_start(now.date())
        said = comment_on_week(coach, link, monday, key=uuid.uuid4(), text="Sleep.", now=now)
        form = {"key": uuid.uuid4(), "text": "I will.", "to": said.pk}

        statuses = at_once(athlete, [post("sharing_comment", **form)] * 3)

        assert statuses == [302] * 3
        assert Comment.objects.filter(link=link, by="athlete").count() == 1
