"""What a rule's page begins with: the event that somebody asks about, in the words of who asks."""

from dataclasses import dataclass

from programming.rulebook import Warning as EffortWarning


@dataclass(frozen=True, slots=True)
class Happened:
    """An event: `title` names it, `text` says how it went, `warning` is what was said of it, if anything.

    `back` is the address it is seen at, `back_to` the words of the link there.
    """

    title: str
    text: str
    warning: EffortWarning | None
    back: str
    back_to: str
