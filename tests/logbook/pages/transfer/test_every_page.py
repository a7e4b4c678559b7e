"""After an import every page works: the lifter's, their coach's and the programs'; and five years with one slip."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from logbook.acts.coaching import accept_invitation, invite
from logbook.acts.looks import Consent
from logbook.acts.sets import correct_set
from logbook.advice.suggestions import suggested
from logbook.models import CoachLink, ExerciseRecord, ImportRun, Set, User
from logbook.pages.api.allowance import allowance
from logbook.pages.transfer.importing import Answers, bring, look_at
from logbook.pages.transfer.slips import LikelySlip
from tests.logbook.given import a_lifter, a_session, an_exercise, logged_in, the_item
from tests.logbook.management.told import figures_of
from tests.logbook.pages.api.given import a_token
from tests.logbook.pages.api.given import read as read_by_program
from tests.logbook.pages.transfer.reading import OTHER_SAMPLES, SAMPLES, sample

pytestmark = pytest.mark.usefixtures("release")

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
BENCH = "Bench Press (Barbell)"
HEADER = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"


@pytest.fixture(autouse=True)
def _the_time(monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    # What another test's tokens were let through: their keys come again.
    allowance.forget()


def brought(lifter: User, content: bytes) -> list[LikelySlip]:
    looked = look_at(lifter, content, Answers(unit="kg", dumbbells="one"), now=NOW)
    assert looked.is_ready, (looked.errors, looked.needs)
    bring(lifter, looked, key=uuid.uuid4(), now=NOW)
    return looked.slips


def pages(lifter: User) -> Iterator[str]:
    """The pages that an import may change, of the lifter."""
    names = [
        *("today", "workouts", "check_in", "session_list", "more", "settings", "export"),
        *("import_start", "level", "level_answers", "rir_sense", "guesses", "account_delete"),
        *("progress_records", "progress_bodyweight", "sharing", "settings_tokens"),
    ]
    yield from map(reverse, names)
    yield from (f"{reverse('progress')}?range={one}" for one in ("4w", "12w", "1y", "all"))
    yield reverse("import_run", args=[ImportRun.objects.get(athlete=lifter).pk])
    sessions = list(lifter.sessions.order_by("started_at"))
    for one in (sessions[0], sessions[len(sessions) // 2], sessions[-1]):
        yield reverse("session_review", args=[one.pk])
        yield reverse("session_detail", args=[one.pk])
        yield reverse("session_edit", args=[one.pk])
        monday = one.local_date - dt.timedelta(days=one.local_date.weekday())
        yield reverse("progress_letter", args=[monday.isoformat()])
    for exercise in sorted(
        set(Set.objects.filter(athlete=lifter).values_list("exercise_id", flat=True))
    ):
        page = reverse("exercise_detail", args=[exercise])
        yield from (page, f"{page}?range=all")


def coachs_pages(link: CoachLink, session: int) -> Iterator[str]:
    yield reverse("coaching")
    yield reverse("coaching_breaches")
    yield reverse("coaching_athlete", args=[link.athlete_id])
    yield reverse("coaching_session", args=[link.athlete_id, session])


def api(lifter: User) -> Iterator[str]:
    yield from ("", "sessions", "sets", "exercises", "records", "adherence")
    yield f"sessions/{lifter.sessions.latest('started_at').pk}"
    yield f"exercises/{Set.objects.filter(athlete=lifter)[0].exercise_id}"


def walked(lifter: User) -> dict[str, int]:
    """What did not answer 200: the lifter's pages, a coach's and what a program reads."""
    coach = a_lifter(is_lifter=False, is_coach=True, name="Noor")
    _, token = invite(lifter, Consent(sees_notes=True), now=timezone.now())
    link = accept_invitation(coach, token, now=timezone.now())
    # The whole log is shown: an import lies before the day they met.
    CoachLink.objects.filter(pk=link.pk).update(since=None)
    session = lifter.sessions.latest("started_at").pk
    found = answers(logged_in(lifter), pages(lifter))
    found |= answers(logged_in(coach), coachs_pages(link, session))
    mine = a_token(lifter, now=timezone.now())
    found |= {path: read_by_program(mine, path).status_code for path in api(lifter)}
    assert len(found) > 30
    return {path: status for path, status in found.items() if status != 200}


def answers(client: Client, paths: Iterator[str]) -> dict[str, int]:
    return {path: client.get(path, follow=True).status_code for path in paths}


@pytest.mark.parametrize("name", [*SAMPLES, *OTHER_SAMPLES])
def test_after_each_sample_every_page_works(lifter, name):
    brought(lifter, sample(name))

    assert walked(lifter) == {}
    figures_of("backtest", lifter)
    call_command("rebuild_summaries", "--check", user=lifter.email, verbosity=0)


def five_years() -> bytes:
    """Three sessions a week, 5,460 sets of seven exercises; one bench press of 65 kg says 650."""
    names = (
        BENCH,
        "Squat (Barbell)",
        "Bicep Curl (Dumbbell)",
        "Pull Up",
        "Leg Press",
        "My own press",
    )
    rows, first = [HEADER], dt.date(2021, 11, 29)
    for visit in range(780):
        day = first + dt.timedelta(days=7 * (visit // 3) + 2 * (visit % 3))
        lifts = (BENCH, names[1 + visit % 5])
        for name in lifts:
            for order in range(4 if name == BENCH else 3):
                load = 60 + visit // 40 if name == BENCH else 20 + visit // 20
                if (visit, name, order) == (430, BENCH, 1):
                    load = 650
                rows.append(
                    f'{day} 18:00:00,"A",1h,"{name}",{order + 1},{load},{6 + visit % 4},0,0,"","",{7 + order % 3}'
                )
    return "\n".join([*rows, ""]).encode()


def test_five_years_with_one_slip_among_five_thousand_sets(lifter):
    slips = brought(lifter, five_years())

    assert Set.objects.filter(athlete=lifter).count() == 780 * 7
    assert [(one.done.exercise.name, str(one.done.load)) for one in slips] == [(BENCH, "650 kg")]
    assert walked(lifter) == {}
    assert figures_of("backtest", lifter)["reps"]["all"]["n"] > 1_000
    # It counts for nothing while it is asked about, and at once for what it is once it is put right.
    slip = Set.objects.get(athlete=lifter, load_milli=650_000)
    bench = an_exercise(BENCH).exercise_id

    def best() -> ExerciseRecord:
        return ExerciseRecord.objects.filter(athlete=lifter, exercise=bench).latest("started_at")

    heaviest = 79 * 10**9
    assert (slip.is_slip, best().heaviest) == (True, heaviest)
    estimate = best().e1rm
    correct_set(lifter, slip.pk, version=slip.version, now=NOW)
    slip.refresh_from_db()
    assert (slip.load_milli, slip.is_slip, best().heaviest) == (65_000, False, heaviest)
    assert best().e1rm == estimate
    session = a_session(lifter=lifter, workout=None, exercises=["Barbell bench press"], started=NOW)
    found = suggested(the_item(session=session))
    assert found is not None
    assert {one[1] for one in found.kept["sets"]} == {79_000}
    call_command("rebuild_summaries", "--check", user=lifter.email, verbosity=0)
