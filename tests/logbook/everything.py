"""A lifter with everything on the pages, and every page of theirs."""

import datetime as dt
import uuid

from django.urls import reverse
from django.utils import timezone

from logbook.acts.coaching import accept_invitation, ask, block_coach, invite
from logbook.acts.gyms import add_gym
from logbook.acts.habits import HabitEntry, note_for_good, say_habit
from logbook.acts.links import open_calendar, share_program
from logbook.acts.looks import Consent, write_down_look
from logbook.acts.pins import pin_load
from logbook.acts.programs import change_slot, excuse, follow
from logbook.acts.session_exercises import (
    add_exercise,
    mark_pain,
    note_exercise,
    set_safeties,
    skip_exercise,
)
from logbook.acts.sets import delete_set
from logbook.acts.tokens import make_token
from logbook.choices import Looked, TokenScope
from logbook.clock import week_start
from logbook.log.links import program_token
from logbook.log.programs import programs_for
from logbook.models import (
    BreachAnswer,
    CoachChange,
    CoachLink,
    CoachRequest,
    Comment,
    DeloadAdvice,
    GivenProgram,
    ImportedName,
    ImportedSession,
    ImportJob,
    ImportRun,
    PatternPutAside,
    Set,
    SharedProgram,
    User,
)
from logbook.pages.exercises.acts import put_star
from logbook.pages.progress.letter import last_week
from logbook.pages.transfer.acts import keep_upload
from programming.catalogue.own import create_own_exercise
from programming.loads import Load, LoadKind, Unit
from programming.models import Program
from programming.programs.editing import begin
from programming.programs.plans import Plan, empty_plan
from tests.logbook.given import (
    a_finished_session,
    a_lifter,
    a_red_day,
    a_session,
    an_exercise,
    finished,
    logged,
    the_item,
)

AN_EXPORT = "\n".join(
    [
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE",
        *(
            f"2025-03-{day:02} 18:00:00,A,1h,Squat (Barbell),F,{load},5,0,0,,,"
            for day, load in [*((day, 100) for day in range(1, 25)), (25, 1000)]
        ),
        "2025-03-26 18:00:00,A,1h,Zercher Carry Walk,1,40,5,0,0,,,",
    ]
).encode()
"""A file of another app about which everything is asked: unit, zone, habit, slips, a name."""


def a_lifter_with_everything() -> User:
    """Verdicts, warnings, marks, notes, a deleted set."""
    person = a_lifter(name="Ivo")
    now = timezone.now()
    a_finished_session(lifter=person, started=now - dt.timedelta(days=9), sets=2)
    earlier = a_session(lifter=person, started=now - dt.timedelta(days=3))
    for rir in (0, 1, 5):
        logged(item=the_item(session=earlier), rir=rir)
    finished(earlier)
    DeloadAdvice.objects.create(
        athlete=person,
        day=timezone.localdate(),
        evidence=[
            [
                "deload",
                [["case", "pain"], ["count", 2]],
                [["hurt", [["exercise", the_item(session=earlier).exercise_id]], ["2025-03-03"]]],
            ]
        ],
    )
    a_red_day(lifter=person, at=now - dt.timedelta(hours=1))
    session = a_session(lifter=person, started=now - dt.timedelta(minutes=40))
    bench = the_item(session=session)
    logged(item=bench, kind="warm_up", reps=10, load="40", rir=None)
    efforts: tuple[float | None, ...] = (3, 1, None)
    for left in efforts:
        logged(item=bench, rir=left, reps=7, note="heavy today")
    pin_load(person, bench.pk, load=Load(80_000, Unit.KG), kind=LoadKind.EXTERNAL, now=now)
    mark_pain(person, bench.pk, has_pain=True)
    note_exercise(person, bench.pk, version=1, note="Wider grip.")
    set_safeties(person, bench.pk, "pins")
    skip_exercise(person, the_item(session=session, name="Chest-supported row").pk, is_skipped=True)
    own = create_own_exercise(person, "Zercher carry", is_compound=True, primary_muscles=["glutes"])
    add_exercise(person, session.pk, own.exercise_id)
    put_star(person, bench.exercise, is_on=True)
    note_for_good(person, bench.pk, version=0, note="Rack 3, pins at 7.")
    add_gym(person, "Home")
    press = the_item(session=session, name="Incline dumbbell press")
    say_habit(person, press.pk, HabitEntry(load_of="pair", warm_ups=True))
    delete_set(person, logged(item=press).pk, now=now)
    logged(item=press, ended_by="technical_failure")
    today = now.date()
    program = Program.objects.get(slug="upper-lower-4")
    followed = follow(person, program, weekdays=127, today=today)
    change_slot(person, followed.pk, 1, day=None)
    change_slot(person, followed.pk, 2, day=today + dt.timedelta(days=9))
    open_calendar(person)
    make_token(person, "My watch", list(TokenScope), days=90, now=now)
    excuse(person, today + dt.timedelta(days=3), reason="ill")
    keep_upload(person, AN_EXPORT, "strong.csv", now=now)
    ImportJob.objects.create(
        athlete=person, key=uuid.uuid4(), queued_at=now, state="failed", fault="It broke off."
    )
    run = ImportRun.objects.create(
        athlete=person, key=uuid.uuid4(), source="strong", digest="", zone="UTC", made_at=now,
        report={"added_sets": 12, "added_sessions": 2, "first_date": "2025-03-03", "last_date": "2025-03-06"},
    )  # fmt: skip
    ImportedSession.objects.create(
        athlete=person, run=run, key=uuid.uuid4(), session_key=uuid.uuid4(), started_at=now,
        is_whole=True, content={"names": [], "sets": []},
    )  # fmt: skip
    ImportedName.objects.create(
        athlete=person, source="strong", name="zercher carry", exercise=own.exercise
    )
    own_program = begin(person, Plan.of(program))
    share_program(person, own_program.pk, shows_name=True)
    PatternPutAside.objects.create(
        athlete=person, code="grind", exercise=bench.exercise, since=timezone.localdate()
    )
    coached(person, now)
    return person


