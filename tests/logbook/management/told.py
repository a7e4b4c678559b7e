"""What a command that walks one lifter's log prints."""

import json
from io import StringIO

from django.core.management import call_command

from logbook.models import User


def told(command: str, lifter: User, *arguments: str) -> str:
    """What the command says of the lifter."""
    out = StringIO()
    call_command(command, "--user", lifter.email, *arguments, stdout=out)
    return out.getvalue()


def figures_of(command: str, lifter: User) -> dict:
    """The same as JSON has it."""
    return json.loads(told(command, lifter, "--json"))
