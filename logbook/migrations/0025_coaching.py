"""Consent between athletes and coaches, what was looked at, and which sets to talk about.

The sets on record are read once for the last of these, by what was said of them then.
"""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Cast


def find_breaches(apps: Any, schema_editor: Any) -> None:
    """Mark the sets on record as `logbook.advice.breaches` marks them from now on."""
    sets = apps.get_model("logbook", "Set").objects.filter(origin="typed", kind="working")
    said = sets.annotate(said=Cast("warnings", models.TextField()))
    codes = Q(said__contains="below_floor") | Q(said__contains="early_failure")
    some = said.filter(codes | Q(said__contains="form_broke"))
    found: dict[tuple[str, bool], list[int]] = {}
    for pk, warnings, judged_by in some.values_list("pk", "warnings", "judged_by").iterator():
        severities = {one[0]: one[1] for one in warnings}
        context = judged_by.get("context", {})
        for code in ("form_broke", "below_floor", "early_failure"):
            is_one = code != "below_floor" or context.get("tier") == "avoid"
            if code in severities and is_one:
                found.setdefault((code, severities[code] == "stop"), []).append(pk)
                break
        else:
            _red(found, pk, context)
    rest = sets.filter(outcome="too_close", judged_by__context__readiness="red")
    for pk in rest.exclude(pk__in=some.values("pk")).values_list("pk", flat=True):
        found.setdefault(("red_day", False), []).append(pk)
    for (breach, is_stop), keys in found.items():
        for at in range(0, len(keys), 500):
            sets.filter(pk__in=keys[at : at + 500]).update(
                breach=breach, breach_is_stop=is_stop
            )


def _red(found: dict[tuple[str, bool], list[int]], pk: int, context: dict[str, Any]) -> None:
    """Below the floor on a lift that is no talk by itself may be one on a red day."""
    if context.get("readiness") == "red":
        found.setdefault(("red_day", False), []).append(pk)


class Migration(migrations.Migration):

    dependencies = [
        ('logbook', '0024_import_jobs'),
        ('programming', '0008_plan_lines'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('roster', 'opened the list of athletes'), ('review', 'opened your weeks'), ('session', 'opened a session'), ('breaches', 'opened the sets to talk about'), ('agreed', 'may see your training'), ('changed', 'you changed what they see'), ('ended', 'sees nothing any more')], max_length=8)),
                ('version', models.PositiveIntegerField()),
                ('day', models.DateField()),
                ('first_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('ticks', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='BreachAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('resolution', models.CharField(choices=[('fine', 'Fine'), ('talked', 'Talked about it'), ('target_changed', 'Target changed')], max_length=14)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='CoachBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='CoachLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sees_notes', models.BooleanField(default=False)),
                ('sees_bodyweight', models.BooleanField(default=False)),
                ('sees_readiness', models.BooleanField(default=False)),
                ('sees_program', models.BooleanField(default=False)),
                ('since', models.DateField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('breaches_from', models.DateField(help_text='What was done before is not asked about.')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.CharField(blank=True, choices=[('athlete', 'the athlete'), ('coach', 'the coach')], max_length=7)),
            ],
        ),
        migrations.CreateModel(
            name='CoachRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(db_index=True, max_length=254)),
                ('made_at', models.DateTimeField()),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField()),
                ('by', models.CharField(choices=[('athlete', 'the athlete'), ('coach', 'the coach')], max_length=7)),
                ('text', models.TextField(max_length=1000)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sees_notes', models.BooleanField(default=False)),
                ('sees_bodyweight', models.BooleanField(default=False)),
                ('sees_readiness', models.BooleanField(default=False)),
                ('sees_program', models.BooleanField(default=False)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('shows_all', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name='set',
            name='breach',
            field=models.CharField(blank=True, choices=[('below_floor', 'Below the floor'), ('early_failure', 'Failure too early'), ('form_broke', 'Form broke'), ('red_day', 'Trained through a red day')], help_text='Read off the verdict with it.', max_length=13),
        ),
        migrations.AddField(
            model_name='set',
            name='breach_is_stop',
            field=models.BooleanField(blank=True, help_text='Null: no breach.', null=True),
        ),
        migrations.AddIndex(
            model_name='set',
            index=models.Index(condition=models.Q(('breach_is_stop__isnull', False)), fields=['athlete', '-logged_at'], name='set_breaches'),
        ),
        migrations.AddField(
            model_name='accessentry',
            name='athlete',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='breachanswer',
            name='athlete',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='breachanswer',
            name='row',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='breach_answers', to='logbook.set'),
        ),
        migrations.AddField(
            model_name='coachblock',
            name='athlete',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='coachblock',
            name='coach',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='coachlink',
            name='athlete',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='coachlink',
            name='coach',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='breachanswer',
            name='link',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='logbook.coachlink'),
        ),
        migrations.AddField(
            model_name='accessentry',
            name='link',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='logbook.coachlink'),
        ),
        migrations.AddField(
            model_name='coachrequest',
            name='coach',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='comment',
            name='athlete',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='comment',
            name='link',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='logbook.coachlink'),
        ),
        migrations.AddField(
            model_name='comment',
            name='row',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='logbook.set'),
        ),
        migrations.AddField(
            model_name='comment',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='logbook.trainingsession'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='athlete',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitation',
            name='link',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='logbook.coachlink'),
        ),
        migrations.AddConstraint(
            model_name='coachblock',
            constraint=models.UniqueConstraint(models.F('athlete'), models.F('coach'), name='coach_block_once'),
        ),
        migrations.AddIndex(
            model_name='coachlink',
            index=models.Index(fields=['athlete', '-made_at'], name='coach_link_of_athlete'),
        ),
        migrations.AddIndex(
            model_name='coachlink',
            index=models.Index(fields=['coach', 'ended_at'], name='coach_link_of_coach'),
        ),
        migrations.AddConstraint(
            model_name='coachlink',
            constraint=models.UniqueConstraint(models.F('athlete'), models.F('coach'), condition=models.Q(('ended_at', None)), name='coach_link_once'),
        ),
        migrations.AddConstraint(
            model_name='coachlink',
            constraint=models.CheckConstraint(condition=models.Q(('athlete', models.F('coach')), _negated=True), name='coach_is_another'),
        ),
        migrations.AddIndex(
            model_name='breachanswer',
            index=models.Index(fields=['athlete'], name='breach_answer_of'),
        ),
        migrations.AddConstraint(
            model_name='breachanswer',
            constraint=models.UniqueConstraint(models.F('link'), models.F('row'), name='breach_answered_once'),
        ),
        migrations.AddIndex(
            model_name='accessentry',
            index=models.Index(fields=['athlete', '-last_at'], name='access_entry_of'),
        ),
        migrations.AddConstraint(
            model_name='accessentry',
            constraint=models.UniqueConstraint(models.F('link'), models.F('what'), models.F('version'), models.F('day'), name='access_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='coachrequest',
            constraint=models.UniqueConstraint(models.F('coach'), models.F('address'), name='coach_asks_once'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['athlete', 'session', 'made_at'], name='comment_of_session'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.UniqueConstraint(models.F('athlete'), models.F('key'), name='comment_key_unique'),
        ),
        migrations.AddIndex(
            model_name='invitation',
            index=models.Index(fields=['athlete', 'made_at'], name='invitation_of'),
        ),
        migrations.RunPython(find_breaches, migrations.RunPython.noop),
    ]
