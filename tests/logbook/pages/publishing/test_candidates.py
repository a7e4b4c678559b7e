"""Lifters' own exercises as candidates: ranked by use, adopted into a draft, merged."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from logbook.acts.session_exercises import add_exercise
from logbook.models import ExerciseRecord, Favourite, SessionExercise, Set
from logbook.pages.exercises.acts import put_star
from logbook.pages.publishing.candidates import CandidateError, adopt, candidates, merge
from programming.catalogue.classification import UNANSWERED
from programming.catalogue.entries import current_release, exercise_named
from programming.catalogue.own import (
    change_own_exercise,
    create_own_exercise,
    offer,
    own_entries,
)
from programming.catalogue.search import search
from programming.models import Alias, Exercise
from programming.releases.publish import new_draft, publish
from tests.logbook.given import NOON, a_lifter, a_session, finished, logged, logged_in

pytestmark = pytest.mark.usefixtures("release", "publishing")

DAY = dt.timedelta(days=1)


def own(lifter, name="Zercher carry", sets=0, started=NOON, *, is_offered=True, muscle="glutes"):
    """An exercise of the lifter's own with so many sets in a finished session; offered."""
    entry = create_own_exercise(lifter, name, is_compound=True, primary_muscles=[muscle])
    offer(entry, is_offered=is_offered)
    if sets:
        log(lifter, entry.exercise_id, sets, started)
    return entry


def log(lifter, exercise_id, sets=2, started=NOON, **named):
    session = a_session(lifter=lifter, workout=None, exercises=["Curl"], started=started)
    item = add_exercise(lifter, session.pk, exercise_id)
    for _ in range(sets):
        logged(item=item, load="60", **named)
    return finished(session)


def the(slug):
    return Exercise.objects.get(slug=slug, owner=None)


def verdicts():
    return list(
        Set.objects.order_by("pk").values(
            "pk", "risk_id", "outcome", "warnings", "target_low", "target_aim", "target_high",
            "judged_by", "reasons", "rulebook_version",
        )
    )  # fmt: skip


def test_candidates_are_ranked_by_lifters_then_name_and_name_nobody():
    first, second = a_lifter(name="Mara"), a_lifter()
    own(first, "Zercher carry", sets=1)
    own(second, "ZERCHER  carry", sets=1, muscle="quadriceps")
    own(first, "Never done")
    own(first, "anvil lift", sets=5, started=NOON + DAY)

    found = candidates()

    assert [(one.name, one.lifters) for one in found] == [
        ("ZERCHER carry", 2),
        ("anvil lift", 1),
        ("Never done", 1),
    ]
    assert found[0].tiers == (("avoid", 2),)
    assert found[0].muscles == ("glutes", "quadriceps")
    assert "Mara" not in str(found)
    assert first.email not in str(found)


def test_what_one_lifter_made_is_no_candidate_until_they_offer_it_and_after_they_take_it_back():
    entry = own(a_lifter(), is_offered=False)
    draft = new_draft(None)
    assert candidates() == []
    with pytest.raises(CandidateError, match="No exercise of this name"):
        adopt("zercher carry", draft)
    with pytest.raises(CandidateError, match="No exercise of this name"):
        merge("zercher carry", the("curl"))

    offer(entry, is_offered=True)
    assert [one.name for one in candidates()] == ["Zercher carry"]

    offer(entry, is_offered=False)
    assert candidates() == []


def test_what_two_lifters_made_is_a_name_and_a_count_and_no_more():
    own(a_lifter(), is_offered=False)
    own(a_lifter(), "zercher-carry", is_offered=False)

    (found,) = candidates()

    assert (found.name, found.lifters) == ("Zercher carry", 2)
    assert (found.muscles, found.tiers) == ((), ())


def test_another_name_is_not_what_was_offered():
    lifter = a_lifter()
    entry = own(lifter)

    def renamed(name):
        change_own_exercise(
            lifter,
            entry.exercise_id,
            name,
            is_compound=True,
            primary_muscles=["glutes"],
            answers=UNANSWERED,
            load_kind="external",
            is_unilateral=False,
        )

    renamed("Zercher-Carry")
    assert [one.name for one in candidates()] == ["Zercher-Carry"]

    renamed("Carry after Mara left")
    assert candidates() == []


def test_adopting_puts_it_into_a_draft_as_careful_as_its_lifters_were():
    lifter = a_lifter()
    own(lifter)
    draft = new_draft(None)

    entry = adopt("zercher carry", draft)

    assert (entry.release, entry.exercise.owner, entry.exercise.slug) == (
        draft,
        None,
        "zercher-carry",
    )
    assert (entry.name, entry.tier, entry.floor) == ("Zercher carry", "avoid", 2)
    assert exercise_named("Zercher carry", current_release()) is None
    assert [one.name for one in candidates()] == ["Zercher carry"]


