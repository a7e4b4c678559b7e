"""Who the demo's coach coaches: thirty athletes, each with a story that ends the day before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from programming.choices import Goal, Level


class Story(StrEnum):
    """What a coach finds in an athlete's last weeks."""

    FLOOR = "floor"
    FORM = "form"
    CLOSE = "close"
    WORN_OUT = "worn_out"
    SILENT = "silent"
    ENDING = "ending"
    NO_PROGRAM = "no_program"
    EASY = "easy"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Athlete:
    """An athlete, their story, and what they show beyond their sets.

    `ticks` are columns of a link; `strength` is a share of the usual loads; `days` lie between two
    sessions, `last` is how many days ago the latest was.
    """

    name: str
    story: Story
    level: Level
    goal: Goal
    strength: float
    days: int = 2
    last: int = 1
    ticks: tuple[str, ...] = ("sees_readiness", "sees_program")

    @property
    def program(self) -> str:
        """The slug of the program their sessions are of."""
        if self.story == Story.ENDING:
            return "minimum-2"
        return "full-body-3" if self.level == Level.BEGINNER else "upper-lower-4"

    @property
    def email(self) -> str:
        """An address no mail reaches."""
        return f"{self.name.partition(' ')[0].lower()}@athletes.example"


_B, _I, _A = Level.BEGINNER, Level.INTERMEDIATE, Level.ADVANCED
_MIXED, _GAIN, _FIT = Goal.MIXED, Goal.MUSCLE_GAIN, Goal.GENERAL_FITNESS
_ALL = (
    *("sees_readiness", "sees_program", "sees_notes", "sees_bodyweight"),
    *("sets_targets", "sets_programs"),
)

ATHLETES: tuple[Athlete, ...] = (
    Athlete("Dana Okafor", Story.FLOOR, _I, _MIXED, 0.9, ticks=_ALL),
    Athlete("Tomas Reyes", Story.FORM, _I, _MIXED, 1.2),
    Athlete("Mara Lindqvist", Story.FLOOR, _A, _GAIN, 0.8),
    Athlete("Jules Martin", Story.WORN_OUT, _I, _GAIN, 1.0, ticks=_ALL),
    Athlete("Priya Nair", Story.EASY, _I, _MIXED, 0.7),
    Athlete("Sam Whitlock", Story.SILENT, _I, _MIXED, 1.1, last=11),
    Athlete("Aiko Tanaka", Story.CLOSE, _B, _FIT, 0.6),
    Athlete("Lena Hoffmann", Story.FINE, _A, _MIXED, 0.8),
    Athlete("Ben Adeyemi", Story.FINE, _I, _MIXED, 1.3),
    Athlete("Chloe Dubois", Story.FINE, _B, _FIT, 0.5),
    Athlete("Noah Petrov", Story.CLOSE, _B, _FIT, 1.2),
    Athlete("Ines Costa", Story.ENDING, _I, _MIXED, 0.7),
    Athlete("Olga Nowak", Story.FINE, _I, _GAIN, 0.7, ticks=()),
    Athlete("Hugo Berg", Story.EASY, _I, _FIT, 0.9),
    Athlete("Yara Haddad", Story.WORN_OUT, _I, _MIXED, 0.7),
    Athlete("Liam Byrne", Story.NO_PROGRAM, _I, _MIXED, 1.1),
    Athlete("Mei Chen", Story.FINE, _A, _GAIN, 0.7, ticks=_ALL),
    Athlete("Omar Farouk", Story.FORM, _A, _MIXED, 1.4),
    Athlete("Ella Virtanen", Story.FINE, _I, _MIXED, 0.7),
    Athlete("Jonas Weber", Story.SILENT, _B, _FIT, 1.0, last=9),
    Athlete("Sofia Rossi", Story.FINE, _I, _GAIN, 0.6),
    Athlete("Kwame Mensah", Story.CLOSE, _B, _FIT, 1.3),
    Athlete("Anna Novak", Story.EASY, _I, _MIXED, 0.6),
    Athlete("Pedro Alves", Story.FINE, _I, _MIXED, 1.2),
    Athlete("Freya Larsen", Story.ENDING, _I, _MIXED, 0.7),
    Athlete("Ravi Menon", Story.FINE, _B, _MIXED, 0.9),
    Athlete("Zoe Papadakis", Story.FINE, _I, _GAIN, 0.6, ticks=("sees_program",)),
    Athlete("Emil Novotny", Story.NO_PROGRAM, _B, _FIT, 0.9),
    Athlete("Tara Singh", Story.EASY, _I, _MIXED, 0.7),
    Athlete("Luca Moretti", Story.FINE, _I, _MIXED, 1.2),
)

# Of a good set of eight, in kilograms.
LOADS: Mapping[str, float] = {
    "Barbell bench press": 80,
    "Barbell squat": 105,
    "Barbell deadlift": 125,
    "Barbell overhead press": 50,
    "Romanian deadlift": 95,
    "Leg press": 180,
    "Chest-supported row": 62.5,
    "Incline dumbbell press": 28,
    "Lat pulldown": 65,
}
LOAD_OF_OTHERS = 30.0
