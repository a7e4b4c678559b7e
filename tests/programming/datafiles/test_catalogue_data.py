"""The data file against rulebook 3. Long: every row's doubtful risk by name, so that a change is deliberate."""

import re
from pathlib import Path

import pytest
from django.utils.text import slugify

from programming.choices import Equipment, Muscle, Pattern, Tier
from programming.datafiles import read_exercises
from programming.loads import LoadKind
from programming.models import RiskEntry
from programming.names import normalised

ROWS = read_exercises().rows
ENTRIES = [row.entry for row in ROWS]

# The risk of every row a second time, by tier, reviewed by a person.
REVIEWED = (Path(__file__).parents[1] / "data" / "reviewed_risks.txt").read_text(encoding="utf-8")

# Not in the table of rulebook 3: decided by its questions to a lifter, one by one.
BY_THE_QUESTIONS = {
    # Trapped under it, or the lower back is the limit: avoid, 2.
    "Smith machine bench press": ("avoid", 2),
    "Smith machine incline bench press": ("avoid", 2),
    "Smith machine squat": ("avoid", 2),
    "Smith machine overhead press": ("avoid", 2),
    "T-bar row": ("avoid", 2),
    "Bent-over dumbbell row": ("avoid", 2),
    "Smith machine row": ("avoid", 2),
    "Kettlebell swing": ("avoid", 2),
    "Back extension": ("avoid", 2),
    "Machine back extension": ("avoid", 2),
    "Smith machine decline bench press": ("avoid", 2),
    "Smith machine close-grip bench press": ("avoid", 2),
    "Log press": ("avoid", 2),
    "Double kettlebell row": ("avoid", 2),
    "Gorilla row": ("avoid", 2),
    "Band bent-over row": ("avoid", 2),
    "Barbell hack squat": ("avoid", 2),
    "Smith machine front squat": ("avoid", 2),
    "Smith machine hack squat": ("avoid", 2),
    "Jefferson curl": ("avoid", 2),
    "Single-arm kettlebell swing": ("avoid", 2),
    "American kettlebell swing": ("avoid", 2),
    "Superman": ("avoid", 2),
    "Reverse hyperextension": ("avoid", 2),
    # Balance is the limit, or it cannot simply be put down: caution, 1.
    "Assisted dip": ("caution", 1),
    "Assisted pull-up": ("caution", 1),
    "Bench dip": ("caution", 1),
    "Dumbbell fly": ("caution", 1),
    "Dumbbell pullover": ("caution", 1),
    "One-arm dumbbell row": ("caution", 1),
    "Goblet squat": ("caution", 1),
    "Barbell hip thrust": ("caution", 1),
    "Skullcrusher": ("caution", 1),
    "Dumbbell skullcrusher": ("caution", 1),
    "Overhead dumbbell triceps extension": ("caution", 1),
    "Ab wheel": ("caution", 1),
    "Kettlebell floor press": ("caution", 1),
    "Ring push-up": ("caution", 1),
    "Handstand push-up": ("caution", 1),
    "Incline dumbbell fly": ("caution", 1),
    "Decline dumbbell fly": ("caution", 1),
    "Dumbbell around the world": ("caution", 1),
    "Ring fly": ("caution", 1),
    "Landmine press": ("caution", 1),
    "Single-arm landmine press": ("caution", 1),
    "Kettlebell overhead press": ("caution", 1),
    "Double kettlebell overhead press": ("caution", 1),
    "Bottoms-up kettlebell press": ("caution", 1),
    "Seal row": ("caution", 1),
    "Renegade row": ("caution", 1),
    "Kettlebell row": ("caution", 1),
    "Muscle-up": ("caution", 1),
    "Ring muscle-up": ("caution", 1),
    "Barbell pullover": ("caution", 1),
    "Landmine squat": ("caution", 1),
    "Dumbbell squat": ("caution", 1),
    "Dumbbell front squat": ("caution", 1),
    "Heels-elevated goblet squat": ("caution", 1),
    "Sissy squat": ("caution", 1),
    "Barbell glute bridge": ("caution", 1),
    "Smith machine hip thrust": ("caution", 1),
    "Glute-ham raise": ("caution", 1),
    "Nordic curl": ("caution", 1),
    "Reverse Nordic curl": ("caution", 1),
    "Barbell calf raise": ("caution", 1),
    "Overhead plate raise": ("caution", 1),
    "Dumbbell rear delt row": ("caution", 1),
    "Single-arm overhead dumbbell triceps extension": ("caution", 1),
    "Overhead barbell triceps extension": ("caution", 1),
    "Tate press": ("caution", 1),
    "Incline skullcrusher": ("caution", 1),
    "Bodyweight triceps extension": ("caution", 1),
    "Dragon flag": ("caution", 1),
    "GHD sit-up": ("caution", 1),
    "Barbell rollout": ("caution", 1),
    "Landmine twist": ("caution", 1),
    "Kettlebell windmill": ("caution", 1),
    "Turkish get-up": ("caution", 1),
    "Kettlebell halo": ("caution", 1),
    "Lying neck curl": ("caution", 1),
    "Lying neck extension": ("caution", 1),
    "Overhead carry": ("caution", 1),
    "Yoke walk": ("caution", 1),
    # Neither: safer, 0.
    "Push-up": ("safer", 0),
    "Inverted row": ("safer", 0),
    "Bodyweight squat": ("safer", 0),
    "Machine hip thrust": ("safer", 0),
    "Dumbbell calf raise": ("safer", 0),
    "Front raise": ("safer", 0),
    "Reverse dumbbell fly": ("safer", 0),
    "Barbell shrug": ("safer", 0),
    "Dumbbell shrug": ("safer", 0),
    "Smith machine shrug": ("safer", 0),
    "Crunch": ("safer", 0),
    "Machine crunch": ("safer", 0),
    "Hanging leg raise": ("safer", 0),
    "Hanging knee raise": ("safer", 0),
    "Band chest press": ("safer", 0),
    "Knee push-up": ("safer", 0),
    "Incline push-up": ("safer", 0),
    "Decline push-up": ("safer", 0),
    "Close-grip push-up": ("safer", 0),
    "Wide push-up": ("safer", 0),
    "Deficit push-up": ("safer", 0),
    "Archer push-up": ("safer", 0),
    "Single-arm push-up": ("safer", 0),
    "Pseudo planche push-up": ("safer", 0),
    "Band push-up": ("safer", 0),
    "Pike push-up": ("safer", 0),
    "Dumbbell floor fly": ("safer", 0),
    "Band fly": ("safer", 0),
    "Svend press": ("safer", 0),
    "Band overhead press": ("safer", 0),
    "Band row": ("safer", 0),
    "Feet-elevated inverted row": ("safer", 0),
    "Suspension row": ("safer", 0),
    "Dead hang": ("safer", 0),
    "Band pulldown": ("safer", 0),
    "Dumbbell sumo squat": ("safer", 0),
    "Kettlebell sumo squat": ("safer", 0),
    "Band squat": ("safer", 0),
    "Bodyweight sumo squat": ("safer", 0),
    "Suspension squat": ("safer", 0),
    "Wall sit": ("safer", 0),
    "Spanish squat": ("safer", 0),
    "Dumbbell hip thrust": ("safer", 0),
    "Dumbbell glute bridge": ("safer", 0),
    "Band hip thrust": ("safer", 0),
    "Bodyweight hip thrust": ("safer", 0),
    "Single-leg hip thrust": ("safer", 0),
    "Glute bridge": ("safer", 0),
    "Single-leg glute bridge": ("safer", 0),
    "Frog pump": ("safer", 0),
    "Band leg extension": ("safer", 0),
    "Band hip abduction": ("safer", 0),
    "Band lateral walk": ("safer", 0),
    "Side-lying hip abduction": ("safer", 0),
    "Clamshell": ("safer", 0),
    "Fire hydrant": ("safer", 0),
    "Copenhagen adduction": ("safer", 0),
    "Quadruped hip extension": ("safer", 0),
    "Band kickback": ("safer", 0),
    "Bodyweight calf raise": ("safer", 0),
    "Single-leg bodyweight calf raise": ("safer", 0),
    "Smith machine calf raise": ("safer", 0),
    "Seated barbell calf raise": ("safer", 0),
    "Seated dumbbell calf raise": ("safer", 0),
    "Tibialis raise": ("safer", 0),
    "Single-leg dumbbell calf raise": ("safer", 0),
    "Dumbbell scaption": ("safer", 0),
    "Incline Y raise": ("safer", 0),
    "Lateral to front raise": ("safer", 0),
    "Cuban press": ("safer", 0),
    "Barbell front raise": ("safer", 0),
    "Plate front raise": ("safer", 0),
    "Seated reverse dumbbell fly": ("safer", 0),
    "Incline rear delt raise": ("safer", 0),
    "Side-lying rear delt raise": ("safer", 0),
    "Band pull-apart": ("safer", 0),
    "Band reverse fly": ("safer", 0),
    "Band face pull": ("safer", 0),
    "Dumbbell external rotation": ("safer", 0),
    "Band external rotation": ("safer", 0),
    "Barbell upright row": ("safer", 0),
    "Dumbbell upright row": ("safer", 0),
    "Smith machine upright row": ("safer", 0),
    "Trap bar shrug": ("safer", 0),
    "Behind-the-back barbell shrug": ("safer", 0),
    "Incline dumbbell shrug": ("safer", 0),
    "Wrist roller": ("safer", 0),
    "Plate pinch": ("safer", 0),
    "Hand gripper": ("safer", 0),
    "Band pushdown": ("safer", 0),
    "Dumbbell triceps kickback": ("safer", 0),
    "Band overhead triceps extension": ("safer", 0),
    "Weighted crunch": ("safer", 0),
    "Decline crunch": ("safer", 0),
    "Weighted decline crunch": ("safer", 0),
    "Reverse crunch": ("safer", 0),
    "Decline reverse crunch": ("safer", 0),
    "Oblique crunch": ("safer", 0),
    "Cross-body crunch": ("safer", 0),
    "Bicycle crunch": ("safer", 0),
    "Stability ball crunch": ("safer", 0),
    "Toe touch": ("safer", 0),
    "Heel tap": ("safer", 0),
    "Sit-up": ("safer", 0),
    "Weighted sit-up": ("safer", 0),
    "Decline sit-up": ("safer", 0),
    "V-up": ("safer", 0),
    "Lying leg raise": ("safer", 0),
    "Lying knee raise": ("safer", 0),
    "Flutter kick": ("safer", 0),
    "Dead bug": ("safer", 0),
    "Bird dog": ("safer", 0),
    "Russian twist": ("safer", 0),
    "Weighted Russian twist": ("safer", 0),
    "Captain's chair leg raise": ("safer", 0),
    "Captain's chair knee raise": ("safer", 0),
    "Toes-to-bar": ("safer", 0),
    "Hanging windshield wiper": ("safer", 0),
    "Dumbbell side bend": ("safer", 0),
    "Neck harness extension": ("safer", 0),
    "Farmer's walk": ("safer", 0),
    "Suitcase carry": ("safer", 0),
    "Trap bar carry": ("safer", 0),
    "Sled push": ("safer", 0),
    "Sled pull": ("safer", 0),
}
OF_A_MACHINE = {Equipment.MACHINE, Equipment.CABLE}
BENCHES = {"spotter_arms", "pins", "spotter"}


