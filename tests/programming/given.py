"""Programs and workouts of a lifter's own, made for a test."""

from logbook.models import User
from programming.models import Block, Program, Workout


def an_own_workout(owner: User, name: str = "Mine", **program: object) -> Workout:
    """A workout without exercises, in a program of the lifter's own with one block."""
    facts = {"name": "My program", "level": "beginner", "goal": "mixed", "days": 3} | program
    made = Program.objects.create(owner=owner, **facts)
    block = Block.objects.create(program=made, position=0, name="Base", goal="mixed", weeks=4)
    return Workout.objects.create(block=block, name=name)
