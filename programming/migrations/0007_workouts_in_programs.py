"""Every workout stands in a program, which says whose it is and for which level."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """How long it takes is worked out from its exercises."""

    dependencies: ClassVar = [("programming", "0006_into_programs")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="workout",
            name="block",
            field=models.ForeignKey(
                "programming.Block",
                django.db.models.deletion.CASCADE,
                related_name="workouts",
            ),
        ),
        migrations.RemoveField(model_name="workout", name="owner"),
        migrations.RemoveField(model_name="workout", name="level"),
        migrations.RemoveField(model_name="workout", name="minutes"),
        migrations.AddConstraint(
            model_name="workout",
            constraint=models.UniqueConstraint("slug", condition=~Q(slug=""), name="workout_slug_unique"),
        ),
    ]