def _section_3(entry: RiskEntry) -> tuple[str, int, int | None, set[str]] | None:
    """What the table of rulebook 3 says by pattern and equipment; None where it says nothing."""
    avoid_for_good: tuple[str, int, int | None, set[str]] = ("avoid", 2, None, set())
    name, equipment = normalised(entry.name), entry.equipment
    if entry.name in BY_THE_QUESTIONS:
        return None
    if entry.pattern == Pattern.OLYMPIC:
        return "avoid", 3, None, set()
    if "deadlift" in name or "good morning" in name or name in {"rack pull", "block pull"}:
        return avoid_for_good
    if name.startswith("chest supported") or entry.pattern == Pattern.LUNGE:
        return "caution", 1, None, set()
    if name.endswith((" dip", "pull up", "chin up")):
        return "caution", 1, None, set()
    if equipment == Equipment.BARBELL:
        return {
            Pattern.SQUAT: ("avoid", 2, 1, {"pins", "spotter_arms"}),
            Pattern.HORIZONTAL_PUSH: ("avoid", 2, 0, BENCHES),
            Pattern.VERTICAL_PUSH: ("avoid", 2, 1, {"pins"}),
            Pattern.HORIZONTAL_PULL: avoid_for_good,
            Pattern.ARMS: ("safer", 0, None, set()),
        }.get(Pattern(entry.pattern))
    if equipment == Equipment.MACHINE and entry.pattern == Pattern.SQUAT:
        return "caution", 1, 0, {"machine_stops"}
    if equipment == Equipment.DUMBBELL and entry.pattern in {
        Pattern.HORIZONTAL_PUSH,
        Pattern.VERTICAL_PUSH,
    }:
        return "caution", 1, None, set()
    if equipment in OF_A_MACHINE or "curl" in name or "lateral raise" in name:
        return "safer", 0, None, set()
    return None


