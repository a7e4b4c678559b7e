"""Exercise search: what a lifter types with one thumb, and what comes first."""

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programming.catalogue.entries import current_release, entries, exercise_named
from programming.catalogue.own import create_own_exercise
from programming.catalogue.search import search
from programming.models import Alias, Exercise, RiskEntry


def _names(query: str, release, user=None, limit: int = 20, **options) -> list[str]:
    return [entry.name for entry in search(query, user, release, limit, **options)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Barbell bench press", "Barbell bench press"),
        ("bench", "Barbell bench press"),
        ("Bench Press (Dumbbell)", "Dumbbell bench press"),
        ("RDL", "Romanian deadlift"),
        ("db rdl", "Dumbbell Romanian deadlift"),
        ("ohp", "Barbell overhead press"),
        ("BB bench", "Barbell bench press"),
        ("c&j", "Clean and jerk"),
        ("deadlift", "Barbell deadlift"),
        ("squat", "Barbell squat"),
        ("curl", "Curl"),
        ("pullup", "Pull-up"),
        ("pull up", "Pull-up"),
        ("PULL-UP", "Pull-up"),
        ("lat pull down", "Lat pulldown"),
        ("skull crusher", "Skullcrusher"),
        ("arnol", "Arnold press"),
        ("chest supp", "Chest-supported row"),
        ("incline dumbbell pre", "Incline dumbbell press"),
        ("smith squat", "Smith machine squat"),
        ("press leg", "Leg press"),
    ],
)
def test_a_name_an_alias_or_its_beginning_comes_first(release, query, first):
    assert _names(query, release)[0] == first


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("bnech press", "Barbell bench press"),
        ("sqaut", "Barbell squat"),
        ("deadlfit", "Barbell deadlift"),
        ("romainan", "Romanian deadlift"),
        ("lateral rasie", "Lateral raise"),
        ("skul crusher", "Skullcrusher"),
        ("bulgrian", "Bulgarian split squat"),
        ("hamer curl", "Hammer curl"),
        ("hip thurst", "Barbell hip thrust"),
        ("pec dec", "Machine fly"),
        ("tricpes pushdown", "Triceps pushdown"),
        ("leg extention", "Leg extension"),
    ],
)
def test_a_slip_of_the_thumb_is_forgiven(release, query, first):
    assert _names(query, release)[0] == first


@pytest.mark.parametrize("query", ["hamstrings", "hamstring", "hamstrngs"])
def test_a_muscle_finds_what_trains_it_most_first(release, query):
    found = search(query, None, release)
    assert len(found) >= 10
    primary = ["hamstrings" in entry.primary_muscles for entry in found]
    secondary = ["hamstrings" in entry.secondary_muscles for entry in found]
    assert all(one or other for one, other in zip(primary, secondary, strict=True))
    assert primary == sorted(primary, reverse=True)


@pytest.mark.parametrize(
    ("query", "equipment"), [("kettlebell", "kettlebell"), ("smith", "smith_machine")]
)
def test_equipment_finds_what_is_done_with_it(release, query, equipment):
    known = entries(release.pk).values()
    found = {entry.pk for entry in search(query, None, release, 200)}
    assert {entry.pk for entry in known if entry.equipment == equipment} <= found


def test_muscle_and_equipment_together_narrow_the_list(release):
    found = search("biceps cable", None, release)
    assert found[0].name == "Cable curl"
    assert all(entry.equipment == "cable" for entry in found)


def test_a_list_with_every_word_leaves_out_what_has_only_some(release):
    assert _names("pendulum squat", release) == ["Pendulum squat"]


def test_a_word_too_many_still_finds_what_has_the_others(release):
    assert "Barbell bench press" in _names("bench press xyzzy", release)


@pytest.mark.parametrize("query", ["lateral raise", "lateral rai", "side raise"])
def test_a_name_with_a_word_between_those_asked_for_comes_after_those_without(release, query):
    found = _names(query, release)

    assert found[:3] == ["Lateral raise", "Band lateral raise", "Cable lateral raise"]
    assert found.index("Side-lying hip abduction") > found.index("Machine lateral raise")


def test_words_written_as_one_in_a_name_stand_side_by_side_too(release):
    assert _names("pull down", release)[:2] == ["Lat pulldown", "Behind-the-neck lat pulldown"]


@pytest.mark.parametrize(
    "query", ["xyzzy", "!!!", "\x00", "💪", "\u200f", "１２３４", "x" * 10_000]
)
def test_what_means_nothing_finds_nothing(release, query):
    assert _names(query, release) == []


