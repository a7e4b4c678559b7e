"""Static files as a server has them: few, compressed, with names that change with the content."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.test.utils import override_settings
from whitenoise.middleware import WhiteNoiseMiddleware

from repstack.finders import PACKAGE_FILES, PackageFilesFinder, static_folder
from repstack.settings import MIDDLEWARE
from tests.house.policy import assert_whole_policy

BOOTSTRAP = "js-lib-bootstrap5/css/bootstrap.min.css"


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `collectstatic` leaves for the server."""
    root = tmp_path_factory.mktemp("static")
    with deployed(root):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root


def deployed(root: Path) -> override_settings:
    return override_settings(
        STATIC_ROOT=root,
        STORAGES={
            "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
        },
    )


def test_of_bootstrap_only_the_style_sheet_is_collected(collected: Path):
    files = [path for path in (collected / "js-lib-bootstrap5").rglob("*") if path.is_file()]

    assert {path.suffix for path in files} <= {".css", ".map", ".br", ".gz"}
    # A map is for a developer's tools: nobody waits for it.
    assert not [path.name for path in files if ".map." in path.name]
    assert {path.parent.name for path in files} == {"css"}
    assert all(path.name.startswith("bootstrap.min.") for path in files)
    # Once, under the name of its content.
    assert not (collected / BOOTSTRAP).exists()


def test_a_style_sheet_is_there_in_both_compressions(collected: Path):
    with deployed(collected):
        path = collected / staticfiles_storage.url(BOOTSTRAP).removeprefix("/static/")
    plain = path.read_bytes()

    assert brotli.decompress(path.with_name(f"{path.name}.br").read_bytes()) == plain
    assert gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()) == plain


def test_a_file_is_served_compressed_and_kept_for_long(collected: Path):
    with deployed(collected):
        url = staticfiles_storage.url(BOOTSTRAP)
        served = WhiteNoiseMiddleware(HttpResponse).files[url]
    response = served.get_response("GET", {"HTTP_ACCEPT_ENCODING": "gzip, br"})

    headers = dict(response.headers)
    assert url != f"/static/{BOOTSTRAP}"
    assert "immutable" in headers["Cache-Control"]
    assert headers["Content-Encoding"] == "br"


def test_every_file_a_page_names_is_collected(collected: Path, client: Client, db: None):
    with deployed(collected):
        page = client.get("/accounts/login/").content.decode()

    named = re.findall(r'(?:src|href)="/static/([^"]+)"', page)
    assert len(named) > 3
    assert [name for name in named if not (collected / name).is_file()] == []


def test_the_finder_finds_its_files_and_no_other():
    assert finders.find(BOOTSTRAP) == str(static_folder("js_lib_bootstrap5") / BOOTSTRAP)
    assert finders.find(BOOTSTRAP, find_all=True) == [finders.find(BOOTSTRAP)]
    assert finders.find("js-lib-bootstrap5/js/bootstrap.min.js") is None
    listed = [name for name, _ in PackageFilesFinder().list(None)]
    assert listed == [name for names in PACKAGE_FILES.values() for name in names]


def test_a_package_that_is_not_installed_is_named():
    with pytest.raises(LookupError, match="no_such_package"):
        static_folder("no_such_package")


def test_a_file_has_the_policy_and_the_headers_of_every_answer(collected: Path):
    with deployed(collected), override_settings(MIDDLEWARE=MIDDLEWARE):
        headers = Client().get(staticfiles_storage.url(BOOTSTRAP)).headers

    assert headers["Content-Type"].startswith("text/css")
    assert "immutable" in headers["Cache-Control"]
    assert_whole_policy(headers)
