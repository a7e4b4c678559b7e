"""Programs and their blocks; a workout may stand in one."""

from typing import ClassVar

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

LEVELS = [
    ("beginner", "Beginner"),
    ("intermediate", "Intermediate"),
    ("advanced", "Advanced"),
]
GOALS = [
    ("muscle_gain", "Muscle gain"),
    ("max_strength", "Max strength"),
    ("general_fitness", "General fitness"),
    ("mixed", "Mixed"),
]


class Migration(migrations.Migration):
    """Programs come before the workouts they hold."""

    dependencies: ClassVar = [
        ("programming", "0004_offered_exercises"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Program",
            fields=[
                ("id", models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    )),
                ("slug", models.SlugField(max_length=80, blank=True, help_text="Of a ready-made one alone.")),
                ("name", models.CharField(max_length=80)),
                ("level", models.CharField(max_length=12, choices=LEVELS)),
                ("goal", models.CharField(max_length=16, choices=GOALS)),
                (
                    "needs",
                    models.CharField(
                        verbose_name="what it needs",
                        max_length=10,
                        choices=[("gym", "A gym"), ("dumbbells", "Dumbbells only")],
                        default="gym",
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        verbose_name="days a week",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(7),
                        ],
                    ),
                ),
                ("for_whom", models.TextField(verbose_name="for whom", max_length=600, blank=True)),
                ("how_hard", models.TextField(verbose_name="how hard", max_length=600, blank=True)),
                ("why", models.TextField(verbose_name="why it is made so", max_length=1200, blank=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="One more with each change."
                    ),
                ),
                (
                    "before",
                    models.JSONField(
                        null=True,
                        blank=True,
                        help_text="How it stood before the last change, to undo that.",
                    ),
                ),
                ("is_removed", models.BooleanField(default=False)),
                (
                    "owner",
                    models.ForeignKey(
                        settings.AUTH_USER_MODEL,
                        django.db.models.deletion.CASCADE,
                        null=True,
                        blank=True,
                        related_name="programs",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint("slug", condition=Q(owner=None), name="program_slug_unique"),
                    models.CheckConstraint(condition=Q(days__gte=1, days__lte=7), name="program_days"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                ("id", models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    )),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("goal", models.CharField(max_length=16, choices=GOALS)),
                (
                    "weeks",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(52),
                        ]
                    ),
                ),
                (
                    "deload_week",
                    models.PositiveSmallIntegerField(
                        null=True,
                        blank=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                ("is_removed", models.BooleanField(default=False)),
                (
                    "program",
                    models.ForeignKey(
                        "programming.Program",
                        django.db.models.deletion.CASCADE,
                        related_name="blocks",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=Q(weeks__gte=1, weeks__lte=52), name="block_weeks"),
                    models.CheckConstraint(
                        condition=Q(deload_week=None)
                        | Q(deload_week__gte=1, deload_week__lte=F("weeks")),
                        name="block_deload_week",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="workout",
            name="block",
            field=models.ForeignKey(
                "programming.Block",
                django.db.models.deletion.CASCADE,
                null=True,
                related_name="workouts",
            ),
        ),
        migrations.AddField(
            model_name="workout",
            name="is_removed",
            field=models.BooleanField(default=False),
        ),
        migrations.RemoveConstraint(model_name="workout", name="workout_slug_unique"),
        migrations.AlterField(
            model_name="workout",
            name="slug",
            field=models.SlugField(max_length=80, blank=True, help_text="Of a ready-made one alone."),
        ),
    ]
