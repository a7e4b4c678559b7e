"""The demo accounts: believable, the same for the same day, and judged like anybody's log."""

import datetime as dt
import io
import json
from statistics import mean
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from logbook.advice.effort import judge_again
from logbook.choices import EndedBy, SetKind
from logbook.clock import instant, local_date
from logbook.demo.making import demo_emails, make_account
from logbook.demo.people import ADA, BEA, IVO, LIFTERS, PASSWORD, Lifter
from logbook.demo.training import schedule
from logbook.models import CheckIn, LevelComputation, SessionExercise, Set, TrainingSession, User
from programming.models import PlannedExercise
from programming.rulebook import estimated_1rm
from tests.logbook.given import a_lifter, logged_in

pytestmark = pytest.mark.usefixtures("release")

MONDAY = dt.date(2025, 3, 3)
WEEKDAYS = [MONDAY + dt.timedelta(days=number) for number in range(7)]
SUNDAY = WEEKDAYS[6]
ARTICLE = {
    "Barbell bench press": ((2, 3, 4), (2, 3, 4)),
    "Chest-supported row": ((1, 2, 3), (1, 1, 2)),
    "Incline dumbbell press": ((1, 2, 3), (1, 1, 2)),
    "Cable fly": ((1, 1, 2), (0, 0, 1)),
    "Curl": ((1, 1, 2), (0, 0, 1)),
}


def made(person: Lifter, today: dt.date, weeks: int) -> User:
    assert make_account(person, today=today, weeks=weeks)
    return User.objects.get(email=person.email)


def demo_data(**options: Any) -> str:
    said = io.StringIO()
    call_command("demo_data", stdout=said, **options)
    return said.getvalue()


def the_log(lifter: User) -> list[list[dict[str, Any]]]:
    """Everything on record but the numbers the database gives its rows."""
    numbers = {"id", "athlete_id", "session_id", "session_exercise_id", "check_in_id", "digest"}
    return [
        [
            {name: value for name, value in row.items() if name not in numbers}
            for row in model.objects.filter(athlete=lifter).order_by("pk").values()
        ]
        for model in (CheckIn, TrainingSession, SessionExercise, Set, LevelComputation)
    ]


