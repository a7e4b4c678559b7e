"""What is no sound database of ours never takes the place of one; what stood there is kept."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from logbook.management import backup
from logbook.management.backup import BESIDE, RefusedError, back_up, judge, put_in_place
from tests.logbook.management.files import (
    JOURNALS,
    KNOWN,
    counted,
    files_no_longer_than,
    made,
    names,
    opened,
)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A backup with a hundred sets."""
    (tmp_path / "source").mkdir()
    with closing(made(tmp_path / "source" / "live.sqlite3")):
        back_up(tmp_path / "source" / "live.sqlite3", tmp_path / "good.sqlite3")
    return tmp_path / "good.sqlite3"


def test_a_damaged_file_is_refused(good: Path):
    whole = good.read_bytes()
    # A page of its own, as SQLite has them: what stands inside a row has no checksum.
    middle = len(whole) // 2 // 4096 * 4096
    damaged = {
        "cut short": whole[:middle],
        "overwritten": whole[:middle] + b"\xff" * 4096 + whole[middle + 4096 :],
        "no head": b"\0" * 100 + whole[100:],
        "empty": b"",
        "text": b"a letter\n" * 1000,
    }

    for how, content in damaged.items():
        good.write_bytes(content)
        with pytest.raises(RefusedError, match=r"damaged|no RepStack database"):
            judge(good, KNOWN)
        assert good.read_bytes() == content, how


def test_another_programs_database_is_refused(tmp_path: Path):
    with closing(opened(tmp_path / "photos.sqlite3")) as photos:
        photos.execute("CREATE TABLE photos (id INTEGER)")

    with pytest.raises(RefusedError, match="no RepStack database"):
        judge(tmp_path / "photos.sqlite3", KNOWN)
    with pytest.raises(RefusedError, match="There is no file"):
        judge(tmp_path / "nowhere.sqlite3", KNOWN)


def test_a_newer_versions_file_is_refused_by_the_name_of_what_is_unknown(good: Path):
    with closing(opened(good)) as newer:
        newer.execute("INSERT INTO django_migrations VALUES ('logbook', '0099_later')")

    with pytest.raises(
        RefusedError, match=r"another version of RepStack: .* no logbook\.0099_later\."
    ):
        judge(good, KNOWN)


def test_an_older_versions_file_is_taken(good: Path):
    assert judge(good, KNOWN).migrations < KNOWN


@pytest.mark.parametrize("beside", BESIDE)
def test_what_was_copied_from_a_running_server_is_refused(good: Path, beside: str):
    good.with_name(good.name + beside).write_bytes(b"left over")

    with pytest.raises(RefusedError, match="copied from a database in use"):
        judge(good, KNOWN)


def restored(good: Path, live: Path) -> Path:
    """Restore, and say where what stood there is kept."""
    kept = live.with_name("kept.sqlite3")
    put_in_place(good, live, judge(good, KNOWN), kept)
    return kept


@pytest.mark.parametrize("journal", JOURNALS)
def test_it_takes_the_place_and_what_stood_there_is_kept(tmp_path: Path, good: Path, journal: str):
    live = tmp_path / "data" / "live.sqlite3"
    live.parent.mkdir()
    made(live, journal=journal, sets=7).close()

    kept = restored(good, live)

    assert (counted(live), counted(kept)) == (100, 7)
    assert names(live.parent) == {live.name, kept.name}
    assert live.stat().st_mode & 0o777 == 0o600
    # It is in use from here on: no backup is written over it.
    with pytest.raises(RefusedError, match="no backup of RepStack"):
        back_up(good, live)


def test_what_a_kill_left_beside_the_old_file_does_not_reach_the_new_one(
    tmp_path: Path, good: Path
):
    """The old file's `-wal`, read into the new file, made it "malformed"."""
    live = tmp_path / "data" / "live.sqlite3"
    live.parent.mkdir()
    with closing(made(tmp_path / "killed.sqlite3", sets=500)):
        for name in ("", "-wal"):
            shutil.copy(tmp_path / f"killed.sqlite3{name}", f"{live}{name}")

    kept = restored(good, live)

    assert counted(live) == 100
    # What was only in the `-wal` was somebody's too.
    assert counted(kept) == 500
    assert names(live.parent) == {live.name, kept.name}


def test_a_database_too_damaged_to_open_is_kept_with_what_lay_beside_it(tmp_path: Path, good: Path):
    live = tmp_path / "data" / "live.sqlite3"
    live.parent.mkdir()
    live.write_bytes(b"\xff" * 8192)
    live.with_name("live.sqlite3-wal").write_bytes(b"half a page")

    kept = restored(good, live)

    assert counted(live) == 100
    assert kept.read_bytes() == b"\xff" * 8192
    assert names(live.parent) == {live.name, kept.name, f"{kept.name}-wal"}


def test_a_database_that_is_gone_comes_back(tmp_path: Path, good: Path):
    live = tmp_path / "data" / "live.sqlite3"
    live.parent.mkdir()
    live.with_name("live.sqlite3-wal").write_bytes(b"left over")

    kept = restored(good, live)

    assert counted(live) == 100
    assert not kept.exists()


def test_a_database_that_somebody_has_open_stays(
    tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(backup, "_PATIENCE", 0)
    live = tmp_path / "live.sqlite3"
    with closing(made(live, sets=7)), pytest.raises(RefusedError, match="Something else has"):
        restored(good, live)

    assert counted(live) == 7
    assert [name for name in names(tmp_path) if name.startswith("kept")] == []


def test_a_full_disk_leaves_the_database_that_stood_there(tmp_path: Path, good: Path):
    live = tmp_path / "live.sqlite3"
    made(live, sets=7).close()

    with files_no_longer_than(4096), pytest.raises(RefusedError, match="could not be written"):
        restored(good, live)

    assert counted(live) == 7
    assert not (tmp_path / "kept.sqlite3").exists()