def _risk(entry: RiskEntry) -> str:
    says = f"{entry.name}: {entry.floor}"
    if entry.safeties:
        says += f", {entry.floor_with_safeties} with {' '.join(sorted(entry.safeties))}"
    return says


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_every_row_is_as_rulebook_3_has_it(entry):
    said = _section_3(entry)
    if said is None:
        assert (entry.tier, entry.floor) == BY_THE_QUESTIONS[entry.name]
    else:
        assert (entry.tier, entry.floor, entry.floor_with_safeties, set(entry.safeties)) == said


def test_every_row_decided_by_the_questions_is_still_there():
    assert set(BY_THE_QUESTIONS) <= {entry.name for entry in ENTRIES}


@pytest.mark.parametrize("tier", ["avoid", "caution", "safer"])
def test_the_risk_of_every_row_is_the_reviewed_one(tier):
    (reviewed,) = re.findall(rf"^\[{tier}\]\n((?:[^\[\n].*\n)+)", REVIEWED, re.MULTILINE)
    assert sorted(_risk(entry) for entry in ENTRIES if entry.tier == tier) == sorted(
        reviewed.splitlines()
    )


def test_only_a_smith_machine_s_own_stops_or_a_spotter_count_on_it():
    for entry in ENTRIES:
        if entry.equipment == Equipment.SMITH_MACHINE:
            assert set(entry.safeties) <= {"machine_stops", "spotter"}, entry.name