def coached(person: User, now: dt.datetime) -> None:
    """Somebody coaches them and looked, another one is blocked, a third is invited; they talk."""
    coach = a_lifter(is_lifter=False, is_coach=True, name="Noor")
    _, token = invite(person, Consent(sees_notes=True), now=now)
    link = accept_invitation(coach, token, now=now)
    write_down_look(coach, [person.pk], Looked.REVIEW, now=now)
    invite(person, Consent(), now=now)
    other = a_lifter(is_lifter=False, is_coach=True, name="Kim")
    ask(other, person.email, now=now)
    asked = CoachRequest.objects.get(coach=other)
    block_coach(person, request_id=asked.pk, now=now)
    third = a_lifter(is_lifter=False, is_coach=True, name="Bo")
    ask(third, person.email, now=now)
    row = person_set(person)
    BreachAnswer.objects.create(
        athlete=person, link=link, row=row, resolution="talked", made_at=now
    )
    Comment.objects.create(
        athlete=person, link=link, session=row.session, row=row, exercise=row.exercise,
        key=uuid.uuid4(), by="coach", text="Stop a rep sooner.", made_at=now,
    )  # fmt: skip
    Comment.objects.create(
        athlete=person, link=link, week=week_start(now.date()), key=uuid.uuid4(), by="coach",
        text="A good week.", made_at=now,
    )  # fmt: skip
    given = GivenProgram.objects.create(
        athlete=person, link=link, source=begin(coach, empty_plan("beginner", "mixed")),
        program=Program.objects.filter(owner=person).latest("pk"), source_version=1, plan={}, keys={},
        made_at=now,
    )  # fmt: skip
    CoachChange.objects.create(
        athlete=person, link=link, key=uuid.uuid4(), kind="given", state="made",
        program=given.program, given=given, why="For the winter.", made_at=now,
    )  # fmt: skip


def person_set(person: User) -> Set:
    """A live set of theirs."""
    return Set.objects.filter(athlete=person, deleted_at=None).latest("pk")


