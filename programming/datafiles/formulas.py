"""Cells that a spreadsheet would take for formulas: a quote mark keeps them text, out and in.

A cell that has quote marks before such a sign already gets one more, so that whatever is written
is read back as it was.
"""

import re

# Some spreadsheets take the full-width signs, the last four here, for the plain ones.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def as_text(cell: str) -> str:
    """The cell as it is written: a spreadsheet shows it and computes nothing."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_typed(cell: str) -> str:
    """What the cell of a file means."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
