
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('logbook', '0015_training_span'),
        ('programming', '0007_workouts_in_programs'),
    ]

    operations = [
        migrations.CreateModel(
            name='SlotChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.PositiveSmallIntegerField()),
                ('day', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name='trainingsession',
            name='goal',
            field=models.CharField(blank=True, choices=[('muscle_gain', 'Muscle gain'), ('max_strength', 'Max strength'), ('general_fitness', 'General fitness'), ('mixed', 'Mixed')], help_text="Of the program's block; else the lifter's.", max_length=16),
        ),
        migrations.AddField(
            model_name='trainingsession',
            name='slot',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Which session of the followed program it is, from 0.', null=True),
        ),
        migrations.CreateModel(
            name='ExcusedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('reason', models.CharField(choices=[('ill', 'Ill'), ('travel', 'Travelling'), ('other', 'Something else')], max_length=6)),
                ('athlete', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='FollowedProgram',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('running', 'Running'), ('waiting', 'Waiting'), ('ended', 'Ended')], default='running', max_length=7)),
                ('started_on', models.DateField()),
                ('weekdays', models.PositiveSmallIntegerField(default=0)),
                ('athlete', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programming.program')),
            ],
        ),
        migrations.AddField(
            model_name='trainingsession',
            name='followed',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sessions', to='logbook.followedprogram'),
        ),
        migrations.AddIndex(
            model_name='trainingsession',
            index=models.Index(condition=models.Q(('workout__isnull', False)), fields=['athlete', '-started_at', '-id'], name='session_with_workout'),
        ),
        migrations.AddConstraint(
            model_name='trainingsession',
            constraint=models.UniqueConstraint(models.F('followed'), models.F('slot'), condition=models.Q(('followed', None), _negated=True), name='session_slot_unique'),
        ),
        migrations.AddField(
            model_name='slotchange',
            name='athlete',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='slotchange',
            name='followed',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='logbook.followedprogram'),
        ),
        migrations.AddConstraint(
            model_name='excusedday',
            constraint=models.UniqueConstraint(models.F('athlete'), models.F('day'), name='excused_day_unique'),
        ),
        migrations.AddIndex(
            model_name='followedprogram',
            index=models.Index(fields=['athlete', 'state'], name='followed_by'),
        ),
        migrations.AddConstraint(
            model_name='followedprogram',
            constraint=models.UniqueConstraint(models.F('athlete'), condition=models.Q(('state', 'running')), name='one_program_runs'),
        ),
        migrations.AddConstraint(
            model_name='followedprogram',
            constraint=models.CheckConstraint(condition=models.Q(('weekdays__lt', 128)), name='followed_weekdays'),
        ),
        migrations.AddConstraint(
            model_name='slotchange',
            constraint=models.UniqueConstraint(models.F('followed'), models.F('slot'), name='slot_change_unique'),
        ),
    ]
