"""What a coach may set, off for every link there is; what they set, and programs they gave."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two ticks on links and invitations, and two tables."""

    dependencies = [("logbook", "0029_notices"), ("programming", "0008_plan_lines")]

    operations = [
        migrations.AddField("coachlink", "sets_programs", models.BooleanField(default=False)),
        migrations.AddField("coachlink", "sets_targets", models.BooleanField(default=False)),
        migrations.AddField("invitation", "sets_programs", models.BooleanField(default=False)),
        migrations.AddField("invitation", "sets_targets", models.BooleanField(default=False)),
        migrations.AlterField(
            model_name='accessentry',
            name='what',
            field=models.CharField(choices=[('roster', 'opened the list of athletes'), ('program', 'opened your programs'), ('review', 'opened your weeks'), ('session', 'opened a session'), ('breaches', 'opened the sets to talk about'), ('digest', 'was sent your name in the weekly mail'), ('agreed', 'may see your training'), ('changed', 'you changed what they see'), ('ended', 'sees nothing any more')], max_length=8),
        ),
        migrations.CreateModel(
            name='GivenProgram',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_version', models.PositiveIntegerField()),
                ('plan', models.JSONField()),
                ('keys', models.JSONField()),
                ('made_at', models.DateTimeField()),
                ('athlete', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('link', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='given', to='logbook.coachlink')),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programming.program')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programming.program')),
            ],
        ),
        migrations.CreateModel(
            name='CoachChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField()),
                ('kind', models.CharField(choices=[('target', 'A target'), ('program', 'A program, changed'), ('given', 'A program, given'), ('offer', 'A new state of a program that was given'), ('technique', 'Lifts with steady form'), ('level', 'The level')], max_length=9)),
                ('state', models.CharField(choices=[('begun', 'begun, nothing changed yet'), ('made', 'waits for an answer'), ('kept', 'kept'), ('refused', 'refused'), ('replaced', 'replaced by a later one')], max_length=8)),
                ('before', models.JSONField(blank=True, null=True)),
                ('after', models.JSONField(blank=True, null=True)),
                ('why', models.CharField(max_length=300)),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('athlete', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('link', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='logbook.coachlink')),
                ('program', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programming.program')),
                ('given', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='logbook.givenprogram')),
            ],
        ),
        migrations.AddIndex(
            model_name='givenprogram',
            index=models.Index(fields=['athlete'], name='given_program_of'),
        ),
        migrations.AddConstraint(
            model_name='givenprogram',
            constraint=models.UniqueConstraint(models.F('link'), models.F('program'), name='given_program_once'),
        ),
        migrations.AddIndex(
            model_name='coachchange',
            index=models.Index(fields=['athlete', 'state'], name='coach_change_of'),
        ),
        migrations.AddIndex(
            model_name='coachchange',
            index=models.Index(fields=['link', '-made_at'], name='coach_change_by'),
        ),
        migrations.AddConstraint(
            model_name='coachchange',
            constraint=models.UniqueConstraint(models.F('athlete'), models.F('key'), name='coach_change_once'),
        ),
    ]
