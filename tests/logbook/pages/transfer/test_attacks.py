"""Files made to hurt: refused with a reason, before they cost anything."""

import io
import tracemalloc
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from logbook.models import ImportUpload, User
from logbook.pages.transfer.formats import fitnotes, tables
from logbook.pages.transfer.formats.reading import read
from logbook.pages.transfer.formats.tables import MOST_BYTES, MOST_ROWS
from logbook.pages.transfer.formats.values import NotReadError
from tests.logbook.given import a_lifter
from tests.logbook.pages.transfer.reading import sample

HEADER = b"Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time\n"
ROW = b"2024-01-01,Squat,Legs,100,5,,,\n"


def packed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("strong.csv", sample("strong_semicolon_kg.csv"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "nothing"),
        (b" \n \r\n", "nothing"),
        (packed(), "zip archive"),
        (b"\x1f\x8b\x08" + b"x" * 50, "packed"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"SQLite format 3\x00", "database"),
        (b"x" * (MOST_BYTES + 1), "larger than 10 MB"),
        (HEADER + ROW * (MOST_ROWS + 1), "more than 200,000 rows"),
        (b"a," * 100_000 + b"\n", "100001 cells"),
        (HEADER + b"," * 100_000 + b"\n", "100001 cells"),
        (b'"' * 9_000_000, "field larger"),
        (b"x" * 9_000_000, "field larger"),
        (b"\x81\x8d\x8f\x90\x9d", "neither in UTF-8"),
        (b"\xff\xfe\x00", "UTF-16"),
        (b"<html><body>Sign in</body></html>", "no export"),
        (b'{"workouts": []}', "no export"),
        (b"hello", "no export"),
        (b",,,,\n", "no export"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_file_that_is_none_is_refused_with_the_reason(content, says):
    with pytest.raises(NotReadError, match=says) as refused:
        read(content)

    assert len(refused.value.reason) < 1_000


def test_the_largest_file_is_read():
    # A row short of the limits in bytes and in rows at once.
    row = ROW.ljust(len(ROW), b" ")
    assert len(HEADER + row * MOST_ROWS) < MOST_BYTES

    assert read(HEADER + row * MOST_ROWS).rows == MOST_ROWS


def test_what_is_refused_takes_no_memory_to_speak_of():
    attacks = [b"a," * 100_000, HEADER + b"," * 5_000_000, HEADER + ROW + b'"' + b"x" * 9_000_000]
    for content in attacks:
        tracemalloc.start()
        with pytest.raises(NotReadError):
            read(content)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

        assert peak < 20 * MOST_BYTES


def test_the_headers_that_were_seen_are_shown_and_no_more_than_that():
    cells = [f"column {number} " + "x" * 500 for number in range(150)]
    with pytest.raises(NotReadError) as refused:
        read(",".join(cells).encode())

    assert "column 0" in refused.value.reason
    assert "130 more" in refused.value.reason
    assert len(refused.value.reason) < 1_200


def test_bytes_are_counted_before_anything_is_decoded(monkeypatch):
    monkeypatch.setattr(tables, "_decoded", lambda content: pytest.fail("was decoded"))
    with pytest.raises(NotReadError):
        read(b"x" * (MOST_BYTES + 1))


def test_too_many_rows_are_refused_before_the_first_is_read(monkeypatch):
    monkeypatch.setattr(fitnotes.FitNotes, "read", lambda *args: pytest.fail("was read"))
    with pytest.raises(NotReadError, match="more than 200,000 rows"):
        read(HEADER + ROW * (MOST_ROWS + 1))


def test_numbers_of_a_million_digits_are_refused_without_being_worked_out():
    for number in ("1e1000000", "-1e1000000", "1e-1000000", "9" * 1_000_000, "1_000e999999999"):
        for row in (
            f"2024-01-01,Squat,Legs,{number},5,,,\n",
            f"2024-01-01,Squat,Legs,100,{number},,,\n",
        ):
            tracemalloc.start()
            try:
                found = read(HEADER + row.encode())
            except NotReadError as refused:
                reasons = [refused.reason]
            else:
                reasons = [reason for _, reason in found.errors]
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()

            assert reasons, number[:20]
            assert max(map(len, reasons)) < 1_000
            assert peak < 2 * MOST_BYTES


@pytest.mark.parametrize("begins", [b"Date,", b"PK\x03\x04", b"Date;"])
def test_a_file_of_a_byte_too_many_is_refused_before_it_is_kept(lifter_client, begins):
    lifter, client = lifter_client
    file = SimpleUploadedFile("strong.csv", begins.ljust(MOST_BYTES + 1, b"x"), "text/csv")
    response = client.post("/import/", {"file": file})

    assert response.status_code == 422
    assert "larger than 10 MB" in response.content.decode()
    assert not ImportUpload.objects.filter(athlete=lifter).exists()


@pytest.fixture
def lifter_client(release) -> tuple[User, Client]:
    lifter, client = a_lifter(), Client()
    client.force_login(lifter)
    return lifter, client
