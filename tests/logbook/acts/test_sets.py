"""Logging a set: once, judged against the target it was shown, and kept as it was told. Long: one act, all its answers."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.http import Http404

from logbook.acts import entries, typed_sets
from logbook.acts import sets as acts_sets
from logbook.acts.entries import SetEntry
from logbook.acts.session_exercises import plan_sets, set_safeties
from logbook.acts.sets import log_set
from logbook.advice.facts import read_facts
from logbook.log import workbench
from logbook.models import SessionExercise, Set
from programming.loads import LoadKind, Unit, parse_load
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_lifter,
    a_red_day,
    a_session,
    checked_in,
    finished,
    known_movements,
    logged,
    the_item,
)

pytestmark = pytest.mark.usefixtures("release")

BENCH_AT_3 = SetEntry(reps=7, load=parse_load("80", Unit.KG), rir_halves=6)


def the_article():
    """Upper A, of an intermediate, mixed lifter who knows its exercises."""
    lifter = a_lifter()
    known_movements(lifter=lifter)
    return lifter, a_session(lifter=lifter)


def log(item, entry=BENCH_AT_3, *, key=None, number=1, now=NOON):
    return log_set(
        item.athlete, item.pk, key=key or uuid.uuid4(), number=number, entry=entry, now=now
    )


def codes(row: Set) -> dict[str, str]:
    return {code: severity for code, severity, _ in row.warnings}


class TestOnce:
    def test_it_is_written_once_however_often_it_is_sent(self):
        item = the_item(session=a_session(lifter=a_lifter()))
        key = uuid.uuid4()
        rows = {log(item, key=key).row.pk for _ in range(3)}
        assert len(rows) == Set.objects.count() == 1

    def test_the_same_key_with_other_content_is_refused(self):
        item = the_item(session=a_session(lifter=a_lifter()))
        key = uuid.uuid4()
        log(item, key=key)
        with pytest.raises(entries.KeyReusedError) as refused:
            log(item, replace(BENCH_AT_3, reps=8), key=key)
        assert refused.value.saved.reps == 7
        assert Set.objects.get().reps == 7

    def test_the_same_key_for_another_exercise_is_refused(self):
        session = a_session(lifter=a_lifter())
        key = uuid.uuid4()
        log(the_item(session=session), key=key)
        with pytest.raises(entries.KeyReusedError):
            log(the_item(session=session, name="Curl"), key=key)

    def test_a_late_retry_answers_with_the_set_as_it_was_edited_since(self):
        item = the_item(session=a_session(lifter=a_lifter()))
        key = uuid.uuid4()
        row = log(item, key=key).row
        acts_sets.edit_set(
            item.athlete, row.pk, version=1, entry=replace(BENCH_AT_3, reps=9), now=NOON
        )
        assert log(item, key=key).row.reps == 9

    def test_a_late_retry_does_not_bring_a_deleted_set_back(self):
        item = the_item(session=a_session(lifter=a_lifter()))
        key = uuid.uuid4()
        row = log(item, key=key).row
        acts_sets.delete_set(item.athlete, row.pk, now=NOON)
        assert log(item, key=key).row.deleted_at is not None
        assert not Set.objects.live().exists()

    def test_two_tabs_that_fill_the_same_slot_keep_the_first_and_show_it_to_the_second(self):
        item = the_item(session=a_session(lifter=a_lifter()))
        first = log(item).row
        with pytest.raises(entries.SlotTakenError) as refused:
            log(item, replace(BENCH_AT_3, reps=9))
        assert refused.value.saved.pk == first.pk
        assert Set.objects.get().reps == 7

    def test_two_lifters_may_use_the_same_key(self):
        key = uuid.uuid4()
        for lifter in (a_lifter(), a_lifter()):
            log(the_item(session=a_session(lifter=lifter)), key=key)
        assert Set.objects.count() == 2

    def test_another_lifters_exercise_is_not_found(self):
        item = the_item(session=a_session(lifter=a_lifter()))
        with pytest.raises(Http404):
            log_set(a_lifter(), item.pk, key=uuid.uuid4(), number=1, entry=BENCH_AT_3, now=NOON)


class TestTheTargetStored:
    def test_the_article_session_has_the_targets_of_the_rulebook(self):
        _, session = the_article()
        expected = {
            "Barbell bench press": [(2, 3, 4)] * 3,
            "Chest-supported row": [(1, 2, 3), (1, 2, 3), (1, 1, 2)],
            "Incline dumbbell press": [(1, 2, 3)] * 3 + [(1, 1, 2)],
            "Cable fly": [(1, 1, 2), (1, 1, 2), (0, 0, 1)],
            "Curl": [(1, 1, 2), (1, 1, 2), (0, 0, 1)],
        }
        for name, targets in expected.items():
            item = the_item(session=session, name=name)
            rows = [logged(item=item, load="20", reps=10) for _ in targets]
            assert [(row.target_low, row.target_aim, row.target_high) for row in rows] == targets

    def test_a_new_movement_is_trained_one_level_lower(self):
        item = the_item(session=a_session(lifter=a_lifter()), name="Curl")
        row = logged(item=item)
        assert (row.target_low, row.target_aim, row.target_high) == (2, 2, 3)
        assert "new_movement" in [reason[0] for reason in row.reasons]

    def test_it_is_not_new_after_four_earlier_sessions_and_is_after_three(self):
        for sessions, low in ((3, 2), (4, 1)):
            lifter = a_lifter()
            for place in range(sessions):
                a_finished_session(lifter=lifter, started=NOON - dt.timedelta(days=2 + place))
            row = logged(item=the_item(session=a_session(lifter=lifter), name="Curl"))
            assert row.target_low == low

    def test_release_and_rulebook_version_stand_with_it(self):
        row = logged(item=the_item(session=a_session(lifter=a_lifter())))
        assert row.rulebook_version
        assert row.risk.release == row.session.release

    def test_a_set_added_after_the_final_one_is_final_too_and_rejudges_nothing(self):
        _, session = the_article()
        item = the_item(session=session, name="Cable fly")
        final = [logged(item=item, load="15", reps=12, rir=1) for _ in range(3)][-1]
        plan_sets(item.athlete, item.pk, change=1)
        added = logged(item=item, load="15", reps=12, rir=1)
        final.refresh_from_db()
        assert final.is_final
        assert added.is_final
        assert (added.target_low, added.target_aim) == (0, 0)

    def test_a_red_check_in_moves_the_targets_to_come_and_no_saved_one(self):
        lifter, session = the_article()
        item = the_item(session=session)
        before = logged(item=item)
        a_red_day(lifter=lifter)
        after = logged(item=the_item(session=session))
        before.refresh_from_db()
        assert (before.target_low, before.target_aim, before.target_high) == (2, 3, 4)
        assert (after.target_low, after.target_aim, after.target_high) == (4, 4, 5)
        assert before.outcome == "on_target"

    def test_a_check_in_of_another_day_does_not_count(self):
        lifter = a_lifter()
        known_movements(lifter=lifter)
        a_red_day(lifter=lifter, at=NOON - dt.timedelta(days=1))
        row = logged(item=the_item(session=a_session(lifter=lifter)))
        assert row.target_aim == 3

    def test_a_check_in_holds_for_a_later_session_of_the_day(self):
        lifter = a_lifter()
        checked_in(lifter=lifter, sleep="under_6")
        later = a_session(lifter=lifter, started=NOON + dt.timedelta(hours=5))
        assert later.readiness == "amber"


class TestTheVerdict:
    def test_bench_at_one_rep_in_reserve_without_safeties_is_a_stop(self):
        _, session = the_article()
        row = logged(item=the_item(session=session), reps=8, rir=1)
        assert row.outcome == "too_close"
        assert codes(row) == {"below_floor": "stop", "safeties_missing": "stop"}

    def test_bench_at_one_rep_in_reserve_with_spotter_arms_is_a_note(self):
        lifter, session = the_article()
        item = the_item(session=session)
        set_safeties(lifter, item.pk, "spotter_arms")
        row = logged(item=item, reps=8, rir=1)
        assert codes(row) == {"too_close": "note"}
        assert (row.target_low, row.judged_by["floor_in_force"]) == (2, 0)

    def test_failure_on_the_flys_first_set_is_not_on_target_and_on_its_final_set_is(self):
        _, session = the_article()
        item = the_item(session=session, name="Cable fly")
        rows = [logged(item=item, load="15", reps=12, rir=rir) for rir in (0, 1)]
        assert rows[0].outcome == "too_close"
        assert codes(rows[0])["early_failure"] == "caution"
        _, other = the_article()
        fly = the_item(session=other, name="Cable fly")
        final = [logged(item=fly, load="15", reps=12, rir=rir) for rir in (1, 1, 0)][-1]
        assert final.outcome == "on_target"
        assert final.warnings == []

    def test_a_blank_effort_stays_blank(self):
        row = logged(item=the_item(session=a_session(lifter=a_lifter())), rir=None)
        assert row.rir_halves is None
        assert row.outcome == "unrated"
        assert codes(row) == {"rir_missing": "note"}

    def test_warm_ups_carry_no_verdict_and_take_no_place_in_the_count(self):
        _, session = the_article()
        item = the_item(session=session, name="Cable fly")
        warm_up = logged(item=item, load="5", reps=15, rir=None, kind="warm_up")
        rows = [logged(item=item, load="15", reps=12, rir=1) for _ in range(3)]
        assert (warm_up.outcome, warm_up.warnings) == ("", [])
        assert [row.is_final for row in rows] == [False, False, True]

    def test_a_second_failure_set_of_the_exercise_finds_the_budget_spent(self):
        _, session = the_article()
        item = the_item(session=session, name="Cable fly")
        rows = [logged(item=item, load="15", reps=12, rir=0) for _ in range(2)]
        assert "budget_spent" in codes(rows[1])
        assert "budget_spent" not in codes(rows[0])

    def test_a_muscle_taken_to_failure_yesterday_is_still_recovering_and_after_two_days_is_not(
        self,
    ):
        for hours, recovering in ((47, True), (50, False)):
            lifter = a_lifter()
            known_movements(lifter=lifter, before=NOON - dt.timedelta(days=20))
            earlier = a_session(lifter=lifter, started=NOON - dt.timedelta(hours=hours))
            for rir in (1, 1, 0):
                logged(item=the_item(session=earlier, name="Curl"), load="30", rir=rir)
            session = a_session(lifter=lifter)
            item = the_item(session=session, name="Curl")
            last = [logged(item=item, load="30", rir=rir) for rir in (1, 1, 0)][-1]
            assert ("muscle_recovering" in codes(last)) is recovering

    def test_what_is_previewed_is_what_is_saved(self):
        _, session = the_article()
        item = the_item(session=session)
        bench, _ = workbench.open_workbench(item.athlete, item.pk)
        entry = replace(BENCH_AT_3, reps=8, rir_halves=2)
        seen = typed_sets.preview(bench, entry, read_facts(bench, at=NOON))
        row = log(item, entry).row
        assert [one.stored()[0] for one in seen.judgement.warnings] == [
            one[0] for one in row.warnings
        ]
        assert (seen.target.low, seen.target.aim) == (row.target_low, row.target_aim)
        assert seen.judgement.outcome == row.outcome

    def test_two_sets_saved_within_seconds_were_typed_in_afterwards_and_have_no_rest(self):
        item = the_item(session=a_session(lifter=a_lifter()))
        first = logged(item=item, at=NOON)
        for seconds, rest in ((19, None), (20, 20), (3600, 3600), (3601, None)):
            at = first.logged_at + dt.timedelta(seconds=seconds)
            row = logged(item=item, at=at)
            assert row.rest_seconds == rest
            row.delete()


class TestEditing:
    def test_an_edited_set_is_judged_again_against_the_target_it_was_shown(self):
        lifter, session = the_article()
        row = logged(item=the_item(session=session), rir=3)
        a_red_day(lifter=lifter)
        edited = acts_sets.edit_set(
            lifter, row.pk, version=1, entry=replace(BENCH_AT_3, rir_halves=2), now=NOON
        )
        assert (edited.target_low, edited.target_aim) == (2, 3)
        assert edited.outcome == "too_close"
        assert "below_floor" in codes(edited)
        assert edited.version == 2

    def test_the_sets_around_it_keep_what_they_were_told(self):
        lifter, session = the_article()
        item = the_item(session=session, name="Cable fly")
        first, second = (logged(item=item, load="15", reps=15, rir=1) for _ in range(2))
        told = (second.outcome, second.warnings)
        entry = SetEntry(reps=25, load=parse_load("15", Unit.KG), rir_halves=0)
        acts_sets.edit_set(lifter, first.pk, version=1, entry=entry, now=NOON)
        second.refresh_from_db()
        assert (second.outcome, second.warnings) == told

    def test_an_edit_of_an_old_version_is_refused_with_the_saved_set(self):
        lifter = a_lifter()
        row = logged(item=the_item(session=a_session(lifter=lifter)))
        acts_sets.edit_set(lifter, row.pk, version=1, entry=BENCH_AT_3, now=NOON)
        with pytest.raises(entries.ChangedElsewhereError) as refused:
            acts_sets.edit_set(
                lifter, row.pk, version=1, entry=replace(BENCH_AT_3, reps=12), now=NOON
            )
        assert refused.value.saved.reps == 7
        row.refresh_from_db()
        assert row.reps == 7

    def test_the_same_edit_sent_twice_is_one_edit(self):
        lifter = a_lifter()
        row = logged(item=the_item(session=a_session(lifter=lifter)))
        for _ in range(2):
            edited = acts_sets.edit_set(lifter, row.pk, version=1, entry=BENCH_AT_3, now=NOON)
        assert edited.version == 2

    def test_a_deleted_set_comes_back_as_it_was(self):
        lifter, session = the_article()
        item = the_item(session=session)
        row = logged(item=item, rir=1)
        acts_sets.delete_set(lifter, row.pk, now=NOON)
        item.refresh_from_db()
        assert (item.working_sets, item.too_close) == (0, 0)
        back = acts_sets.restore_set(lifter, row.pk)
        item.refresh_from_db()
        assert codes(back) == codes(row)
        assert (item.working_sets, item.too_close) == (1, 1)

    def test_another_lifters_set_is_not_found(self):
        row = logged(item=the_item(session=a_session(lifter=a_lifter())))
        stranger = a_lifter()
        for act in (
            lambda: acts_sets.edit_set(stranger, row.pk, version=1, entry=BENCH_AT_3, now=NOON),
            lambda: acts_sets.delete_set(stranger, row.pk, now=NOON),
            lambda: acts_sets.restore_set(stranger, row.pk),
        ):
            with pytest.raises(Http404):
                act()


class TestLoads:
    def test_what_was_typed_is_kept_to_the_thousandth_in_its_unit(self):
        item = the_item(session=a_session(lifter=a_lifter(unit="lb")))
        row = logged(item=item, load="132.277")
        assert (row.load_milli, row.load_unit) == (132277, "lb")
        assert row.load == round(132277 * 453_592_370 / 1000)

    def test_a_pull_up_moves_the_lifter_with_what_hangs_on_them(self):
        lifter = a_lifter()
        lifter.bodyweights.create(
            local_date=NOON.date(), milli=80_000, unit="kg", micrograms=80 * 10**9
        )
        session = a_session(lifter=lifter, workout=None, exercises=["Pull-up"])
        item = the_item(session=session, name="Pull-up")
        for kind, load, moved in (
            ("added", "10", 90),
            ("assisted", "20", 60),
            ("bodyweight", None, 80),
            ("added", None, 80),
        ):
            row = logged(item=item, load=load, load_kind=LoadKind(kind))
            assert row.load == moved * 10**9

    def test_without_a_bodyweight_a_pull_up_has_reps_alone(self):
        session = a_session(lifter=a_lifter(), workout=None, exercises=["Pull-up"])
        row = logged(item=the_item(session=session, name="Pull-up"), load="10")
        assert row.load is None
        assert row.load_milli == 10_000

    def test_an_outside_weight_cannot_be_sent_as_bodyweight(self):
        item = the_item(session=a_session(lifter=a_lifter()))
        with pytest.raises(entries.WrongLoadError):
            log(item, replace(BENCH_AT_3, load=None, load_kind=LoadKind.BODYWEIGHT))
        assert not Set.objects.exists()


class TestAFreeSession:
    def test_the_set_marked_as_last_is_the_final_one(self):
        lifter = a_lifter()
        known_movements(lifter=lifter)
        session = a_session(lifter=lifter, workout=None, exercises=["Cable fly"])
        item = the_item(session=session, name="Cable fly")
        early = logged(item=item, load="15", rir=1)
        last = logged(item=item, load="15", rir=1, is_last=True)
        assert (early.is_final, last.is_final) == (False, True)
        assert (early.target_low, last.target_low) == (1, 0)


class TestWhatTheLoadLeaves:
    """Section 2, step 9: by the estimate, and by what was done."""

    def seen(self, *, days=1, load="80", reps=15, rir=1, now="80"):
        lifter = a_lifter()
        known_movements(lifter=lifter)
        before = a_session(lifter=lifter, started=NOON - dt.timedelta(days=days))
        logged(item=the_item(session=before), load=load, reps=reps, rir=rir)
        finished(before)
        row = logged(item=the_item(session=a_session(lifter=lifter)), load=now, reps=5, rir=3)
        return row.judged_by["context"]

    def test_a_set_of_before_shows_more_than_the_estimate(self):
        kept = self.seen()
        assert (kept["reps_to_failure"], kept["reps_to_failure_seen"]) == (8.0, 16.0)

    @pytest.mark.parametrize(("days", "shows"), [(42, 16.0), (43, 8.0)])
    def test_for_42_days(self, days, shows):
        assert self.seen(days=days)["reps_to_failure_seen"] == shows

    @pytest.mark.parametrize(
        ("reps", "rir", "shows"), [(15, None, 8.0), (21, 1, 8.0), (21, 0, 21.0)]
    )
    def test_where_it_was_rated(self, reps, rir, shows):
        assert self.seen(reps=reps, rir=rir)["reps_to_failure_seen"] == shows

    def test_at_a_much_lighter_load_nothing(self):
        assert "reps_to_failure_seen" not in self.seen(load="90", now="100")

    def test_the_sets_of_today_count_at_once(self):
        lifter = a_lifter()
        known_movements(lifter=lifter)
        item = the_item(session=a_session(lifter=lifter))
        logged(item=item, load="80", reps=15, rir=1)
        assert logged(item=item, load="80").judged_by["context"]["reps_to_failure_seen"] == 16

    def test_a_deleted_set_shows_nothing(self):
        lifter = a_lifter()
        known_movements(lifter=lifter)
        item = the_item(session=a_session(lifter=lifter))
        row = logged(item=item, load="80", reps=15, rir=1)
        acts_sets.delete_set(lifter, row.pk, now=NOON)
        assert logged(item=item, load="80").judged_by["context"]["reps_to_failure_seen"] == 8

    def test_a_load_too_heavy_is_said_while_it_is_typed_and_never_of_a_saved_set(self):
        lifter = a_lifter()
        known_movements(lifter=lifter)
        item = the_item(session=a_session(lifter=lifter))
        bench, _ = workbench.open_workbench(lifter, item.pk)
        facts = read_facts(bench, at=NOON)
        heavy = replace(BENCH_AT_3, load=parse_load("100", Unit.KG))
        said = typed_sets.preview(bench, heavy, facts).while_typed
        assert ("load_too_heavy", "caution") in [(one.code, str(one.severity)) for one in said]
        assert "load_too_heavy" not in codes(log(item, heavy).row)


class TestSaidOnce:
    """Section 4: what speaks once a session speaks once whatever the exercise."""

    def failed(self, session, name, **named):
        item = the_item(session=session, name=name)
        return logged(item=item, load="15", reps=10, rir=0, **named)

    def test_a_spent_budget_is_said_once_a_session(self):
        _, session = the_article()
        first = self.failed(session, "Cable fly")
        again = [self.failed(session, "Cable fly"), self.failed(session, "Curl")]
        third = self.failed(session, "Curl")
        assert "budget_spent" not in codes(first)
        assert [codes(one).get("budget_spent") for one in (*again, third)] == [
            "caution", None, None,
        ]  # fmt: skip

    def test_a_recovering_muscle_is_said_once_an_exercise(self):
        lifter = a_lifter()
        known_movements(lifter=lifter)
        before = a_session(lifter=lifter, started=NOON - dt.timedelta(days=1))
        for name in ("Cable fly", "Curl"):
            self.failed(before, name)
        finished(before)
        session = a_session(lifter=lifter)
        rows = [self.failed(session, name) for name in ("Cable fly", "Cable fly", "Curl")]
        assert ["muscle_recovering" in codes(one) for one in rows] == [True, False, True]

    def test_an_edit_reads_what_was_said_elsewhere_before_it(self):
        lifter, session = the_article()
        self.failed(session, "Cable fly")
        self.failed(session, "Cable fly")
        row = self.failed(session, "Curl", at=NOON + dt.timedelta(minutes=20))
        edited = acts_sets.edit_set(
            lifter, row.pk, version=1, entry=replace(entries.entry_of(row), reps=9), now=NOON
        )
        assert "budget_spent" not in codes(edited)

    def test_what_was_said_of_a_deleted_set_was_not_said(self):
        lifter, session = the_article()
        self.failed(session, "Cable fly")
        said = self.failed(session, "Cable fly")
        acts_sets.delete_set(lifter, said.pk, now=NOON)
        self.failed(session, "Curl")
        again = self.failed(session, "Curl")
        assert "budget_spent" in codes(again)


class TestATestSet:
    def test_there_is_none_in_a_deload(self):
        _, session = the_article()
        session.is_deload = True
        session.save()
        item = the_item(session=session, name="Cable fly")
        for _ in range(2):
            logged(item=item, load="15", reps=12, rir=4)
        row = logged(item=item, load="15", reps=14, rir=0, is_test=True)
        assert not row.is_test
        assert row.judged_by["test_refused"] == "test_in_deload"

    def test_it_is_granted_on_the_final_set_of_a_safer_lift(self):
        _, session = the_article()
        item = the_item(session=session, name="Cable fly")
        for _ in range(2):
            logged(item=item, load="15", reps=12, rir=1)
        row = logged(item=item, load="15", reps=14, rir=0, is_test=True)
        assert row.is_test
        assert (row.target_low, row.target_aim, row.target_high) == (0, 0, 1)
        item = SessionExercise.objects.get(pk=item.pk)
        assert (item.failure_sets, item.budget_failures) == (1, 0)

    def test_a_second_one_within_two_weeks_is_an_ordinary_set(self):
        _, session = the_article()
        for name in ("Cable fly", "Curl"):
            item = the_item(session=session, name=name)
            rows = [logged(item=item, load="15", reps=12, rir=1) for _ in range(2)]
            rows.append(logged(item=item, load="15", reps=14, rir=0, is_test=True))
        assert not rows[-1].is_test
        assert rows[-1].judged_by["test_refused"] == "test_too_soon"
