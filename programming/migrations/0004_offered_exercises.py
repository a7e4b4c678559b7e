from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programming', '0003_merged_exercises'),
    ]

    operations = [
        migrations.AddField(
            model_name='exercise',
            name='is_offered',
            field=models.BooleanField(default=False, verbose_name='offered for the catalogue'),
        ),
    ]
