"""What a deload rests on is kept as codes and days instead of sentences.

The sentences cannot be read back into numbers: the signs stay with theirs, and the days they were
seen on come back with the next session that ends.
"""

from django.db import migrations


def without_sentences(apps, schema_editor):
    advice = apps.get_model("logbook", "DeloadAdvice")
    kept = advice.objects.using(schema_editor.connection.alias).exclude(evidence=[])
    for row in kept.only("evidence").iterator(chunk_size=200):
        row.evidence = [[code, numbers, []] for code, numbers, _ in row.evidence]
        row.save(update_fields=["evidence"])


class Migration(migrations.Migration):
    dependencies = [("logbook", "0007_next_session")]
    # Backwards the same: an older release shows the signs without what it cannot word.
    operations = [migrations.RunPython(without_sentences, without_sentences)]
