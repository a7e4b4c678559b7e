import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def first_gym(apps, schema_editor):
    """What a lifter stated of the loads there are becomes their first gym."""
    User = apps.get_model("logbook", "User")
    for person in User.objects.exclude(loads={}).only("pk", "loads").iterator():
        person.gyms = [{"key": 1, "name": "", "loads": person.loads, "version": 1}]
        person.last_gym = 1
        person.save(update_fields=["gyms", "last_gym"])


def loads_again(apps, schema_editor):
    """The loads of the first gym, as they stood before there were gyms."""
    User = apps.get_model("logbook", "User")
    for person in User.objects.exclude(gyms=[]).only("pk", "gyms").iterator():
        person.loads = person.gyms[0]["loads"]
        person.save(update_fields=["loads"])


class Migration(migrations.Migration):

    dependencies = [
        ('logbook', '0016_following'),
        ('programming', '0007_workouts_in_programs'),
    ]

    operations = [
        migrations.AddField(
            model_name='sessionexercise',
            name='bar',
            field=models.CharField(blank=True, help_text='The name of a bar; empty: not said.', max_length=40),
        ),
        migrations.AddField(
            model_name='sessionexercise',
            name='load_of',
            field=models.CharField(blank=True, choices=[('one', 'one dumbbell'), ('pair', 'the pair together')], max_length=4),
        ),
        migrations.AddField(
            model_name='sessionexercise',
            name='sides',
            field=models.CharField(blank=True, choices=[('each', 'each side'), ('both', 'both sides together')], max_length=4),
        ),
        migrations.AddField(
            model_name='sessionexercise',
            name='warm_ups',
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='trainingsession',
            name='gym',
            field=models.PositiveSmallIntegerField(blank=True, help_text="The key of one of the lifter's gyms; else the last used.", null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='gyms',
            field=models.JSONField(blank=True, default=list, help_text='What can be loaded where; none: one usual gym.'),
        ),
        migrations.AddField(
            model_name='user',
            name='last_gym',
            field=models.PositiveSmallIntegerField(blank=True, help_text='The key of the gym trained at last.', null=True),
        ),
        migrations.RunPython(first_gym, loads_again),
        migrations.RemoveField(
            model_name='user',
            name='loads',
        ),
        migrations.CreateModel(
            name='ExerciseHabit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bar', models.CharField(blank=True, help_text='The name of a bar; empty: not said.', max_length=40)),
                ('load_of', models.CharField(blank=True, choices=[('one', 'one dumbbell'), ('pair', 'the pair together')], max_length=4)),
                ('sides', models.CharField(blank=True, choices=[('each', 'each side'), ('both', 'both sides together')], max_length=4)),
                ('warm_ups', models.BooleanField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('note_version', models.PositiveIntegerField(default=0)),
                ('athlete', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('exercise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programming.exercise')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('athlete'), models.F('exercise'), name='exercise_habit_once')],
            },
        ),
    ]
