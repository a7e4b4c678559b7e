"""Every page with large text, on a phone held sideways, with long words: nothing scrolls sideways, nothing overlaps (WCAG 1.4.4, 1.4.10)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from logbook.models import User
from programming.models import RiskEntry
from tests.logbook.everything import a_lifter_with_everything, addresses

pytestmark = pytest.mark.usefixtures("release")

LONG = "Donaudampfschifffahrtsgesellsch"
"""31 letters, the longest word a name may well have."""

# What stands in a line of text or is a control, and whose box another one covers.
OVERLAPS = """(within) => {
  const shown = [...document.querySelectorAll(within)].filter((one) => {
    const text = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    return text && one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      && !one.closest(".rs-sr, .rs-clip, svg, select, .rs-undo");
  });
  const lines = shown.flatMap((one) => [...one.childNodes].filter((node) => node.nodeType === 3 && node.data.trim())
    .flatMap((node) => { const range = new Range(); range.selectNodeContents(node);
      return [...range.getClientRects()].map((rect) => ({ one, node, rect })); }));
  const found = [];
  for (let i = 0; i < lines.length; i += 1) {
    for (let j = i + 1; j < lines.length; j += 1) {
      const [a, b] = [lines[i], lines[j]];
      if (a.node === b.node) continue;
      const wide = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
      const high = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top);
      if (wide > 2 && high > Math.min(a.rect.height, b.rect.height) * 0.35) {
        found.push(`${a.node.data.trim().slice(0, 30)} / ${b.node.data.trim().slice(0, 30)}`);
      }
    }
  }
  return [...new Set(found)].slice(0, 5);
}"""
PARTS = ("main *", ".rs-top *", ".rs-dock *", ".rs-tabs *")
# The page as a whole, and any part of it that hides what does not fit.
WIDE = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  const out = [...document.querySelectorAll("body *")].filter((one) =>
    one.checkVisibility() && !one.closest(".rs-scroll, .rs-sr, .rs-skip, .rs-clip")
    && one.getBoundingClientRect().right > innerWidth + 1);
  return wide > 0 || out.length ? [`${wide} px too wide: ` + out.slice(-3).map((one) => one.outerHTML.slice(0, 80)).join(" ")] : [];
}"""


@pytest.fixture
def lifter(transactional_db: None) -> User:
    """With everything."""
    return a_lifter_with_everything()


@pytest.fixture
def pages(lifter: User) -> list[str]:
    """Every page of theirs, with an exercise and notes of one long word among it."""
    found = addresses(lifter)
    RiskEntry.objects.filter(name="Zercher carry").update(name=LONG)
    session = lifter.sessions.latest("started_at")
    session.name = session.note = LONG
    session.save()
    session.exercises.update(note=LONG)
    session.sets.update(note=LONG)
    return found


@pytest.mark.parametrize(
    ("width", "height", "percent"),
    [(360, 760, 130), (360, 760, 200), (1280, 800, 200), (844, 390, 100), (844, 390, 130)],
)
def test_nothing_overlaps_and_nothing_scrolls_sideways(
    page: Page,
    live_server: LiveServer,
    lifter: User,
    pages: list[str],
    let_in: Callable[[User], None],
    width: int,
    height: int,
    percent: int,
):
    let_in(lifter)
    page.set_viewport_size({"width": width, "height": height})
    # As the browser's own setting of the size of text does, to which every size here is relative.
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => "
        f"document.documentElement.style.setProperty('font-size', '{percent}%'))"
    )
    wrong = {}
    for path in pages:
        page.goto(live_server.url + path)
        if faults := [
            *page.evaluate(WIDE),
            *(line for part in PARTS for line in page.evaluate(OVERLAPS, part)),
        ]:
            wrong[path] = faults

    assert wrong == {}