def test_machine_stops_never_count_off_a_machine():
    for entry in ENTRIES:
        if entry.equipment not in {Equipment.MACHINE, Equipment.SMITH_MACHINE}:
            assert "machine_stops" not in entry.safeties, entry.name


def test_there_are_at_least_450_exercises_and_each_has_other_names():
    assert len(ROWS) >= 450
    assert sum(len(row.aliases) for row in ROWS) >= 1500
    assert [row.entry.name for row in ROWS if not row.aliases] == []


def test_no_two_rows_are_the_same_exercise_said_another_way():
    filler = {"the", "a", "with", "on", "to", "from", "and", "exercise", "s"}
    spelt = {"one": "single", "arm": "arm", "flye": "fly", "tricep": "triceps", "bicep": "biceps"}
    seen: dict[tuple[str, tuple[str, ...]], str] = {}
    for entry in ENTRIES:
        # Low to high is another exercise than high to low, so these keep their order.
        words = normalised(entry.name).split()
        if {"low", "high"} <= set(words):
            continue
        kept = tuple(sorted(spelt.get(word, word) for word in words if word not in filler))
        key = (entry.equipment, tuple(word for word in kept if word != entry.equipment))
        assert key not in seen, (entry.name, seen.get(key))
        seen[key] = entry.name


def test_the_order_of_words_is_kept():
    assert _means("High to Low Cable Fly", "") == "High-to-low cable fly"
    assert _means("Low to High Cable Fly", "") == "Low-to-high cable fly"


def test_a_slug_is_the_name_it_was_first_given():
    assert [row.slug for row in ROWS if row.slug != slugify(row.entry.name)] == []


def test_names_and_aliases_are_unique_once_normalised():
    seen: dict[tuple[str, str], str] = {}
    for row in ROWS:
        names = [(normalised(row.entry.name), ""), *(alias.key for alias in row.aliases)]
        for key in names:
            assert key not in seen, (key, row.entry.name, seen.get(key))
            seen[key] = row.entry.name


