"""A set far from all before is asked about, and counts for no best until it is confirmed. Long: one rule."""

import datetime as dt
from dataclasses import replace
from random import Random

import pytest
from django.core.management import call_command
from django.http import Http404

from logbook.acts import entries, sets
from logbook.acts.entries import entry_of
from logbook.acts.people import weigh
from logbook.advice.effort import effort_context
from logbook.advice.facts import read_facts
from logbook.advice.slips import asked_of
from logbook.advice.suggestions import suggested
from logbook.clock import moment
from logbook.log.logged_sets import sets_of_days
from logbook.log.long_term import read_training
from logbook.log.records import records_of
from logbook.log.workbench import open_workbench
from logbook.models import ExerciseRecord, SessionExercise, Set
from programming.loads import Load, Unit, parse_load
from programming.rulebook import exposures
from tests.logbook.bench_days import bench_day, kept
from tests.logbook.given import NOON, a_lifter, a_session, finished, logged, the_item

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)


@pytest.fixture
def lifter():
    """Five days of 80 kg for eights on the bench."""
    one = a_lifter()
    for day in range(-10, 0, 2):
        bench_day(one, day)
    return one


def today(lifter, *, day=0):
    return the_item(
        session=a_session(
            lifter=lifter,
            workout=None,
            exercises=["Barbell bench press"],
            started=NOON + day * DAY,
        )
    )


def meant(row):
    asked = asked_of(row)
    return asked and (str(asked.meant_load), asked.meant_reps)


class TestAsked:
    @pytest.mark.parametrize(("load", "is_slip"), [("120", False), ("120.5", True), ("800", True)])
    def test_a_load_over_half_as_much_again_is_asked_about(self, lifter, load, is_slip):
        row = logged(item=today(lifter), load=load)
        assert row.is_slip is is_slip

    @pytest.mark.parametrize(("load", "is_slip"), [("200", False), ("200.5", True)])
    def test_over_two_and_a_half_times_with_few_sessions_on_record(self, load, is_slip):
        lifter = a_lifter()
        for day in range(-8, 0, 2):
            bench_day(lifter, day)
        assert logged(item=today(lifter), load=load).is_slip is is_slip

    @pytest.mark.parametrize(("reps", "is_slip"), [(30, False), (31, True), (80, True)])
    def test_reps_are_asked_about_over_twice_the_most_and_over_thirty(self, lifter, reps, is_slip):
        assert logged(item=today(lifter), reps=reps).is_slip is is_slip

    def test_the_first_set_ever_is_compared_with_nothing(self):
        assert not logged(item=today(a_lifter()), load="500", reps=80).is_slip

    def test_the_sets_of_today_are_on_record(self):
        item = today(a_lifter())
        logged(item=item, load="20")
        assert logged(item=item, load="200").is_slip

    def test_a_session_that_was_not_finished_is_on_record(self):
        lifter = a_lifter()
        logged(item=today(lifter, day=-2), load="20")
        assert logged(item=today(lifter), load="200").is_slip

    @pytest.mark.parametrize("kind", ["warm_up", "drop", "timed"])
    def test_only_working_sets_are_asked_about(self, lifter, kind):
        assert not logged(item=today(lifter), load="800", kind=kind).is_slip

    @pytest.mark.parametrize(
        ("load", "reps", "likely"),
        [
            ("800", 8, ("80 kg", None)),
            ("825", 8, ("82.5 kg", None)),
            ("176", 8, ("176 lb", None)),
            ("140", 8, ("140 lb", None)),
            ("80", 88, ("None", 8)),
            ("800", 80, ("80 kg", 8)),
        ],
    )
    def test_what_was_likely_meant(self, lifter, load, reps, likely):
        assert meant(logged(item=today(lifter), load=load, reps=reps)) == likely

    def test_the_body_is_on_record_and_what_was_added_is_meant(self):
        lifter = a_lifter()
        weigh(lifter, Load(80_000, Unit.KG), now=NOON - 20 * DAY)
        for day in range(-10, 2, 2):
            session = a_session(
                lifter=lifter, workout=None, exercises=["Pull-up"], started=NOON + day * DAY
            )
            item = the_item(session=session, name="Pull-up")
            row = logged(item=item, load="100" if day == 0 else "10", load_kind="added")
            finished(session)
        assert meant(row) == ("10 kg", None)


