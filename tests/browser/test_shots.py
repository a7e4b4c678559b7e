import datetime as dt, uuid, pytest
from django.urls import reverse
from django.utils import timezone
from logbook.acts.pins import pin_load
from logbook.acts.sessions import start_session, finish_session
from programming.lines import SetLine
from programming.loads import Load, LoadKind, Unit
from programming.models import Program
from programming.programs.editing import begin
from programming.programs.plans import Plan
from tests.logbook.given import *
from tests.logbook.planned import *

pytestmark = pytest.mark.usefixtures("release")


@pytest.mark.parametrize(
    ("width", "theme"), [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
)
def test_shots(page, live_server, let_in, lifter, width, theme):
    now = timezone.now()
    lines = (
        a_line(*TOP_SET, rule="top_set", note="Pause on the chest."),
        a_line(SetLine(3, (5, 5), percent=80), name="Barbell squat", rule="percent"),
        a_line(
            SetLine(1, (8, 10), target=(3, 3, 4)),
            SetLine(2, (8, 10), target=(0, 0, 1)),
            name="Curl",
            role="isolation",
        ),
        a_line(
            SetLine(3, (8, 12), load=(60000, "kg", "external")),
            name="Leg press",
            role="secondary",
            rule="fixed",
        ),
        a_line(SetLine(3, (8, 12)), name="Chest-supported row", role="secondary"),
    )
    for d in (12, 10, 8, 6):
        s = a_session(
            lifter=lifter,
            workout=None,
            exercises=[BENCH, "Barbell squat", "Curl", "Leg press"],
            started=now - dt.timedelta(days=d),
        )
        for it in s.exercises.select_related("risk", "session", "athlete"):
            for _ in range(2):
                logged(item=it, reps=6, load="80" if it.risk.name != "Curl" else "20")
        finished(s)
    program = a_program(lifter, *lines)
    workout = program.blocks.get().workouts.get()
    let_in(lifter)
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(
        f"{live_server.url}{reverse('program_edit', args=[program.pk])}?open=day-{workout.pk}"
    )
    page.screenshot(
        path=f"/tmp/plan_shots/edit-{width}-{theme}.png",
        full_page=True,
        clip={"x": 0, "y": 280, "width": width, "height": 1400},
    )
    s = start_session(lifter, key=uuid.uuid4(), workout=workout, now=now)
    it = the_item(session=s)
    logged(item=it, reps=4, load="100", rir=2, at=now)
    page.goto(f"{live_server.url}{reverse('session_detail', args=[s.pk])}")
    page.screenshot(path=f"/tmp/plan_shots/session-{width}-{theme}.png", full_page=True)
    row = the_item(session=s, name="Leg press")
    pin_load(lifter, row.pk, load=Load(80000, Unit.KG), kind=LoadKind.EXTERNAL, now=now)
    page.goto(f"{live_server.url}{reverse('session_detail', args=[s.pk])}?exercise={row.pk}")
    page.screenshot(path=f"/tmp/plan_shots/pin-{width}-{theme}.png", full_page=True)
    logged(item=row, reps=8, load="80", rir=2, at=now + dt.timedelta(minutes=1))
    finish_session(lifter, s.pk, now=now + dt.timedelta(minutes=9))
    page.goto(f"{live_server.url}{reverse('session_review', args=[s.pk])}")
    page.screenshot(path=f"/tmp/plan_shots/review-{width}-{theme}.png", full_page=True)