def test_every_muscle_is_known_and_none_is_both_primary_and_secondary():
    for entry in ENTRIES:
        muscles = [*entry.primary_muscles, *entry.secondary_muscles]
        assert set(muscles) <= set(Muscle.values), entry.name
        assert len(muscles) == len(set(muscles)), entry.name
        assert 1 <= len(entry.primary_muscles) <= 2, entry.name


def test_every_row_says_why_in_one_calm_sentence():
    for entry in ENTRIES:
        assert entry.rationale.endswith("."), entry.name
        assert entry.rationale.count(".") == 1, entry.name
        for word in ("study", "research", "proven", "injur", "danger", "!"):
            assert word not in entry.rationale.lower(), entry.name


def test_a_single_joint_exercise_is_never_the_main_one():
    for entry in ENTRIES:
        if entry.default_role == "main":
            assert entry.is_compound, entry.name
        assert entry.is_compound == (entry.default_role != "isolation"), entry.name


@pytest.mark.parametrize(
    ("name", "kind", "percent"),
    [
        ("Pull-up", LoadKind.ADDED, 100),
        ("Chin-up", LoadKind.ADDED, 100),
        ("Triceps dip", LoadKind.ADDED, 100),
        ("Assisted pull-up", LoadKind.ASSISTED, 100),
        ("Assisted dip", LoadKind.ASSISTED, 100),
        ("Barbell squat", LoadKind.EXTERNAL, 0),
        ("Crunch", LoadKind.BODYWEIGHT, 0),
    ],
)
def test_the_share_of_bodyweight_lifted_is_on_record(name, kind, percent):
    (entry,) = (entry for entry in ENTRIES if entry.name == name)
    assert (entry.load_kind, entry.bodyweight_percent) == (kind, percent)


@pytest.mark.parametrize(
    ("name", "role", "tier", "floor", "primary"),
    [
        ("Barbell bench press", "main", Tier.AVOID, 2, ["chest"]),
        ("Chest-supported row", "secondary", Tier.CAUTION, 1, ["upper_back"]),
        ("Incline dumbbell press", "secondary", Tier.CAUTION, 1, ["chest"]),
        ("Cable fly", "isolation", Tier.SAFER, 0, ["chest"]),
        ("Curl", "isolation", Tier.SAFER, 0, ["biceps"]),
    ],
)
def test_the_article_s_exercises_are_as_its_session_needs_them(name, role, tier, floor, primary):
    (entry,) = (entry for entry in ENTRIES if entry.name == name)
    assert (entry.default_role, entry.tier, entry.floor) == (role, tier, floor)
    assert entry.primary_muscles == primary


@pytest.mark.parametrize(
    ("written", "app", "name"),
    [
        ("Bench Press (Barbell)", "strong", "Barbell bench press"),
        ("Flat Barbell Bench Press", "fitnotes", "Barbell bench press"),
        ("BB bench", "", "Barbell bench press"),
        ("Deadlift", "liftosaur", "Barbell deadlift"),
        ("Squat", "liftosaur", "Barbell squat"),
        ("RDL", "", "Romanian deadlift"),
        ("OHP", "", "Barbell overhead press"),
        ("Squat (Smith Machine)", "hevy", "Smith machine squat"),
        ("Bicep Curl (Barbell)", "hevy", "Curl"),
        ("Back Extension", "liftosaur", "Machine back extension"),
        ("Hip Thrust", "hevy", "Bodyweight hip thrust"),
        ("Triceps Extension", "strong", "Overhead dumbbell triceps extension"),
    ],
)
def test_the_apps_spellings_mean_the_right_row(written, app, name):
    assert _means(written, app) == name


def _means(written: str, app: str) -> str | None:
    """What a name means in an app: its own meaning first, as `exercise_named` has it."""
    known = {alias.key: row.entry.name for row in ROWS for alias in row.aliases}
    known |= {(normalised(row.entry.name), ""): row.entry.name for row in ROWS}
    wanted = normalised(written)
    return known.get((wanted, app)) or known.get((wanted, ""))
