"""Exercise names: the form they are compared in, and what a lifter may type as one."""

import re
import unicodedata

LONGEST_NAME = 120

_WORD = re.compile(r"[^\W_]+|&")
# Marks that turn the direction of the text around them, in a list seen by others too.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def normalised(name: str) -> str:
    """The form in which names are equal: words in their order, without case or punctuation.

    Nothing longer than `LONGEST_NAME` characters is looked at.
    """
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", name[:LONGEST_NAME]).casefold()))


def clean_name(typed: str) -> str:
    """A name as typed, with single spaces.

    Raises `ValueError` with a sentence for the lifter for what cannot be a name.
    """
    name = " ".join(unicodedata.normalize("NFC", typed[: 2 * LONGEST_NAME]).split(" ")).strip()
    name = re.sub(" {2,}", " ", name)
    if len(name) > LONGEST_NAME:
        raise ValueError(f"Use at most {LONGEST_NAME} characters for the name.")
    # Most names are plain letters, and a file of the catalogue has thousands.
    is_plain = name.isascii() and name.isprintable()
    if not is_plain and any(
        unicodedata.category(mark) in {"Cc", "Cs"} or mark in _TURNING for mark in name
    ):
        raise ValueError("Use letters, figures and ordinary marks for the name.")
    if not normalised(name):
        raise ValueError("Give the exercise a name with a letter or a figure in it.")
    return name
