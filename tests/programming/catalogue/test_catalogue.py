"""Looking exercises up, and a lifter's own."""

import pytest
from django.core.exceptions import ValidationError

from programming.catalogue.entries import current_release, entries, entry_for, exercise_named
from programming.catalogue.own import create_own_exercise, own_entries, unknown_risk
from programming.models import Alias, CatalogueRelease, Exercise, RiskEntry
from programming.names import clean_name, normalised


def test_without_a_release_the_reason_is_said(no_catalogue):
    with pytest.raises(CatalogueRelease.DoesNotExist, match="run load_catalogue"):
        current_release()


def test_a_release_that_is_not_published_is_not_in_force(release):
    draft = CatalogueRelease.objects.create()
    assert current_release() == release
    with pytest.raises(CatalogueRelease.DoesNotExist):
        entries(draft.pk)


def test_entries_are_read_once(release, django_assert_num_queries):
    entries(release.pk)
    with django_assert_num_queries(0):
        known = entries(release.pk)
        for exercise_id in known:
            assert entry_for(exercise_id, release) is known[exercise_id]
            assert known[exercise_id].exercise.slug


def test_entries_cannot_be_added_or_taken_away_in_memory(release):
    with pytest.raises(TypeError):
        entries(release.pk)[0] = None  # type: ignore[index]


def test_an_own_exercise_is_found_for_its_owner_alone(release, lifter, another_lifter):
    own = create_own_exercise(lifter, "Zercher carry", is_compound=True, primary_muscles=["glutes"])
    assert entry_for(own.exercise_id, release, lifter) == own
    for stranger in (another_lifter, None):
        with pytest.raises(RiskEntry.DoesNotExist):
            entry_for(own.exercise_id, release, stranger)


def test_an_exercise_that_does_not_exist_is_not_found(release, lifter):
    with pytest.raises(RiskEntry.DoesNotExist):
        entry_for(10**9, release, lifter)


@pytest.mark.parametrize(("is_compound", "role"), [(True, "secondary"), (False, "isolation")])
def test_unknown_risk_is_avoid_with_floor_2_and_nothing_helps(is_compound, role):
    entry = unknown_risk("Sled", is_compound=is_compound, primary_muscles=["quadriceps"])
    assert (entry.tier, entry.floor, entry.floor_with_safeties) == ("avoid", 2, None)
    assert entry.default_role == role
    assert not any(entry.counts(safety) for safety in ("", "pins", "spotter", "machine_stops"))


@pytest.mark.parametrize(
    ("muscles", "is_lower"), [(["glutes"], True), (["chest"], False), ([], False)]
)
def test_an_own_exercise_is_lower_body_by_its_muscles(muscles, is_lower):
    assert unknown_risk("Sled", is_compound=True, primary_muscles=muscles).is_lower_body is is_lower


def test_an_own_exercise_is_kept_as_one_entry_without_release(release, lifter):
    made = create_own_exercise(lifter, "  Sandbag  toss ", is_compound=True, primary_muscles=[])
    assert own_entries(lifter) == [made]
    stored = RiskEntry.objects.get(pk=made.pk)
    assert (stored.name, stored.release, stored.exercise.owner) == ("Sandbag toss", None, lifter)
    stored.full_clean()


@pytest.mark.parametrize(
    "again", ["Sandbag toss", "sandbag TOSS", "Sandbag-toss", " sandbag  toss! "]
)
def test_the_same_name_twice_is_refused(release, lifter, another_lifter, again):
    create_own_exercise(lifter, "Sandbag toss", is_compound=True, primary_muscles=[])
    with pytest.raises(ValueError, match=r"^You already have an exercise named"):
        create_own_exercise(lifter, again, is_compound=True, primary_muscles=[])
    create_own_exercise(another_lifter, again, is_compound=True, primary_muscles=[])


@pytest.mark.parametrize("name", ["Barbell squat", "barbell SQUAT", "Back squat", "RDL"])
def test_what_the_catalogue_has_is_not_made_again(release, lifter, name):
    with pytest.raises(ValueError, match=r"^The catalogue has it already, as "):
        create_own_exercise(lifter, name, is_compound=True, primary_muscles=[])
    assert not Exercise.objects.filter(owner=lifter).exists()


def test_two_requests_for_the_same_name_at_once_make_one(release, lifter, monkeypatch):
    create_own_exercise(lifter, "Sandbag toss", is_compound=True, primary_muscles=[])
    # The second looked before the first was there.
    monkeypatch.setattr("programming.catalogue.own.own_entries", lambda _: [])
    with pytest.raises(ValueError, match="You already have"):
        create_own_exercise(lifter, "Sandbag toss", is_compound=True, primary_muscles=[])
    assert Exercise.objects.filter(owner=lifter).count() == 1