def todays_targets(lifter: User, today: dt.date, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What Today says at six in the evening: the workout, and each exercise's two targets."""
    evening = instant(dt.datetime.combine(today, dt.time(18)), lifter.zone)
    monkeypatch.setattr("django.utils.timezone.now", lambda: evening)
    plan = logged_in(lifter).get("/").context["plan"]
    targets = {}
    for card in plan.cards:
        pair = [(aim.target.low, aim.target.aim, aim.target.high) for aim in (card.now, card.final)]
        targets[card.item.risk.name] = tuple(pair)
    return plan.workout.name, targets


@pytest.mark.parametrize("person", LIFTERS, ids=[person.name for person in LIFTERS])
@pytest.mark.parametrize("weeks", [1, 2, 4])
def test_the_level_in_force_is_the_one_the_answers_and_the_log_come_to(person: Lifter, weeks: int):
    lifter = made(person, SUNDAY, weeks=weeks)

    assert (lifter.level, lifter.is_level_by_hand) == (person.level, False)
    rows = LevelComputation.objects.filter(athlete=lifter)
    assert {row.level for row in rows} == {person.level}
    assert not any(row.is_provisional for row in rows)


@pytest.mark.parametrize("today", [WEEKDAYS[0], WEEKDAYS[3], SUNDAY])
def test_ivo_is_due_the_articles_session_with_the_articles_targets(
    today: dt.date, monkeypatch: pytest.MonkeyPatch
):
    ivo = made(IVO, today, weeks=4)

    name, targets = todays_targets(ivo, today, monkeypatch)

    assert name == "Upper A"
    assert targets == ARTICLE


def test_every_verdict_is_what_the_rules_say_of_the_set():
    ivo = made(IVO, SUNDAY, weeks=3)

    rows = list(Set.objects.filter(athlete=ivo).select_related("risk").order_by("pk"))
    for row in rows:
        earlier = [
            one
            for one in rows
            if one.session_exercise_id == row.session_exercise_id and one.number < row.number
        ]
        judged = judge_again(row, earlier)
        assert row.outcome == (judged.outcome or "")
        assert row.warnings == json.loads(json.dumps([one.stored() for one in judged.warnings]))
    outcomes = {row.outcome for row in rows}
    assert {"on_target", "too_close", "too_easy"} <= outcomes
    assert {row.kind for row in rows} == {"working", "warm_up", "drop"}


def test_the_same_day_makes_the_same_log():
    first = the_log(made(BEA, SUNDAY, weeks=1))
    User.objects.all().delete()
    again = the_log(made(BEA, SUNDAY, weeks=1))
    User.objects.all().delete()
    another = the_log(made(BEA, MONDAY, weeks=1))

    assert all(first)
    assert first == again
    assert first != another


def test_it_makes_five_accounts_that_end_yesterday_and_run_again_it_changes_nothing():
    said = demo_data(date=SUNDAY, weeks=1)
    before = [the_log(lifter) for lifter in User.objects.order_by("pk")]
    people = list(User.objects.order_by("pk").values())

    assert demo_data(date=MONDAY, weeks=2) == said
    assert demo_data() == said

    assert [the_log(lifter) for lifter in User.objects.order_by("pk")] == before
    assert list(User.objects.order_by("pk").values()) == people
    lines = [line.split() for line in said.splitlines()]
    assert [line[0] for line in lines] == demo_emails()
    assert [line[2] for line in lines] == ["lifter", "lifter", "lifter", "coach", "admin"]
    for email, password, role in lines:
        user = authenticate(request=None, email=email, password=password)
        assert isinstance(user, User)
        flags = {"lifter": user.is_lifter, "coach": user.is_coach, "admin": user.is_superuser}
        assert [name for name, is_so in flags.items() if is_so] == [role]
    for person in LIFTERS:
        sessions = TrainingSession.objects.filter(athlete__email=person.email)
        assert max(one.local_date for one in sessions) == SUNDAY - dt.timedelta(days=1)
        assert all(one.finished_at is not None for one in sessions)


def test_without_a_date_it_ends_before_today_where_each_lifter_is(monkeypatch: pytest.MonkeyPatch):
    now = dt.datetime(2025, 3, 5, 2, 0, tzinfo=dt.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)

    demo_data(weeks=1)

    for person in (BEA, IVO, ADA):
        last = TrainingSession.objects.filter(athlete__email=person.email).latest("started_at")
        assert last.local_date == local_date(now, person.zone) - dt.timedelta(days=1)
    assert local_date(now, BEA.zone) != local_date(now, IVO.zone)


@pytest.mark.parametrize("person", LIFTERS, ids=lambda person: person.name)
def test_what_happens_on_a_day_is_about_that_days_workout(person: Lifter):
    turns = schedule(person, until=SUNDAY, weeks=12)

    assert set(person.happenings) <= {(turn.week, turn.place) for turn in turns}
    assert turns[-1].day == SUNDAY - dt.timedelta(days=1)
    assert [turn.day for turn in turns] == sorted({turn.day for turn in turns})
    for turn in turns:
        planned = PlannedExercise.objects.filter(workout__slug=turn.workout).select_related(
            "exercise"
        )
        slugs = {one.exercise.slug for one in planned}
        day = turn.happening
        named = [day.skipped, day.painful, day.tested, day.dropped, day.added_set, *day.said]
        wanted = {name.lower().replace(" ", "-") for name in named if name}
        assert wanted <= slugs, (turn.week, turn.place, wanted - slugs)
    lifted = {name.lower().replace(" ", "-") for name in person.lifts}
    assert lifted == set(
        PlannedExercise.objects.filter(workout__slug__in=person.workouts).values_list(
            "exercise__slug", flat=True
        )
    )


def test_each_level_and_three_goals_have_a_lifter():
    assert {person.level for person in LIFTERS} == {"beginner", "intermediate", "advanced"}
    assert len({person.goal for person in LIFTERS}) == 3


def test_without_a_catalogue_it_is_refused(no_catalogue):
    with pytest.raises(CommandError, match="catalogue is missing") as refused:
        demo_data(weeks=1)

    assert refused.value.returncode == 1
    assert not User.objects.exists()


def test_beside_other_peoples_accounts_it_is_refused_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch,
):
    a_lifter()
    monkeypatch.setattr("logbook.management.commands.demo_data.make_account", lambda *_, **__: True)

    with pytest.raises(CommandError, match="a password everyone knows") as refused:
        demo_data()

    assert refused.value.returncode == 1
    assert len(demo_data(anyway=True).splitlines()) == 5


