-- Finding people, past the wall and without a hole in it: row-level security keeps the database from using its indexes
-- for names (1.9 s for 17 ms). Each of these gives numbers of people who may be seen, and nothing that depends on anybody
-- who may not: what is cut off as too unlike is unlike the words typed, never less like than somebody hidden.

DROP FUNCTION IF EXISTS kith_names_like(text, bigint[], boolean, integer);

-- The words of names that are like a word typed, how like (1 is the same), and whether they only sound alike. Begun with,
-- spelt otherwise, heard otherwise, or with two letters changed round.
CREATE OR REPLACE FUNCTION kith_words_like(typed text) RETURNS TABLE (word text, likeness real, heard boolean)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET pg_trgm.similarity_threshold = 0.35 AS $$
    SELECT word, likeness::real, heard AND likeness < 1 FROM (
        SELECT kept.word, kept.sounds && kith_sounds(typed) AS heard, CASE
            WHEN kept.word = typed THEN 1
            WHEN length(typed) > 1 AND starts_with(kept.word, typed)
                THEN 0.75 + 0.2 * length(typed) / length(kept.word)
            WHEN length(typed) > 2 AND position(typed IN kept.word) > 0
                THEN 0.55 + 0.3 * length(typed) / length(kept.word)
            ELSE 0.92 * (
                CASE WHEN kept.letters = kith_letters(typed) THEN 1 - 1.0 / length(typed)
                    ELSE 1 - levenshtein(kept.word, typed)::real / greatest(length(kept.word), length(typed)) END
                + (kept.sounds && kith_sounds(typed))::integer
            ) / (1 + (kept.sounds && kith_sounds(typed))::integer)
        END AS likeness
        FROM people_nameword kept
        WHERE length(kept.word) < 200 AND (
            kept.word = typed OR kept.word % typed OR kept.sounds && kith_sounds(typed) OR kept.letters = kith_letters(typed)
            OR (length(typed) > 1 AND kept.word LIKE regexp_replace(typed, '([\\%_])', '\\\1', 'g') || '%')
            OR (length(typed) > 2 AND kept.word LIKE '%' || regexp_replace(typed, '([\\%_])', '\\\1', 'g') || '%')
        )
    ) found WHERE likeness >= 0.55
$$;
REVOKE EXECUTE ON FUNCTION kith_words_like(text) FROM PUBLIC;