def test_names_in_other_scripts_have_slugs_of_their_own(release, lifter):
    slugs = [
        create_own_exercise(lifter, name, is_compound=True, primary_muscles=[]).exercise.slug
        for name in ("Жим лёжа", "Тяга", "深蹲", "x" * 120, "x" * 119)
    ]
    assert len(set(slugs)) == len(slugs)
    assert all(0 < len(slug) <= 80 for slug in slugs)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "Sled\x00push",
        "\x00",
        "Sled\npush",
        "Sled\tpush",
        "Sled\x1bpush",
        "Sled\x85push",
        "\u202epush",
        "push\u200f",
        "\u2066push",
        "\ud800",
        "💪",
        "...",
        "x" * 121,
        "x" * 10_000,
        " " * 10_000 + "x",
    ],
    ids=ascii,
)
def test_what_cannot_be_a_name_is_refused_with_a_sentence(release, lifter, name):
    with pytest.raises(ValueError, match=r"^(Use|Give) .*\.$"):
        create_own_exercise(lifter, name, is_compound=True, primary_muscles=[])
    assert not Exercise.objects.filter(owner=lifter).exists()


@pytest.mark.parametrize("name", ["x", "x" * 120, "Sled 💪", "Björn’s curl", "<b>Sled</b>", "21s"])
def test_what_can_be_a_name_is_kept_as_typed(name):
    assert clean_name(name) == name


@pytest.mark.parametrize("muscle", ["bicep", "", "\x00", "chest "])
def test_an_unknown_muscle_is_refused(release, lifter, muscle):
    with pytest.raises(ValueError, match="Choose the muscles from the list"):
        create_own_exercise(lifter, "Sled", is_compound=True, primary_muscles=[muscle])


@pytest.mark.parametrize(
    ("one", "other", "are_equal"),
    [
        ("Bench Press (Barbell)", "bench press barbell", True),
        ("Pull-up", "PULL  UP", True),
        ("Ｃｕｒｌ", "Curl", True),
        ("Cable Fly High to Low", "Cable Fly Low to High", False),
        ("Press", "Presses", False),
        ("Пресс", "пресс", True),
    ],
)
def test_names_are_equal_without_case_and_punctuation_but_in_their_order(one, other, are_equal):
    assert (normalised(one) == normalised(other)) is are_equal


def test_an_app_s_own_meaning_goes_before_everyone_s(release):
    def means(name: str, app: str = "") -> str | None:
        found = exercise_named(name, release, app)
        return found.name if found else None

    assert means("triceps EXTENSION", "strong") == "Overhead dumbbell triceps extension"
    assert means("Triceps extension") is None
    assert means("Back extension", "liftosaur") == "Machine back extension"
    assert means("Back extension", "strong") == "Back extension"
    assert means("Lunge", "hevy") == "Bodyweight lunge"
    assert means("Lunge", "liftosaur") == "Barbell lunge"
    assert means("Lunge") == "Dumbbell lunge"
    assert means("Squat", "hevy") == "Barbell squat"
    assert means("Curl", "hevy") == "Curl"


def test_a_name_costs_one_query_however_many_aliases_there_are(release, django_assert_num_queries):
    exercise_named("Squat", release)
    with django_assert_num_queries(1):
        exercise_named("Bench Press (Barbell)", release, "hevy")


@pytest.mark.parametrize("name", ["", "  ", "Barbel squat", "Squat barbell heavy", "x" * 10_000])
def test_a_name_is_never_guessed_at(release, name):
    assert exercise_named(name, release) is None


def test_an_alias_of_an_exercise_outside_the_release_means_nothing(release):
    gone = Exercise.objects.create(slug="gone")
    Alias.objects.create(exercise=gone, name="Gone press")
    assert exercise_named("Gone press", release) is None


def test_only_safeties_that_are_named_count(release):
    by_name = {entry.name: entry for entry in entries(release.pk).values()}
    squat, curl = by_name["Barbell squat"], by_name["Curl"]
    assert squat.counts("pins")
    assert squat.counts("spotter_arms")
    assert not squat.counts("spotter")
    assert not squat.counts("machine_stops")
    assert not squat.counts("")
    assert not curl.counts("pins")


def test_an_entry_with_unknown_muscles_or_safeties_is_refused():
    entry = unknown_risk("Sled", is_compound=True, primary_muscles=["leg"])
    entry.safeties, entry.floor_with_safeties = ["luck"], 1
    with pytest.raises(ValidationError) as refusal:
        entry.clean()
    assert refusal.value.message_dict == {
        "primary_muscles": ["Unknown: leg."],
        "safeties": ["Unknown: luck."],
    }
