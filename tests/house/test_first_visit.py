"""What a phone waits for in a gym: the session page, its own sheets and its own scripts, as they are sent."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from tests.house.test_static import deployed
from tests.logbook.given import a_lifter, a_session, known_movements, logged_in

pytestmark = pytest.mark.usefixtures("release")

MOST = 40_000


@pytest.fixture(scope="session")
def server_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `collectstatic` leaves for the server."""
    root = tmp_path_factory.mktemp("static")
    with deployed(root):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root


def sent(root: Path, name: str) -> int:
    """The bytes of a file as a browser is sent it: in the shorter of the compressions there are."""
    path = root / staticfiles_storage.url(name).removeprefix("/static/")
    packed = [path.with_name(path.name + ending) for ending in (".br", ".gz")]
    return min(one.stat().st_size for one in (path, *packed) if one.exists())


def test_a_first_visit_of_the_session_page_is_light(server_files: Path):
    lifter = a_lifter()
    known_movements(lifter=lifter)
    session = a_session(lifter=lifter)
    answer = logged_in(lifter).get(f"/sessions/{session.pk}/", headers={"Accept-Encoding": "gzip"})
    page = logged_in(lifter).get(f"/sessions/{session.pk}/").content.decode()
    names = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', page)
    with deployed(server_files):
        sizes = {name: sent(server_files, name) for name in names}
    sizes["the page"] = len(answer.content)

    assert {name.split("/")[-1] for name in names} >= {"session.css", "session.js", "typed.js"}
    assert answer["Content-Encoding"] == "gzip"
    assert sum(sizes.values()) <= MOST, sizes
