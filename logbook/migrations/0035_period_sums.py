"""Sums of weeks, months, quarters and years beside the log; `repstack.prepare` fills them once."""
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('logbook', '0034_renewed_programs'),
    ]

    operations = [
        migrations.CreateModel(
            name='PeriodSums',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grain', models.CharField(choices=[('week', 'Week'), ('month', 'Month'), ('quarter', 'Quarter'), ('year', 'Year')], max_length=7)),
                ('first', models.DateField()),
                ('sums', models.JSONField()),
                ('athlete', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('athlete', 'grain', 'first'), name='period_sums_unique')],
            },
        ),
    ]