class TestUntilConfirmed:
    """No unconfirmed slip moves a record, an estimate, a reference or a plan."""

    def days(self, lifter, *, slip, confirmed=False):
        """What a day with a slip, and one without, leave behind."""
        session = a_session(
            lifter=lifter, workout=None, exercises=["Barbell bench press"], started=NOON
        )
        item = the_item(session=session)
        logged(item=item)
        if slip:
            row = logged(item=item, **slip)
            assert row.is_slip
            if confirmed:
                sets.confirm_set(lifter, row.pk, version=row.version)
        return finished(session)

    def left_behind(self, lifter, session):
        """Records, estimates, references, the level's history, and what is planned next."""
        until = moment(NOON + DAY, "UTC")
        log = sets_of_days(lifter, (NOON - 60 * DAY).date(), until)
        item = today(lifter, day=2)
        bench, _ = open_workbench(lifter, item.pk)
        facts = read_facts(bench, at=item.session.started_at)
        plan = suggested(item)
        return {
            "records": [(k, v, b) for k, v, b in kept(session)],
            "grinds": [one.grinds for one in records_of(lifter, session)],
            "marks": list(ExerciseRecord.objects.order_by("started_at").values_list("marks")),
            "e1rm": session.exercises.get().e1rm,
            "references": [
                (one.session, one.exact_e1rm, [done.reps for done in one.sets])
                for of in exposures(log).values()
                for one in of
            ],
            "level": [
                done
                for done in read_training(lifter, until).history
                if not done.is_slip and done.reps
            ],
            "previous": facts.history.previous,
            "current": facts.history.e1rm,
            "seen": sorted(facts.history.rated),
            "record": (facts.heaviest, facts.most_reps),
            "context": effort_context(facts, is_final=False, load=80_000_000_000),
            "plan": plan and (plan.sets, plan.case),
        }

    @pytest.mark.parametrize(
        "slip",
        [
            {"load": "800", "reps": 8, "rir": 2},
            {"load": "80", "reps": 80, "rir": 0},
            {"load": "800", "reps": 3, "ended_by": "technical_failure"},
        ],
        ids=["load", "reps", "broken form"],
    )
    def test_no_slip_moves_a_record_an_estimate_a_reference_or_a_plan(self, slip):
        def after(slip):
            one = a_lifter()
            for day in range(-10, 0, 2):
                bench_day(one, day)
            return self.left_behind(one, self.days(one, slip=slip))

        plain, with_slip = after(None), after(slip)
        for name in ("records", "grinds", "e1rm", "previous", "current", "record", "plan"):
            assert with_slip[name] == plain[name], name
        assert [one[1:] for one in with_slip["references"]] == [
            one[1:] for one in plain["references"]
        ]
        assert len(with_slip["level"]) == len(plain["level"])
        assert with_slip["seen"] == plain["seen"]
        if slip.get("ended_by") is None:
            assert with_slip["context"] == plain["context"]

    def test_the_next_set_is_not_filled_in_with_it(self, lifter):
        item = today(lifter)
        logged(item=item, load="800")
        bench, _ = open_workbench(lifter, item.pk)
        facts = read_facts(bench, at=NOON)
        assert facts.history.seen(80_000_000_000, NOON.date()) == 10

    def test_volume_budget_and_adherence_count_it(self, lifter):
        item = today(lifter)
        logged(item=item, load="800", rir=0)
        item.refresh_from_db()
        assert (item.working_sets, item.failure_sets, item.budget_failures) == (1, 1, 1)
        assert item.too_close == 1
        assert item.e1rm is None

    def test_a_slip_at_the_same_load_starts_no_sharp_drop(self, lifter):
        item = today(lifter)
        logged(item=item, reps=80, rir=0)
        row = logged(item=item, reps=8, rir=2)
        assert "sharp_drop" not in [code for code, *_ in row.warnings]

    def test_once_confirmed_it_counts_for_everything(self, lifter):
        session = self.days(lifter, slip={"load": "140", "reps": 8, "rir": 2}, confirmed=True)
        assert ("heaviest_load", 140.0, 80.0) in kept(session)
        assert session.exercises.get().e1rm > 180e9