@pytest.mark.parametrize("weeks", ["0", "13", "-1", "x", "", "1" * 30])
def test_a_number_of_weeks_out_of_range_is_a_wrong_call(weeks: str):
    with pytest.raises(CommandError, match="not a number of weeks from 1 to 12"):
        call_command("demo_data", f"--weeks={weeks}")


@pytest.mark.parametrize(
    "date", ["2025-02-29", "yesterday", "1989-12-31", "2100-01-01", "0001-01-01"]
)
def test_what_is_no_date_of_these_times_is_a_wrong_call(date: str):
    with pytest.raises(CommandError, match=r"is not (a date|between)"):
        call_command("demo_data", f"--date={date}")


def gained(lifter: User, name: str) -> float:
    """The rise of a lift in per cent, by the best estimates of its first and last three sessions."""
    best: dict[dt.date, int] = {}
    for row in Set.objects.filter(athlete=lifter, kind=SetKind.WORKING, risk__name=name):
        if row.load is None or row.rir is None:
            continue
        if (value := estimated_1rm(row.load, row.reps, row.rir).value) is not None:
            best[row.local_date] = max(value, best.get(row.local_date, 0))
    values = [best[day] for day in sorted(best)]
    return 100 * (mean(values[-3:]) / mean(values[:3]) - 1)


SOME_DAYS = [
    pytest.param(day, id=f"{day:%A}", marks=[] if day == SUNDAY else [pytest.mark.deep])
    for day in WEEKDAYS
]


@pytest.mark.parametrize("today", SOME_DAYS)
def test_twelve_weeks_make_a_lifter_stronger_but_where_they_are_to_stall(today: dt.date):
    ivo, ada = made(IVO, today, weeks=12), made(ADA, today, weeks=12)

    for name in ("Barbell bench press", "Barbell squat", "Barbell deadlift"):
        assert gained(ivo, name) > 5, name
    assert gained(ada, "Barbell squat") > 5
    # Six weeks without a gain each: a plateau, and with every set close a grind.
    assert gained(ivo, "Barbell overhead press") < 5
    assert gained(ada, "Barbell bench press") < 4


@pytest.mark.deep
@pytest.mark.parametrize("today", WEEKDAYS, ids=lambda today: f"{today:%A}")
def test_twelve_weeks_show_all_that_training_brings(
    today: dt.date, monkeypatch: pytest.MonkeyPatch
):
    demo_data(date=today)

    ivo = User.objects.get(email=IVO.email)
    for person in LIFTERS:
        sets = Set.objects.filter(athlete__email=person.email)
        working = sets.filter(kind=SetKind.WORKING)
        verdicts = list(working.values_list("outcome", flat=True))
        assert 0.5 < verdicts.count("on_target") / len(verdicts) < 0.95
        assert verdicts.count("too_close") > 10
        assert sets.filter(rir_halves=None, kind=SetKind.WORKING).exists()
        assert sets.filter(is_test=True).exists()
        items = SessionExercise.objects.filter(athlete__email=person.email)
        assert items.filter(has_pain=True).exists()
        assert items.filter(is_skipped=True).exists()
        states = CheckIn.objects.filter(athlete__email=person.email).values_list("state", flat=True)
        assert set(states) == {"green", "amber", "red"}
    everyone = Set.objects.all()
    assert set(everyone.values_list("ended_by", flat=True)) == set(EndedBy.values)
    assert everyone.filter(outcome="too_easy").count() > 20
    assert everyone.filter(kind=SetKind.DROP).exists()
    assert everyone.filter(safeties="spotter_arms").exists()
    assert everyone.exclude(note="").exists()
    assert todays_targets(ivo, today, monkeypatch) == ("Upper A", ARTICLE)
    assert authenticate(request=None, email=IVO.email, password=PASSWORD) == ivo
