"""The words of every name, and each word there is once, with its sounds: searching begins there."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

import kith.people.models

# Read by nobody but the database's own search: that a word is there would tell that somebody hidden is called so.
WORDS = """
CREATE TABLE people_nameword (
    word text PRIMARY KEY,
    sounds text[] NOT NULL GENERATED ALWAYS AS (public.kith_sounds(word)) STORED,
    letters text NOT NULL GENERATED ALWAYS AS (public.kith_letters(word)) STORED
);
CREATE INDEX people_nameword_trigram ON people_nameword USING gin (word gin_trgm_ops);
CREATE INDEX people_nameword_sounds ON people_nameword USING gin (sounds);
CREATE INDEX people_nameword_letters ON people_nameword (letters);
ALTER TABLE people_nameword ENABLE ROW LEVEL SECURITY;

CREATE FUNCTION kith_keep_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO people_nameword (word) SELECT DISTINCT unnest(words) FROM written ORDER BY 1 ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER kith_words_added AFTER INSERT ON people_personname
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION kith_keep_words();
CREATE TRIGGER kith_words_changed AFTER UPDATE ON people_personname
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION kith_keep_words();
INSERT INTO people_nameword (word) SELECT DISTINCT unnest(words) FROM people_personname;
"""
NONE = """
DROP TRIGGER kith_words_added ON people_personname;
DROP TRIGGER kith_words_changed ON people_personname;
DROP FUNCTION kith_keep_words();
DROP TABLE people_nameword;
"""


def words() -> models.GeneratedField:
    expression = models.Func(
        kith.people.models.Words("given"), kith.people.models.Words("family"), function="array_cat"
    )
    kept = django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)
    return models.GeneratedField(db_persist=True, expression=expression, output_field=kept)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("store", "0003_how_names_sound")]
    operations = [
        migrations.RemoveIndex(model_name="personname", name="people_name_trigram"),
        migrations.AddField(model_name="personname", name="words", field=words()),
        migrations.AddField(model_name="personnamebefore", name="words", field=words()),
        migrations.AddIndex(
            model_name="personname",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="people_name_words"),
        ),
        migrations.RunSQL(WORDS, NONE),
    ]
