"""What the targets of a program come to, carried along by its editor's page.

A change moves the targets of the exercises it was made in. What those of all others come to stands on
the page already, so the page sends it along and they are not worked out again. It is signed, and
of one program at one version; without it the whole editor is made anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core import signing

from logbook.pages.programs.faults import Says, said
from programming.models import Program

FIELD = "shown"
_SALT = "logbook.pages.programs.carried"


def carried(program: Program, says: Mapping[int, Sequence[Says]]) -> str:
    """What the exercises of each workout, by its key, come to, as the page carries it."""
    stored = [[key, [one.stored() for one in lines]] for key, lines in says.items()]
    return signing.dumps([program.pk, program.version, stored], salt=_SALT)


def says_carried(text: str, program_id: int, version: int) -> dict[int, list[Says]] | None:
    """What `carried` wrote for this version of a program; None where it is anything else."""
    try:
        of, stood_at, stored = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    if (of, stood_at) != (program_id, version):
        return None
    return {key: list(map(said, lines)) for key, lines in stored}
