"""An address as a picture a phone reads: the dark fields of a QR code as one path."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno

# Fields of white around the code, without which readers find no edge (ISO/IEC 18004).
_QUIET = 4


@dataclass(frozen=True, slots=True)
class QrCode:
    """A square `size` fields wide, its quiet zone included; `path` draws the dark ones."""

    size: int
    path: str


def qr_code(address: str) -> QrCode:
    """The code of an address; a scratched screen is read all the same (error level M)."""
    fields = segno.make(address, error="m", micro=False).matrix
    strokes = []
    for y, row in enumerate(fields):
        x = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                strokes.append(f"M{x + _QUIET} {y + _QUIET}h{length}v1h-{length}z")
            x += length
    return QrCode(len(fields) + 2 * _QUIET, "".join(strokes))
