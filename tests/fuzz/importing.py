"""Fuzzes the readers of other apps' files with atheris: `python -m tests.fuzz.importing`.

Every file is read or refused with a line and a reason, every row of it is a set, skipped or an
error, and nothing else is ever raised. docs/testing.md says how it is run.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["logbook.pages.transfer.formats"]):
    from logbook.pages.transfer.formats.account_json import is_account
    from logbook.pages.transfer.formats.reading import read
    from logbook.pages.transfer.formats.values import NotReadError
from tests.logbook.pages.transfer.reading import DATA, is_accounted_for, sets_of

_LONGEST = 4096


def one(content: bytes) -> None:
    """Read a file, and hold it to what is promised of all."""
    is_account(content)
    try:
        reading = read(content, unit="kg")
    except NotReadError as refused:
        if refused.line < 1 or not refused.reason.endswith("."):
            raise AssertionError(refused.line, refused.reason) from refused
        return
    assert is_accounted_for(reading)
    assert all(line >= 1 and reason for line, reason in reading.errors)
    for done in sets_of(reading):
        assert 0 <= done.reps <= 9_999
        assert done.rir_halves is None or 0 <= done.rir_halves <= 10


def main() -> None:
    """Begin with the samples; any further argument is libFuzzer's."""
    with tempfile.TemporaryDirectory() as corpus:
        for sample in DATA.iterdir():
            if sample.is_file():
                (Path(corpus) / sample.name).write_bytes(sample.read_bytes()[:_LONGEST])
        atheris.Setup([*sys.argv, f"-max_len={_LONGEST}", corpus], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
