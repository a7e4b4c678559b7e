"""How far sets ended from their aim, and what was moved: kept beside each exercise of a session.

What is on record is summed here in one statement, so that the first look at the page is right;
`rebuild_summaries` computes the same from the sets.
"""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

_JUDGED = ["on_target", "too_close", "too_easy"]


def sum_what_is_on_record(apps: Any, schema_editor: Any) -> None:
    """Fill both columns of every exercise that has a working set."""
    items = apps.get_model("logbook", "SessionExercise").objects.filter(working_sets__gt=0)
    sets = apps.get_model("logbook", "Set").objects.filter(
        session_exercise=OuterRef("pk"), kind="working", deleted_at=None
    )
    left = Case(
        When(ended_by="stopped", then=F("rir_halves")),
        default=Value(0),
        output_field=IntegerField(),
    )
    judged = sets.filter(Q(outcome__in=_JUDGED), origin="typed", target_aim__isnull=False)
    apart = judged.order_by().values("session_exercise").annotate(
        sum=Sum(left - 2 * F("target_aim"), output_field=IntegerField())
    )
    moved = sets.filter(is_slip=False, load__isnull=False)
    volume = moved.order_by().values("session_exercise").annotate(
        sum=Sum(F("reps") * F("load"), output_field=models.BigIntegerField())
    )
    items.update(
        deviation_halves=Coalesce(Subquery(apart.values("sum")), 0),
        volume=Coalesce(
            Subquery(volume.values("sum")), 0, output_field=models.BigIntegerField()
        ),
    )


class Migration(migrations.Migration):

    dependencies = [
        ('logbook', '0022_access_tokens'),
        ('programming', '0008_plan_lines'),
    ]

    operations = [
        migrations.AddField(
            model_name='sessionexercise',
            name='deviation_halves',
            field=models.SmallIntegerField(default=0, help_text='Good reps left minus aim, in halves, summed over the sets with a verdict.'),
        ),
        migrations.AddField(
            model_name='sessionexercise',
            name='volume',
            field=models.BigIntegerField(default=0, help_text='What was moved × reps, in micrograms.'),
        ),
        migrations.CreateModel(
            name='PatternPutAside',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32)),
                ('since', models.DateField()),
                ('athlete', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('exercise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programming.exercise')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('athlete'), models.F('code'), models.F('exercise'), name='pattern_put_aside_once')],
            },
        ),
        migrations.RunPython(sum_what_is_on_record, migrations.RunPython.noop),
    ]
