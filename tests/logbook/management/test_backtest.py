"""`manage.py backtest`: how good the forecasts were for a lifter of the database."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line

from logbook.models import TrainingSession, User
from tests.logbook.given import NOON, a_session, finished, logged, the_item
from tests.logbook.management.told import figures_of, told

pytestmark = pytest.mark.usefixtures("release")

BENCH = "Barbell bench press"


def benched(lifter: User, *reps: int, load: str = "80", since: dt.datetime = NOON) -> None:
    """A finished session a week with one set of so many reps, without a word on effort."""
    for week, one in enumerate(reps):
        started = since + dt.timedelta(days=7 * week)
        session = a_session(lifter=lifter, workout=None, exercises=[BENCH], started=started)
        logged(item=the_item(session=session), reps=one, load=load, rir=None)
        finished(session)


def figures(lifter: User) -> dict:
    return figures_of("backtest", lifter)


def test_the_json_has_its_names_and_no_figure_of_no_targets(lifter):
    found = figures(lifter)
    none = {
        "n": 0, "coverage": None, "mae": None, "within_1": None,
        "plain_mae": None, "plain_within_1": None,
    }  # fmt: skip
    no_e1rm = {
        "n": 0, "coverage": None, "median_error_pct": None, "plain_median_error_pct": None,
    }  # fmt: skip

    assert found == {
        "user": lifter.email,
        "reps": {"same_load": none, "other_load": none, "all": none},
        "e1rm": {**no_e1rm, "without_copies": no_e1rm, "band_80_holds": None},
    }
    assert list(found) == ["user", "reps", "e1rm"]
    assert list(found["reps"]) == ["same_load", "other_load", "all"]
    assert list(found["reps"]["all"]) == list(none)
    assert list(found["e1rm"]) == [*no_e1rm, "without_copies", "band_80_holds"]


def test_a_log_is_walked_forward(lifter):
    benched(lifter, 8, 8, 8, 8, 10)

    found = figures(lifter)

    # 8 said and 8 done, 8 said and 10 done; 80 × (1 + 8 / 30) and 80 × (1 + 10 / 30).
    assert found["reps"]["same_load"] == {
        "n": 2, "coverage": 1.0, "mae": 1.0, "within_1": 0.5, "plain_mae": 1.0, "plain_within_1": 0.5,
    }  # fmt: skip
    assert found["reps"]["other_load"]["n"] == 0
    assert (found["e1rm"]["n"], found["e1rm"]["median_error_pct"]) == (2, 2.6316)
    assert found["e1rm"]["without_copies"] == {
        "n": 1, "coverage": 1.0, "median_error_pct": 5.2632, "plain_median_error_pct": 5.2632,
    }  # fmt: skip


def test_a_running_session_and_nobody_elses_are_not_read(lifter):
    benched(lifter, 8, 8, 8)
    benched(User.objects.create_user("other@example.org", zone="UTC"), 8, 8, 8, 8)
    running = a_session(
        lifter=lifter, workout=None, exercises=[BENCH], started=NOON + dt.timedelta(days=30)
    )
    logged(item=the_item(session=running), reps=8, rir=None)

    assert figures(lifter)["reps"]["all"]["n"] == 0


def test_a_day_that_comes_again_over_the_date_line_stops_nothing(lifter):
    benched(lifter, 8, 8, 8, 8)
    last = TrainingSession.objects.latest_first()[0]
    day = last.local_date - dt.timedelta(days=8)
    TrainingSession.objects.filter(pk=last.pk).update(local_date=day)
    last.exercises.update(local_date=day)
    last.sets.update(local_date=day)

    assert figures(lifter)["reps"]["all"]["n"] == 1


def test_in_words_each_figure_stands_beside_the_plain_rules(lifter):
    benched(lifter, 8, 8, 8, 8, 10)

    text = told("backtest", lifter)

    assert "reps, a load used before: 2 targets" in text
    assert "off by 1.00, the plain rule by 1.00" in text
    assert "within 1: 50%, the plain rule 50%" in text
    assert "reps, another load: 0 targets" in text
    assert "e1RM without copied sessions: 1 targets" in text
    assert "off by 5.3 %, the plain rule by 5.3 % (medians)" in text
    assert "e1RM within its band of 80 %: 50%" in text


def test_an_address_nobody_has_is_refused():
    with pytest.raises(CommandError, match="No account") as refused:
        call_command("backtest", "--user", "nobody@example.org")

    assert refused.value.returncode == 1


def test_called_wrongly_it_exits_with_2(capsys):
    with pytest.raises(SystemExit) as wrong:
        execute_from_command_line(["manage.py", "backtest", "--json"])

    assert wrong.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "--user" in captured.err