-- Who fits what is asked, likeliest first: all the words by a name of their own; or some by their own names and the others
-- by that of a parent, brother or sister (`relative`); where nobody fits all, whoever fits some. No words: whoever fits
-- the rest.
--
-- typed              the words of names, plain; families: whether relatives may be looked at
-- among, not_among   only these people, and none of these; children: only those with a record
-- days, since, until born or expected on one of these days, or born in this time
-- place, not_at      a postcode or its beginning, of where they live or lived, at none of these addresses
CREATE OR REPLACE FUNCTION kith_find(
    typed text[], families boolean, among bigint[], not_among bigint[], children boolean, days date[], since date, until date,
    place text, not_at bigint[], most integer
) RETURNS TABLE (person bigint, old boolean, likeness real, relative bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    hidden bigint[] := ARRAY(SELECT kith_hidden_people()) || coalesce(not_among, '{}');
    said integer := cardinality(typed);
    words text[]; likes real[]; nos integer[]; rarest text[];
    near_words text[]; doubted text[]; theirs text[];
    circle bigint[]; ones bigint[]; twos bigint[];
    near_kinds text[] := ARRAY['parent', 'sibling', 'half_sibling', 'step_parent', 'step_sibling'];
    today date := kith_day();
    in_all text := '';
    born text := '';
    fits text := ' AND %1$s <> ALL ($4)';
    found bigint[]; likest real;
BEGIN
    IF among IS NOT NULL THEN fits := fits || ' AND %1$s = ANY ($5)'; END IF;
    IF children THEN born := born || ' AND who.record_opened_on IS NOT NULL'; END IF;
    IF days IS NOT NULL THEN born := born || ' AND (who.born_on = ANY ($6) OR who.expected_on = ANY ($6))'; END IF;
    IF since IS NOT NULL THEN born := born || ' AND who.born_on >= $7 AND who.born_on < $8'; END IF;
    IF said > 0 AND born <> '' THEN
        fits := fits || ' AND EXISTS (SELECT FROM people_person who WHERE who.id = %1$s' || born || ')';
    ELSE
        fits := fits || born;
    END IF;
    IF place IS NOT NULL THEN
        -- For each of those of the name; where no name is typed, from the postcode.
        fits := fits || CASE WHEN said > 0 THEN ' AND (SELECT true' ELSE ' AND %1$s IN (SELECT lived.person_id' END
            || ' FROM people_residence lived JOIN people_address at ON at.id = lived.address_id'
            || ' WHERE at.postcode LIKE $9 AND at.id <> ALL ($10)'
            || CASE WHEN said > 0 THEN ' AND lived.person_id = %1$s LIMIT 1)' ELSE ')' END;
    END IF;
    IF said = 0 THEN
        RETURN QUERY EXECUTE format('SELECT who.id, false, 1::real, NULL::bigint FROM people_person who WHERE true' || fits
            || ' ORDER BY who.born_on <> ($6)[1], who.record_opened_on IS NULL, who.id LIMIT $11', 'who.id')
        USING words, likes, nos, hidden, among, days, since, until, place, not_at, most;
        RETURN;
    END IF;

    SELECT array_agg(near.word), array_agg(near.likeness), array_agg(asked.no::integer) INTO near_words, likes, nos
    FROM unnest(typed) WITH ORDINALITY asked (word, no), kith_words_like(asked.word) near;
    -- A word that only people have whom this search may not find is a word that nobody has: else the answer would differ.
    doubted := CASE WHEN children OR among IS NOT NULL THEN near_words ELSE ARRAY(
        SELECT DISTINCT own.word FROM people_personname name, unnest(name.words) own (word)
        WHERE name.person_id = ANY (hidden) AND own.word = ANY (near_words)) END;
    theirs := ARRAY(
        SELECT DISTINCT own.word FROM people_personname name, unnest(name.words) own (word)
        WHERE name.words && doubted AND own.word = ANY (doubted) AND name.person_id <> ALL (hidden)
        AND (among IS NULL OR name.person_id = ANY (among))
        AND (NOT children OR EXISTS (
            SELECT FROM people_person who WHERE who.id = name.person_id AND who.record_opened_on IS NOT NULL)));
    SELECT array_agg(word), array_agg(each), array_agg(no) INTO words, likes, nos FROM (
        SELECT *, row_number() OVER (PARTITION BY no ORDER BY each DESC, word) AS which
        FROM unnest(near_words, likes, nos) near (word, each, no) WHERE word <> ALL (doubted) OR word = ANY (theirs)
    ) near WHERE which <= 80;
    IF words IS NULL THEN RETURN; END IF;

    IF (SELECT count(DISTINCT no) = said FROM unnest(nos) no) THEN
        SELECT string_agg(format(' AND name.words && %L::text[]', list), '') INTO in_all
        FROM (SELECT array_agg(word) AS list FROM unnest(words, nos) near (word, no) GROUP BY no) lists;
        FOR person, old, likeness IN EXECUTE format(
            'SELECT likely.id, likely.old, (likely.likeness / $12 + 0.1 * similarity(likely.plain, $13))::real FROM ('
            ' SELECT best.id, best.old, best.plain, sum(best.likeness) AS likeness FROM ('
            '  SELECT name.id AS name, name.person_id AS id, name.end_on IS NOT NULL AS old, name.plain, near.no,'
            '   max(near.likeness) AS likeness'
            '  FROM people_personname name, unnest(name.words) own (word), unnest($1, $2, $3) near (word, likeness, no)'
            '  WHERE near.word = own.word' || in_all || fits || ' GROUP BY 1, 2, 3, 4, 5'
            ' ) best GROUP BY best.name, 1, 2, 3 ORDER BY 4 DESC, 1 LIMIT $11 * 2'
            ') likely ORDER BY 3 DESC, 1 LIMIT $11', 'name.person_id')
        USING words, likes, nos, hidden, among, days, since, until, place, not_at, most, said, array_to_string(typed, ' ')
        LOOP
            likest := greatest(likest, likeness);
            RETURN NEXT;
        END LOOP;
        IF likest >= 0.75 OR said = 1 THEN RETURN; END IF;
    ELSIF said = 1 THEN
        RETURN;
    END IF;

    -- By several of their names, or by a relative's with theirs: only words much like what was typed. Looked for from the
    -- rarest of the words: whoever has it in their name, and the relatives of those.
    SELECT array_agg(word), array_agg(each), array_agg(no) INTO words, likes, nos
    FROM unnest(words, likes, nos) near (word, each, no) WHERE each >= 0.7;
    SELECT list INTO rarest FROM (SELECT array_agg(word) AS list FROM unnest(words, nos) near (word, no) GROUP BY no) lists
    ORDER BY (
        SELECT count(*) FROM people_personname name WHERE name.words && list AND name.person_id <> ALL (hidden)
        AND (among IS NULL OR name.person_id = ANY (among))
    ), list LIMIT 1;
    IF rarest IS NULL THEN RETURN; END IF;
    circle := ARRAY(
        SELECT DISTINCT person_id FROM people_personname name WHERE name.words && rarest AND name.person_id <> ALL (hidden)
        AND (among IS NULL OR name.person_id = ANY (among)));
    IF families THEN
        SELECT array_agg(one), array_agg(two) INTO ones, twos FROM (
            SELECT person_id AS one, other_id AS two FROM people_relationship
            WHERE person_id = ANY (circle) AND kind = ANY (near_kinds) AND (end_on IS NULL OR end_on > today)
            UNION SELECT person_id, other_id FROM people_relationship
            WHERE other_id = ANY (circle) AND kind = ANY (near_kinds) AND (end_on IS NULL OR end_on > today)
        ) related;
        SELECT array_agg(DISTINCT id) INTO circle FROM unnest(circle || ones || twos) id;
    END IF;
    RETURN QUERY EXECUTE format(
        'WITH called AS MATERIALIZED ('
        ' SELECT name.person_id AS id, near.no, max(near.likeness) AS likeness'
        ' FROM people_personname name, unnest(name.words) own (word), unnest($1, $2, $3) near (word, likeness, no)'
        ' WHERE name.person_id = ANY ($14) AND near.word = own.word AND name.person_id <> ALL ($4)'
        ' AND ($5 IS NULL OR name.person_id = ANY ($5)) GROUP BY 1, 2'
        '), known AS MATERIALIZED ('
        ' SELECT id, bit_or(1 << (no - 1)) AS has, sum(likeness) AS likeness FROM called GROUP BY id'
        '), two AS MATERIALIZED ('
        ' SELECT pair.id, pair.relative, CASE WHEN pair.has & 1 = 1 THEN 0.05 ELSE 0.1 END AS less FROM ('
        '  SELECT one.id, other.id AS relative, one.has, other.has AS theirs'
        '  FROM (SELECT * FROM unnest($15, $16) UNION SELECT * FROM unnest($16, $15)) pair (id, relative)'
        '  JOIN known one ON one.id = pair.id JOIN known other ON other.id = pair.relative OFFSET 0'
        ' ) pair WHERE has | theirs = (1 << $12) - 1 AND has <> (1 << $12) - 1 AND theirs <> (1 << $12) - 1'
        '), fitting AS ('
        ' SELECT id, likeness / $12 AS likeness, NULL::bigint AS relative FROM known UNION ALL'
        ' SELECT each.id, sum(each.likeness) / $12 - each.less, each.relative FROM ('
        '  SELECT id, relative, less, no, max(likeness) AS likeness FROM ('
        '   SELECT two.*, called.no, called.likeness FROM two JOIN called ON called.id = two.id UNION ALL'
        '   SELECT two.*, called.no, called.likeness FROM two JOIN called ON called.id = two.relative) said GROUP BY 1, 2, 3, 4'
        ' ) each GROUP BY each.id, each.relative, each.less'
        '), best AS (SELECT DISTINCT ON (fitting.id) * FROM fitting ORDER BY fitting.id, fitting.likeness DESC, fitting.relative'
        ') SELECT best.id, false, best.likeness::real, best.relative'
        ' FROM best WHERE best.likeness > 0.3' || fits || ' ORDER BY 3 DESC, 1 LIMIT $11', 'best.id')
    USING words, likes, nos, hidden, among, days, since, until, place, not_at, most, said, NULL, circle, ones, twos;
END $$;
