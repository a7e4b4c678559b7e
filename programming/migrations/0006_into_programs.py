"""Every workout gets its program."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def into_programs(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put every workout in a program: one for each owner and level.

    The ready-made ones move on to their own when the programs' file is loaded, by their slugs.
    """
    Workout = apps.get_model("programming", "Workout")
    Program = apps.get_model("programming", "Program")
    Block = apps.get_model("programming", "Block")
    blocks = {}
    for workout in Workout.objects.order_by("position", "pk"):
        key = (workout.owner_id, workout.level)
        if key not in blocks:
            program = Program.objects.create(
                owner_id=workout.owner_id,
                slug=f"before-{workout.level}" if workout.owner_id is None else "",
                name="My workouts" if workout.owner_id is not None else workout.level.title(),
                level=workout.level,
                goal="mixed",
                days=3,
            )
            blocks[key] = Block.objects.create(
                program=program, position=0, name="Every week", goal="mixed", weeks=8
            )
        workout.block = blocks[key]
        if workout.owner_id is not None:
            workout.slug = ""
        workout.save(update_fields=["block", "slug"])


class Migration(migrations.Migration):
    """Apart from the change of columns: PostgreSQL alters no table with rows just written."""

    dependencies: ClassVar = [("programming", "0005_programs")]
    operations: ClassVar = [
        migrations.RunPython(into_programs, migrations.RunPython.noop, elidable=True)
    ]