def test_it_is_adopted_once_and_not_what_the_catalogue_has():
    lifter = a_lifter()
    own(lifter)
    draft = new_draft(None)
    adopt("zercher carry", draft)

    with pytest.raises(CandidateError, match="has an exercise of this name already"):
        adopt("zercher carry", draft)
    publish(draft, by=None, reason="Many do it.", now=timezone.now())
    with pytest.raises(CandidateError, match="has it already, as Zercher carry"):
        adopt("zercher carry", new_draft(None))
    with pytest.raises(CandidateError, match="No exercise of this name"):
        adopt("nobody's", new_draft(None))


def test_a_merge_keeps_everyones_history_and_every_verdict():
    lifters = [a_lifter(), a_lifter()]
    entries = [own(one, sets=3) for one in lifters]
    for one in lifters:
        log(one, the("curl").pk, started=NOON + DAY)
    before = verdicts()

    assert merge("zercher carry", the("curl")) == 2

    assert verdicts() == before
    for lifter, entry in zip(lifters, entries, strict=True):
        curls = Set.objects.visible_to(lifter).filter(exercise=the("curl"))
        assert curls.filter(risk=entry).count() == 3
        assert curls.count() == 5
        assert not SessionExercise.objects.filter(exercise=entry.exercise).exists()
        assert not own_entries(lifter)
        assert entry not in search("zercher", lifter, current_release())
        assert not ExerciseRecord.objects.filter(exercise_id=entry.exercise_id).exists()
    assert candidates() == []


def test_after_a_merge_the_name_finds_the_exercise_and_is_not_made_again():
    lifter = a_lifter()
    own(lifter)

    merge("zercher carry", the("curl"))

    found = exercise_named("Zercher carry", current_release())
    assert found is not None
    assert found.exercise == the("curl")
    with pytest.raises(ValueError, match="The catalogue has it already, as Curl"):
        own(lifter)


def test_a_merge_leaves_a_name_that_means_something_else():
    lifter = a_lifter()
    own(lifter, "Anvil lift")
    Alias.objects.create(exercise=the("cable-fly"), name="Anvil lift", app="")

    merge("anvil lift", the("curl"))

    assert Alias.objects.get(name="Anvil lift").exercise == the("cable-fly")


def test_a_merge_while_its_session_runs_moves_what_is_logged_later_too():
    lifter = a_lifter()
    entry = own(lifter)
    session = a_session(lifter=lifter, workout=None, exercises=["Curl"])
    item = add_exercise(lifter, session.pk, entry.exercise_id)
    first = logged(item=item)

    merge("zercher carry", the("curl"))
    second = logged(item=item)

    first.refresh_from_db()
    assert first.exercise == second.exercise == the("curl")
    assert second.risk == entry


def test_records_go_on_across_a_merge():
    lifter = a_lifter()
    own(lifter, sets=2)
    log(lifter, the("curl").pk, started=NOON + DAY)

    merge("zercher carry", the("curl"))

    kept = ExerciseRecord.objects.visible_to(lifter).order_by("local_date")
    assert {row.exercise_id for row in kept} == {the("curl").pk}
    assert len(kept) == 1


def test_a_star_and_the_page_of_an_exercise_go_where_its_history_went():
    lifter = a_lifter()
    entry = own(lifter)
    put_star(lifter, entry.exercise, is_on=True)

    merge("zercher carry", the("curl"))

    assert [one.exercise for one in Favourite.objects.visible_to(lifter)] == [the("curl")]
    shown = logged_in(lifter).get(reverse("exercise_detail", args=[entry.exercise_id]))
    assert shown["Location"] == reverse("exercise_detail", args=[the("curl").pk])


def test_ranking_candidates_asks_as_much_of_many_as_of_few():
    lifter = a_lifter()

    def queries():
        with CaptureQueriesContext(connection) as asked:
            candidates()
        return len(asked)

    own(lifter)
    few = queries()
    for number in range(5):
        own(lifter, f"Lift number {number}")

    assert queries() == few


def test_only_the_catalogues_exercise_takes_others_over():
    lifter = a_lifter()
    entry = own(lifter)
    own(lifter, "Anvil lift")

    with pytest.raises(CandidateError, match="Only an exercise of the catalogue"):
        merge("anvil lift", entry.exercise)
    with pytest.raises(CandidateError, match="No exercise of this name"):
        merge("nobody's", the("curl"))


def test_other_names_and_other_lifters_exercises_stay():
    lifter, another = a_lifter(), a_lifter()
    own(lifter, sets=1)
    stays = own(another, "Anvil lift", sets=2)

    merge("zercher carry", the("curl"))

    assert Set.objects.visible_to(another).filter(exercise=stays.exercise).count() == 2
    assert [entry.name for entry in own_entries(another)] == ["Anvil lift"]
