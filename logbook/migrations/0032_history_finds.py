"""Indexes of what few rows are: notes, pain, broken form, deloads; and a workout's sessions in their whole order."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('logbook', '0031_habit_converted'),
        ('programming', '0008_plan_lines'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='trainingsession',
            name='session_of_workout',
        ),
        migrations.AddIndex(
            model_name='sessionexercise',
            index=models.Index(condition=models.Q(('has_pain', True)), fields=['athlete', '-started_at', '-session'], name='session_exercise_pain'),
        ),
        migrations.AddIndex(
            model_name='sessionexercise',
            index=models.Index(condition=models.Q(('note', ''), _negated=True), fields=['athlete', '-started_at', '-session'], name='session_exercise_notes'),
        ),
        migrations.AddIndex(
            model_name='set',
            index=models.Index(condition=models.Q(('ended_by', 'technical_failure')), fields=['athlete', '-started_at', '-session'], name='set_form_breaks'),
        ),
        migrations.AddIndex(
            model_name='set',
            index=models.Index(condition=models.Q(('note', ''), _negated=True), fields=['athlete', '-started_at', '-session'], name='set_notes'),
        ),
        migrations.AddIndex(
            model_name='trainingsession',
            index=models.Index(fields=['athlete', 'workout', '-started_at', '-id'], name='session_of_workout'),
        ),
        migrations.AddIndex(
            model_name='trainingsession',
            index=models.Index(condition=models.Q(('is_deload', True)), fields=['athlete', '-started_at', '-id'], name='session_deloads'),
        ),
        migrations.AddIndex(
            model_name='trainingsession',
            index=models.Index(condition=models.Q(('note', ''), _negated=True), fields=['athlete', '-started_at', '-id'], name='session_notes'),
        ),
    ]