class TestAnswers:
    def test_yes_makes_it_an_ordinary_set(self, lifter):
        row = logged(item=today(lifter), load="140")
        saved = sets.confirm_set(lifter, row.pk, version=1)
        assert (saved.is_slip, saved.version, asked_of(saved)) == (False, 2, None)

    def test_a_second_yes_changes_nothing(self, lifter):
        row = logged(item=today(lifter), load="140")
        sets.confirm_set(lifter, row.pk, version=1)
        assert sets.confirm_set(lifter, row.pk, version=1).version == 2

    def test_another_number_meanwhile_is_not_confirmed(self, lifter):
        row = logged(item=today(lifter), load="140")
        other = replace(entry_of(row), load=parse_load("150", Unit.KG))
        sets.edit_set(lifter, row.pk, version=1, entry=other, now=NOON)
        with pytest.raises(entries.ChangedElsewhereError):
            sets.confirm_set(lifter, row.pk, version=1)
        assert Set.objects.get(pk=row.pk).is_slip

    def test_a_deleted_set_is_not_confirmed(self, lifter):
        row = logged(item=today(lifter), load="140")
        sets.delete_set(lifter, row.pk, now=NOON)
        with pytest.raises(entries.DeletedElsewhereError):
            sets.confirm_set(lifter, row.pk, version=1)

    def test_what_was_meant_takes_its_place_and_is_judged(self, lifter):
        row = logged(item=today(lifter), load="800", reps=80, rir=1)
        saved = sets.correct_set(lifter, row.pk, version=1, now=NOON)
        assert (str(saved.typed_load), saved.reps, saved.is_slip) == ("80 kg", 8, False)
        assert sets.correct_set(lifter, row.pk, version=1, now=NOON).version == 2

    def test_pounds_typed_for_kilograms_become_pounds(self, lifter):
        row = logged(item=today(lifter), load="176")
        saved = sets.correct_set(lifter, row.pk, version=1, now=NOON)
        assert (str(saved.typed_load), saved.is_slip) == ("176 lb", False)

    def test_an_edit_to_a_plausible_number_clears_it_and_one_to_a_slip_asks(self, lifter):
        row = logged(item=today(lifter), load="800")
        typed = entry_of(row)
        for load, is_slip in (("85", False), ("850", True)):
            row = sets.edit_set(
                lifter,
                row.pk,
                version=row.version,
                entry=replace(typed, load=parse_load(load, Unit.KG)),
                now=NOON,
            )
            assert row.is_slip is is_slip

    def test_an_edit_of_its_effort_leaves_the_answer_as_it_was(self, lifter):
        row = logged(item=today(lifter), load="140")
        row = sets.edit_set(
            lifter, row.pk, version=1, entry=replace(entry_of(row), rir_halves=2), now=NOON
        )
        assert row.is_slip
        row = sets.confirm_set(lifter, row.pk, version=2)
        row = sets.edit_set(
            lifter, row.pk, version=3, entry=replace(entry_of(row), rir_halves=4), now=NOON
        )
        assert not row.is_slip

    def test_another_lifters_set_is_none(self, lifter):
        row = logged(item=today(lifter), load="140")
        for act in (
            lambda: sets.confirm_set(a_lifter(), row.pk, version=1),
            lambda: sets.correct_set(a_lifter(), row.pk, version=1, now=NOON),
        ):
            with pytest.raises(Http404):
                act()


def test_kept_is_rebuilt_whatever_is_answered(lifter):
    rng = Random(7)
    for day in range(0, 24, 2):
        session = a_session(
            lifter=lifter,
            workout=None,
            exercises=["Barbell bench press"],
            started=NOON + day * DAY,
        )
        for _ in range(3):
            logged(item=the_item(session=session), load=rng.choice(["80", "82.5", "140", "800"]))
        finished(session)
        for row in Set.objects.filter(session=session, is_slip=True):
            answer = rng.randrange(3)
            if answer == 0:
                sets.confirm_set(lifter, row.pk, version=row.version)
            elif answer == 1:
                sets.correct_set(lifter, row.pk, version=row.version, now=NOON)
        call_command("rebuild_summaries", "--check", user=lifter.email, verbosity=0)
    assert Set.objects.filter(is_slip=True).exists()
    assert SessionExercise.objects.filter(e1rm__gt=200e9).exists()