def addresses(person: User) -> list[str]:
    """Every page a lifter can open, in the states it can be in."""
    session = person.sessions.order_by("-started_at").first()
    done = person.sessions.exclude(finished_at=None).order_by("-started_at").first()
    assert session is not None
    assert done is not None
    row = session.sets.filter(deleted_at=None).order_by("-pk").first()
    gone = session.sets.exclude(deleted_at=None).first()
    assert row is not None
    assert gone is not None
    run = ImportRun.objects.get(athlete=person)
    own = person.programs.get(blocks__workouts__name="Upper A")
    day = own.blocks.get().workouts.get(name="Upper A")
    page = reverse("session_detail", args=[session.pk])
    names = ("Barbell bench press", "Zercher carry")
    exercises = [the_item(session=session, name=name).exercise_id for name in names]
    return [
        reverse("today"),
        reverse("workouts"),
        reverse("deload"),
        reverse("programs"),
        reverse("programs") + "?days=3&needs=dumbbells",
        *(reverse("program", args=[one.pk]) for one in programs_for(person).order_by("pk")),
        *(reverse("program_played", args=[one.pk]) for one in programs_for(person).order_by("pk")),
        reverse("programs_coming"),
        reverse("program_keep", args=[session.pk]),
        reverse("program_copy_workout", args=[day.pk]),
        reverse("program_print", args=[own.pk]),
        reverse("program_upload"),
        reverse("program", args=[own.pk]),
        reverse("shared_program", args=[program_token(SharedProgram.objects.get(program=own))]),
        reverse("workout_print", args=[day.pk]),
        reverse("program_edit", args=[own.pk]),
        reverse("program_edit", args=[own.pk]) + f"?open=day-{day.pk}",
        reverse("program_pick", args=[own.pk, day.pk]) + "?q=curl",
        reverse("program_substitutes", args=[own.pk, day.pk, 0]),
        reverse("check_in") + f"?session={session.pk}",
        page,
        f"{page}?edit={row.pk}",
        f"{page}?deleted={gone.pk}",
        *(f"{page}?exercise={item.pk}" for item in session.exercises.all()),
        reverse("session_detail", args=[done.pk]),
        reverse("session_review", args=[session.pk]),
        reverse("session_review", args=[done.pk]),
        reverse("session_edit", args=[done.pk]),
        reverse("session_delete", args=[done.pk]),
        reverse("session_list"),
        reverse("exercise_pick", args=[session.pk]),
        reverse("exercise_pick", args=[session.pk]) + "?q=curl",
        reverse("exercise_pick", args=[session.pk]) + f"?swap_for={the_item(session=session).pk}",
        reverse("exercise_pick", args=[session.pk]) + "?q=curl&own=on",
        *(reverse("exercise_detail", args=[one]) for one in exercises),
        reverse("exercise_detail", args=[exercises[0]]) + "?before=2020-01-01~1",
        reverse("exercise_edit", args=[exercises[1]]),
        reverse("exercise_loads", args=[an_exercise("Dumbbell bench press").exercise_id]),
        reverse("import_start"),
        reverse("import_by_hand"),
        reverse("export"),
        reverse("account_delete"),
        reverse("import_file"),
        reverse("import_run", args=[run.pk]),
        reverse("sharing"),
        reverse("sharing_invite"),
        reverse("sharing_week", args=[Comment.objects.get(session=None).week]),
        reverse("sharing_coach", args=[CoachLink.objects.get(athlete=person).pk]),
        reverse(
            "sharing_request",
            args=[CoachRequest.objects.get(address=person.email, coach__name="Bo").pk],
        ),
        reverse("more"),
        reverse("settings"),
        reverse("settings_tokens"),
        reverse("settings_token_new"),
        reverse("level"),
        reverse("level_answers"),
        reverse("rir_sense"),
        reverse("progress_letter", args=[last_week(timezone.localdate()).isoformat()]),
        reverse("progress_bodyweight"),
        reverse("progress_records"),
        reverse("progress_check_in"),
        f"{reverse('progress')}?range=12w&volume=body",
        *(f"{reverse('progress')}?range={one}" for one in ("4w", "12w", "1y", "all")),
        reverse("guesses"),
        reverse("rulebook"),
        reverse("rulebook") + "?q=floor",
        reverse("rulebook_of_set", args=["below_floor", row.pk]),
        reverse("rulebook_rule", args=["below_floor"]),
        reverse("rulebook_rule", args=["base"]),
        reverse("rulebook_sources"),
        reverse("rulebook_myths"),
        reverse("account_email"),
        reverse("account_change_password"),
        reverse("mfa_index"),
        "/no-such-page/",
    ]