@pytest.mark.parametrize("query", ["rdk", "ohq"])
def test_short_words_are_taken_as_they_are(release, query):
    assert _names(query, release) == []


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=st.text(max_size=200))
def test_anything_may_be_typed(release, query):
    assert len(search(query, None, release, 5)) <= 5


@pytest.mark.parametrize("query", ["", "  "])
def test_nothing_typed_lists_all_the_recent_first(release, query):
    by_name = {entry.name: entry.exercise_id for entry in entries(release.pk).values()}
    boost = {by_name["Leg press"]: 2.0, by_name["Curl"]: 3.0}
    assert _names(query, release, boost=boost)[:3] == ["Curl", "Leg press", "21s curl"]
    assert len(_names(query, release, limit=5000)) == len(by_name)


def test_a_boost_lifts_a_recent_exercise_among_its_like(release):
    by_name = {entry.name: entry.exercise_id for entry in entries(release.pk).values()}
    assert _names("curl", release)[0] == "Curl"
    assert _names("curl", release, boost={by_name["Hammer curl"]: 60.0})[0] == "Hammer curl"
    assert "Leg press" not in _names("curl", release, boost={by_name["Leg press"]: 60.0})


def test_what_changes_in_an_own_exercise_counts_at_once(release, lifter):
    made = create_own_exercise(lifter, "Zercher carry", is_compound=True, primary_muscles=[])
    assert _names("zercher carry", release, lifter)[0] == "Zercher carry"
    assert "Zercher carry" not in _names("glutes", release, lifter, 500)

    RiskEntry.objects.filter(pk=made.pk).update(name="Yoke walk", primary_muscles=["glutes"])

    assert _names("yoke walk", release, lifter)[0] == "Yoke walk"
    assert "Yoke walk" in _names("glutes", release, lifter, 500)
    assert "Zercher carry" not in _names("zercher carry", release, lifter)


@pytest.mark.parametrize("query", ["", "press", "pres", "glutes", "zzz bench", "sqaut"])
def test_a_short_list_is_the_beginning_of_the_long_one(release, lifter, query):
    create_own_exercise(lifter, "Zebra press", is_compound=True, primary_muscles=["glutes"])
    boost = {entry.exercise_id: 5.0 for entry in search("curl", None, release, 3)}
    everything = _names(query, release, lifter, 5000, boost=boost)
    assert len(everything) > 10
    assert _names(query, release, lifter, 10, boost=boost) == everything[:10]


def test_the_limit_is_kept(release):
    assert len(_names("press", release, limit=3)) == 3


def test_a_lifter_finds_own_exercises_and_nobody_else_does(release, lifter, another_lifter):
    create_own_exercise(lifter, "Zercher carry", is_compound=True, primary_muscles=["glutes"])
    for query in ("zercher", "zerchre", "zercher car"):
        assert _names(query, release, lifter)[0] == "Zercher carry"
        assert "Zercher carry" not in _names(query, release, another_lifter)
        assert "Zercher carry" not in _names(query, release)
    assert "Zercher carry" in _names("glutes", release, lifter, 500)
    assert "Zercher carry" in _names("", release, lifter, 5000)


def test_what_one_app_alone_means_by_a_name_says_nothing_here(release):
    meant = exercise_named("Back extension", release, "liftosaur")
    assert meant is not None
    assert meant.name == "Machine back extension"
    assert _names("back extension", release)[0] == "Back extension"


def test_an_alias_added_or_taken_away_counts_at_once(release):
    alias = Alias.objects.create(exercise=Exercise.objects.get(slug="curl"), name="Armbeuge")
    assert _names("armbeuge", release) == ["Curl"]
    alias.delete()
    assert _names("armbeuge", release) == []


def test_an_old_release_is_searched_as_it_was(release, tmp_path):
    from programming.datafiles import EXERCISES

    path = tmp_path / "new.csv"
    path.write_text(EXERCISES.read_text().replace(",Ab wheel,", ",Belly roller,"))
    call_command("load_catalogue", exercises=path)
    assert _names("belly", current_release()) == ["Belly roller"]
    assert _names("belly", release) == []


def test_a_search_runs_two_queries_however_long_the_list(
    release, lifter, django_assert_num_queries
):
    create_own_exercise(lifter, "Zercher carry", is_compound=True, primary_muscles=["glutes"])
    search("bench", lifter, release)
    with django_assert_num_queries(2):
        search("bench press", lifter, release)
