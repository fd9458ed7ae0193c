"""Words of names, and how they sound, for searching; kept by the database itself in `people`."""

from django.contrib.postgres.operations import CreateExtension
from django.db import migrations

# Each word of a name, without what people leave out in writing; of a name in several parts also the parts in one:
# Anne-Marie is typed Annemarie, and O’Brien OBrien.
WORDS = """
CREATE FUNCTION kith_words(name text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT CASE WHEN cardinality(parts) > 1 THEN parts || array_to_string(parts, '') ELSE parts END
    FROM (SELECT array_remove(regexp_split_to_array(
        regexp_replace(public.kith_plain(name), '[''’‘ʼ`´.]', '', 'g'), '[\\s‐-―!-/:-@[-`{-~]+'
    ), '') AS parts) split
$$;
"""
# How a word sounds: by Daitch and Mokotoff where the database knows it (PostgreSQL 16 and later), which hears names from
# eastern Europe too; else by the double metaphone, which knows no letters but a to z.
SOUNDS = """
DO $do$
BEGIN
    IF to_regprocedure('public.daitch_mokotoff(text)') IS NOT NULL THEN
        CREATE FUNCTION kith_sounds(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
            SELECT coalesce(public.daitch_mokotoff(word), '{}')
        $$;
    ELSE
        CREATE FUNCTION kith_sounds(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
            SELECT CASE WHEN word ~ '^[a-z]+$'
                THEN array_remove(ARRAY[public.dmetaphone(word), public.dmetaphone_alt(word)], '') ELSE '{}' END
        $$;
    END IF;
END $do$;
"""
# The letters of a word in their order in the alphabet: two of them changed round leave them as they are.
LETTERS = """
CREATE FUNCTION kith_letters(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT string_agg(letter, '' ORDER BY letter) FROM regexp_split_to_table(word, '') letter
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("store", "0002_who_changed_what")]
    operations = [
        CreateExtension("fuzzystrmatch"),
        migrations.RunSQL(WORDS, "DROP FUNCTION kith_words(text)"),
        migrations.RunSQL(SOUNDS, "DROP FUNCTION kith_sounds(text)"),
        migrations.RunSQL(LETTERS, "DROP FUNCTION kith_letters(text)"),
    ]
