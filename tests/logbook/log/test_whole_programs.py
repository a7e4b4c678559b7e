"""A program is read whole in one query, as Django reads it in five."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from logbook.log.whole_programs import whole_program
from programming.models import Block, PlannedSubstitute, Program
from programming.programs.editing import begin
from programming.programs.plans import Plan
from programming.programs.slots import slots_of
from tests.logbook.given import a_lifter

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def program() -> Program:
    """One of two blocks and more, with substitutes, and a block that was removed."""
    ready = max(Program.objects.filter(owner=None), key=lambda one: one.blocks.count())
    program = begin(a_lifter(), Plan.of(ready))
    Block.objects.create(
        program=program, position=9, name="Gone", goal="strength", weeks=2, is_removed=True
    )
    planned = program.blocks.first().workouts.first().planned.first()  # type: ignore[union-attr]
    assert planned is not None
    others = [one.exercise_id for one in planned.workout.planned.all()[1:3]]
    planned.substitutes.all().delete()
    PlannedSubstitute.objects.bulk_create(
        PlannedSubstitute(planned=planned, exercise_id=one, rank=rank)
        for one, rank in zip(others, (2, 1), strict=True)
    )
    return program


def test_all_that_is_in_it_is_what_django_reads(program: Program):
    by_django = Program.objects.get(pk=program.pk)

    with CaptureQueriesContext(connection) as asked:
        whole = whole_program(program.pk)
        assert whole is not None
        plan, slots = Plan.of(whole), slots_of(whole)

    assert len(asked) == 1
    assert plan == Plan.of(by_django)
    assert slots == slots_of(by_django)
    for field in Program._meta.concrete_fields:
        assert getattr(whole, field.attname) == getattr(by_django, field.attname)


def test_what_is_read_with_it_knows_where_it_stands(program: Program):
    whole = whole_program(program.pk)
    assert whole is not None

    with CaptureQueriesContext(connection) as asked:
        for block in whole.blocks.all():
            assert block.program is whole
            for workout in block.workouts.all():
                assert workout.block is block
                assert all(one.workout is workout for one in workout.planned.all())

    assert not asked


def test_a_removed_one_is_not_there(program: Program):
    Program.objects.filter(pk=program.pk).update(is_removed=True)
    assert whole_program(program.pk) is None
    assert whole_program(-1) is None
