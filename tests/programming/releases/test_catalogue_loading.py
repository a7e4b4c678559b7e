"""load_catalogue: what it writes, when it does nothing, what it refuses; long: every refusal is a line."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import timezone

from programming.catalogue.entries import current_release, entries
from programming.datafiles import (
    EXERCISES,
    PROGRAMS,
    DataFileError,
    ExerciseFile,
    ProgramRow,
    read_exercises,
    read_programs,
)
from programming.models import (
    Alias,
    Block,
    CatalogueRelease,
    Exercise,
    PlannedExercise,
    PlannedSubstitute,
    Program,
    RiskEntry,
    Workout,
)
from programming.programs.cost import weekly_sets
from programming.releases import loading
from programming.releases.publish import new_draft, publish
from tests.programming.given import an_own_workout

ROOT = Path(__file__).parents[3]


def _rows() -> list[dict[str, str]]:
    with EXERCISES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _csv(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(_rows()[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def _changed(path: Path, name: str, /, **cells: str) -> Path:
    rows = _rows()
    (row,) = (row for row in rows if row["name"] == name)
    row.update(cells)
    return _csv(path, rows)


def _everything() -> dict[str, list[Any]]:
    return {
        model.__name__: [*model.objects.order_by("pk").values()]
        for model in (
            CatalogueRelease,
            Exercise,
            RiskEntry,
            Alias,
            Program,
            Block,
            Workout,
            PlannedExercise,
        )
    }


def test_it_publishes_every_row_with_its_aliases_and_workouts(release):
    assert release.number == 1
    assert release.published_at is not None
    assert len(release.digest) == 64
    rows = read_exercises().rows
    assert {entry.name for entry in entries(release.pk).values()} == {
        row.entry.name for row in rows
    }
    assert Alias.objects.count() == sum(len(row.aliases) for row in rows)
    assert Program.objects.count() == len(json.loads(PROGRAMS.read_text())) == 6


def test_running_it_again_changes_nothing(release, django_assert_max_num_queries):
    before = _everything()
    with django_assert_max_num_queries(10):
        call_command("load_catalogue")
    assert _everything() == before


def test_a_changed_file_is_a_new_release_and_the_old_one_stays(release, tmp_path):
    old = _everything()["RiskEntry"]
    call_command(
        "load_catalogue",
        exercises=_changed(tmp_path / "new.csv", "Curl", tier="caution", floor="1"),
    )
    new = current_release()
    assert new.number == 2
    assert _everything()["RiskEntry"][: len(old)] == old
    curl = Exercise.objects.get(slug="curl", owner=None)
    assert entries(release.pk)[curl.pk].floor == 0
    assert entries(new.pk)[curl.pk].floor == 1


def test_a_renamed_exercise_keeps_its_identity(release, tmp_path):
    before = Exercise.objects.get(slug="good-morning")
    call_command(
        "load_catalogue",
        exercises=_changed(tmp_path / "new.csv", "Good morning", name="Barbell bow"),
    )
    assert entries(current_release().pk)[before.pk].name == "Barbell bow"


def test_an_exercise_taken_out_of_the_file_is_not_in_the_new_release(release, tmp_path):
    rows = [row for row in _rows() if row["name"] != "Ab wheel"]
    call_command("load_catalogue", exercises=_csv(tmp_path / "new.csv", rows))
    wheel = Exercise.objects.get(slug="ab-wheel")
    assert wheel.pk in entries(release.pk)
    assert wheel.pk not in entries(current_release().pk)


def test_an_alias_that_moved_in_the_file_moves(release, tmp_path):
    rows = _rows()
    for row in rows:
        aliases = row["aliases"].split("|")
        if row["name"] == "Barbell bench press":
            aliases.remove("Bench press")
        if row["name"] == "Dumbbell bench press":
            aliases.append("Bench press")
        row["aliases"] = "|".join(aliases)
    call_command("load_catalogue", exercises=_csv(tmp_path / "new.csv", rows))
    assert Alias.objects.get(name="Bench press").exercise.slug == "dumbbell-bench-press"


def test_an_alias_that_an_admin_added_stays(release, tmp_path):
    Alias.objects.create(exercise=Exercise.objects.get(slug="curl", owner=None), name="Armbeuge")
    call_command("load_catalogue", exercises=_changed(tmp_path / "new.csv", "Curl", floor="1"))
    assert Alias.objects.get(name="Armbeuge").exercise.slug == "curl"


def test_a_release_an_admin_published_stays_in_force_while_the_file_is_the_same(release):
    CatalogueRelease.objects.create(number=2, published_at=release.published_at)
    call_command("load_catalogue")
    assert current_release().number == 2


def test_what_an_admin_changed_stays_when_a_new_file_comes(release, lifter, tmp_path):
    draft = new_draft(lifter)
    curl, fly = (draft.entries.get(name=name) for name in ("Curl", "Cable fly"))
    curl.floor, curl.tier = 1, "caution"
    curl.save()
    draft.entries.get(name="Hammer curl").delete()
    publish(draft, by=lifter, reason="Careful curls.", now=timezone.now())
    path = _changed(tmp_path / "new.csv", "Curl", floor="2", tier="avoid", rationale="New words.")
    call_command("load_catalogue", exercises=path)
    entries = current_release().entries
    curl = entries.get(name="Curl")
    assert current_release().number == 3
    assert (curl.floor, curl.tier, curl.rationale) == (1, "caution", "New words.")
    assert entries.get(exercise=fly.exercise).floor == fly.floor
    assert not entries.filter(name="Hammer curl").exists()


def _listed() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(PROGRAMS.read_text())
    return listed


def _written(listed: list[dict[str, Any]], tmp_path: Path) -> int:
    """How many programs a load of these writes."""
    path = tmp_path / "programs.json"
    path.write_text(json.dumps(listed))
    file = read_exercises()
    rows = read_programs({row.entry.name: row.slug for row in file.rows}, path)
    return loading.load(file, rows).programs_written


def _load(listed: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "programs.json"
    path.write_text(json.dumps(listed))
    call_command("load_catalogue", programs=path)


def test_a_changed_workout_is_written_and_a_missing_program_removed(release, lifter, tmp_path):
    own = an_own_workout(lifter)
    kept = Workout.objects.get(slug="upper-a")
    listed = [one for one in _listed() if one["slug"] != "push-pull-legs-6"]
    upper = next(one for one in listed if one["slug"] == "upper-lower-4")
    upper["blocks"][0]["workouts"][0]["exercises"][0]["sets"] = 5
    _load(listed, tmp_path)
    assert not Workout.objects.filter(slug="legs").exists()
    assert Workout.objects.get(slug="upper-a").pk == kept.pk
    assert kept.planned.get(position=0).sets == 5
    assert kept.planned.count() == 5
    assert Workout.objects.filter(pk=own.pk).exists()
    assert CatalogueRelease.objects.count() == 1


def test_a_workout_that_moves_to_another_program_stays_the_same_one(release, tmp_path):
    legs = Workout.objects.get(slug="legs")
    listed = _listed()
    by_slug = {one["slug"]: one for one in listed}
    moved = by_slug["push-pull-legs-6"]["blocks"][0]["workouts"].pop(2)
    by_slug["minimum-2"]["blocks"][0]["workouts"].append(moved)
    _load(listed, tmp_path)
    legs.refresh_from_db()
    assert legs.block.program.slug == "minimum-2"
    assert legs.planned.count() == 5


def test_a_block_that_is_gone_goes_and_the_others_stay(release, tmp_path):
    stood = Block.objects.get(program__slug="push-pull-legs-6", position=0)
    listed = _listed()
    next(one for one in listed if one["slug"] == "push-pull-legs-6")["blocks"].pop(1)
    _load(listed, tmp_path)
    assert list(Block.objects.filter(program__slug="push-pull-legs-6")) == [stood]
    assert not Workout.objects.filter(slug="push-strength").exists()


def test_a_fault_half_way_leaves_nothing_behind(no_catalogue, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(PlannedExercise.objects, "bulk_create", fail)
    with pytest.raises(RuntimeError):
        call_command("load_catalogue")
    assert not any(_everything().values())


def test_two_machines_that_load_at_once_publish_one_release(no_catalogue, monkeypatch):
    really = loading._load

    def beaten(exercises: ExerciseFile, programs: list[ProgramRow]) -> None:
        monkeypatch.setattr(loading, "_load", really)
        call_command("load_catalogue")
        raise IntegrityError

    monkeypatch.setattr(loading, "_load", beaten)
    call_command("load_catalogue")
    assert CatalogueRelease.objects.count() == 1
    assert RiskEntry.objects.count() == len(read_exercises().rows)


def test_the_article_s_session_is_there_as_planned(release):
    workout = Workout.objects.get(slug="upper-a")
    assert (workout.name, workout.block.program.level) == ("Upper A", "intermediate")
    # Sets of 40 s with their rests, 2 minutes an exercise, 5 to begin with: 58 minutes.
    assert workout.minutes == 60
    known = entries(release.pk)
    assert [
        (
            known[plan.exercise_id].name,
            plan.role,
            plan.sets,
            (plan.reps_bottom, plan.reps_top),
            plan.rest_seconds,
        )
        for plan in workout.planned.all()
    ] == [
        ("Barbell bench press", "main", 3, (6, 8), 180),
        ("Chest-supported row", "secondary", 3, (8, 12), 120),
        ("Incline dumbbell press", "secondary", 4, (8, 10), 120),
        ("Cable fly", "isolation", 3, (12, 15), 90),
        ("Curl", "isolation", 3, (10, 12), 90),
    ]


def test_every_level_has_a_program_of_sane_numbers(release):
    for level in ("beginner", "intermediate", "advanced"):
        assert Program.objects.filter(level=level).exists()
    for plan in PlannedExercise.objects.all():
        assert 2 <= plan.all_sets <= 5
        for line in plan.lines:
            bottom, top = line.reps or (0, 0)
            assert 3 <= bottom < top <= 15
        assert 60 <= plan.rest_seconds <= 240
    for workout in Workout.objects.all():
        roles = [plan.role for plan in workout.planned.all()]
        assert roles.count("main") == 1
        assert roles[0] == "main"


def test_the_strength_blocks_open_with_a_top_set_and_say_what_it_is_for(release):
    heavy = PlannedExercise.objects.filter(load_rule="top_set").order_by("pk")
    assert [(str(plan), plan.workout.slug) for plan in heavy] == [
        ("1 × 3–5 + 4 × 5–7", "push-strength"),
        ("1 × 3–5 + 4 × 5–7", "legs-strength"),
    ]
    assert all(plan.note and plan.all_sets == 5 for plan in heavy)


def test_substitutes_can_be_done_where_the_program_is_and_are_not_planned_already(release):
    known = entries(release.pk)
    named = PlannedSubstitute.objects.select_related("planned__workout__block__program")
    assert named.count() > 5
    for one in named:
        workout = one.planned.workout
        assert not workout.planned.filter(exercise=one.exercise_id).exists(), workout
        program = workout.block.program
        assert program.needs == "gym" or known[one.exercise_id].equipment == "dumbbell"
        if program.level == "beginner":
            assert known[one.exercise_id].tier != "avoid"
        assert set(known[one.exercise_id].primary_muscles) & set(
            known[one.planned.exercise_id].primary_muscles
        ), (known[one.planned.exercise_id].name, known[one.exercise_id].name)


def test_a_changed_line_note_or_substitute_is_written_and_the_same_file_is_not(release, tmp_path):
    listed = _listed()
    assert _written(listed, tmp_path) == 0
    heavy = next(one for one in listed if one["slug"] == "push-pull-legs-6")
    bench = heavy["blocks"][1]["workouts"][0]["exercises"][0]
    for change in (
        {"note": "Other words."},
        {"more": [{"sets": 3, "reps": [5, 7], "percent": 90}]},
        {"substitutes": ["Dumbbell bench press"]},
        {"target": [3, 3, 4]},
        {"superset": 1},
    ):
        bench |= change
        assert _written(listed, tmp_path) == 1, change
        assert _written(listed, tmp_path) == 0, change
    plan = PlannedExercise.objects.get(workout__slug="push-strength", position=0)
    assert (plan.note, str(plan), plan.superset) == ("Other words.", "1 × 3–5 + 3 × 5–7", 1)
    assert plan.target_by == "Push, pull, legs, 6 days"
    assert [one.exercise.slug for one in plan.substitutes.all()] == ["dumbbell-bench-press"]


def test_a_beginner_s_workouts_leave_out_what_must_not_fail(release):
    for plan in PlannedExercise.objects.filter(workout__block__program__level="beginner"):
        assert entries(release.pk)[plan.exercise_id].tier != "avoid"


def test_what_needs_dumbbells_only_needs_nothing_else(release):
    for plan in PlannedExercise.objects.filter(workout__block__program__needs="dumbbells"):
        assert entries(release.pk)[plan.exercise_id].equipment in {"dumbbell", "bodyweight"}


def test_no_ready_made_week_is_too_little_or_too_much_for_what_it_trains(release):
    """What it trains gets 2 hard sets a week or more, and 20 at most, an advanced lifter under 30."""
    for block in Block.objects.select_related("program"):
        direct = {
            muscle
            for workout in block.workouts.all()
            for plan in workout.planned.all()
            for muscle in entries(release.pk)[plan.exercise_id].primary_muscles
        }
        for week in weekly_sets(block, block.program.days, entries(release.pk)):
            most = 29.5 if block.program.level == "advanced" else 20
            assert week.sets <= most, (block, week)
            assert week.sets >= 2 or week.muscle not in direct, (block, week)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"tier": "safe"}, "tier: Value 'safe' is not a valid choice."),
        ({"equipment": ""}, "equipment: This field cannot be blank."),
        ({"pattern": "curling"}, "pattern: Value 'curling' is not a valid choice."),
        ({"role": "star"}, "default_role: Value 'star' is not a valid choice."),
        ({"load_kind": "heavy"}, "load_kind: Value 'heavy' is not a valid choice."),
        ({"compound": "maybe"}, "compound: 'maybe' is neither yes nor no."),
        ({"floor": "one"}, "floor: 'one' is not a whole number."),
        ({"floor": "-1"}, "floor: '-1' is not a whole number."),
        ({"floor": "１"}, "floor: '１' is not a whole number."),
        ({"floor": ""}, "floor: '' is not a whole number."),
        ({"floor": "5"}, "floor: A floor is 0 to 4."),
        (
            {"floor_with_safeties": "1", "safeties": "pins"},
            "floor_with_safeties: Safeties never raise the floor.",
        ),
        ({"floor_with_safeties": "0"}, "safeties: Name the safeties that lower the floor."),
        ({"safeties": "pins"}, "floor_with_safeties: Safeties are named, but no floor with them."),
        ({"safeties": "luck", "floor_with_safeties": "0"}, "safeties: Unknown: luck."),
        ({"primary_muscles": "bicep"}, "primary_muscles: Unknown: bicep."),
        ({"primary_muscles": ""}, "primary_muscles: Name at least one muscle."),
        ({"secondary_muscles": "biceps"}, "secondary_muscles: Primary as well: biceps."),
        ({"rationale": ""}, "rationale: Say why in one sentence."),
        ({"rationale": "a" * 301}, "rationale: Ensure this value has at most 300 characters"),
        ({"load_kind": "added"}, "bodyweight_percent: Say how much of bodyweight is lifted."),
        (
            {"bodyweight_percent": "10"},
            "bodyweight_percent: More than this kind of load can have.",
        ),
        ({"name": ""}, "name: This field cannot be blank."),
        ({"name": "!!!"}, "name: There is no letter in it."),
        ({"slug": "A Curl"}, "slug: 'A Curl' is not a slug."),
        ({"slug": ""}, "slug: '' is not a slug."),
        ({"slug": "preacher-curl"}, "slug: another row has preacher-curl."),
        ({"aliases": "Curl@excel"}, "aliases: 'excel' is none of"),
        ({"aliases": "Curls|…"}, "aliases: '…' is not a name."),
        ({"aliases": "BENCH press!"}, "'BENCH press!' already names Barbell bench press."),
        ({"aliases": "curl"}, "'curl' already names Curl."),
        ({"name": "Leg press"}, "already names Leg press."),
    ],
)
def test_a_wrong_row_is_refused_with_its_line_and_nothing_is_written(
    release, tmp_path, cells, says
):
    before = _everything()
    path = _changed(tmp_path / "new.csv", "Curl", **cells)
    with pytest.raises(CommandError) as refusal:
        call_command("load_catalogue", exercises=path)
    assert refusal.value.returncode == 1
    assert says in str(refusal.value)
    assert f"new.csv line {2 + [row['name'] for row in _rows()].index('Curl')}" in str(
        refusal.value
    ) or says.startswith(("slug: another", "already"))
    assert _everything() == before


def test_every_fault_of_the_file_is_named_at_once(tmp_path):
    rows = _rows()
    rows[0]["tier"] = rows[5]["floor"] = "?"
    rows[5]["rationale"] = ""
    with pytest.raises(DataFileError) as refusal:
        read_exercises(_csv(tmp_path / "new.csv", rows))
    assert len(refusal.value.faults) == 3


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"name,tier\nCurl,safer\n",
        EXERCISES.read_bytes().splitlines(keepends=True)[0],
        EXERCISES.read_bytes() + b"only,three,cells\n",
        EXERCISES.read_bytes() + b"x," * 40 + b"\n",
        EXERCISES.read_bytes() + b"\xff\n",
        EXERCISES.read_bytes() + b'"never closed',
    ],
    ids=["empty", "columns", "no rows", "short row", "long row", "not UTF-8", "open quote"],
)
def test_a_file_that_is_no_such_table_is_refused(tmp_path, content):
    path = tmp_path / "new.csv"
    path.write_bytes(content)
    with pytest.raises(DataFileError, match=r"new\.csv"):
        read_exercises(path)


def _a_program(**changed: object) -> dict[str, object]:
    plan: dict[str, object] = {
        "exercise": "Curl",
        "role": "main",
        "sets": 3,
        "reps": [6, 8],
        "rest": 90,
    }
    workout: dict[str, object] = {"slug": "a", "name": "A", "exercises": [plan]}
    block: dict[str, object] = {
        "name": "B",
        "goal": "mixed",
        "weeks": 4,
        "deload_week": 4,
        "workouts": [workout],
    }
    program: dict[str, object] = {
        "slug": "p",
        "name": "P",
        "level": "beginner",
        "goal": "mixed",
        "needs": "gym",
        "days": 3,
        "for_whom": "Whom.",
        "how_hard": "Hard.",
        "why": "Why.",
        "blocks": [block],
    }
    for key, value in changed.items():
        part, _, name = key.rpartition("__")
        {"": program, "block": block, "workout": workout, "plan": plan}[part][name] = value
    return program


@pytest.mark.parametrize(
    "listed",
    [
        {"a": 1},
        ["a"],
        [{"slug": "a"}],
        [_a_program(plan__exercise="Barbell moon press")],
        [_a_program(level="expert")],
        [_a_program(goal="glory")],
        [_a_program(needs="a forge")],
        [_a_program(days=0)],
        [_a_program(days=8)],
        [_a_program(why="")],
        [_a_program(slug="")],
        [_a_program(slug="Not a slug")],
        [_a_program(blocks=[])],
        [_a_program(blocks="many")],
        [_a_program(block__goal="glory")],
        [_a_program(block__weeks=0)],
        [_a_program(block__weeks=53)],
        [_a_program(block__deload_week=5)],
        [_a_program(block__deload_week=0)],
        [_a_program(block__workouts=[])],
        [_a_program(workout__slug="")],
        [_a_program(workout__exercises=[])],
        [_a_program(plan__role="star")],
        [_a_program(plan__sets=0)],
        [_a_program(plan__sets="many")],
        [_a_program(plan__reps=[8, 6])],
        [_a_program(plan__reps=[0, 6])],
        [_a_program(plan__reps=[8])],
        [_a_program(plan__rest=-1)],
        [_a_program(plan__rule="by feel")],
        [_a_program(plan__rule="top_set")],
        [_a_program(plan__rule="fixed")],
        [_a_program(plan__rule="percent", plan__percent="80")],
        [_a_program(plan__more=[{"sets": 1}])],
        [_a_program(plan__more=3)],
        [_a_program(plan__more=[{"sets": True, "reps": [5, 5]}])],
        [_a_program(plan__target=[1, 2])],
        [_a_program(plan__target=[2, 1, 3])],
        [_a_program(plan__substitutes=["Unheard of"])],
        [_a_program(plan__substitutes=["Curl"])],
        [_a_program(plan__note="x" * 201)],
        [_a_program(plan__superset="A")],
        [_a_program(plan__seconds=[30])],
        [_a_program(), _a_program()],
        [_a_program(), _a_program(slug="q")],
    ],
    ids=str,
)
def test_a_wrong_program_is_refused(tmp_path, listed):
    path = tmp_path / "programs.json"
    path.write_text(json.dumps(listed))
    with pytest.raises(DataFileError, match=r"^programs\.json"):
        read_programs({"Curl": "curl"}, path)


@pytest.mark.parametrize("deload_week", [None, 1, 4])
def test_a_right_program_is_read(tmp_path, deload_week):
    path = tmp_path / "programs.json"
    path.write_text(json.dumps([_a_program(block__deload_week=deload_week)]))
    (row,) = read_programs({"Curl": "curl"}, path)
    ((block, (workout,)),) = row.blocks
    assert block.deload_week == deload_week
    assert [slug for slug, _ in workout.planned] == ["curl"]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--exercises", "/nowhere/exercises.csv"], 1, "cannot be read"),
        (["--nonsense"], 2, "unrecognized arguments"),
    ],
)
def test_it_exits_1_when_refused_and_2_when_called_wrongly(arguments, code, says):
    done = subprocess.run(
        [sys.executable, "manage.py", "load_catalogue", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
