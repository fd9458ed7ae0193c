-- Disposal of a record: the only way by which what is only added to, and what stood before, ever goes. Made anew after every
-- migration (building.py), by the owner of the tables, whose rights these functions have.
--
-- Triggers look away while a row stands in keeping_disposing, for the transaction that put it there and only where the
-- owner's rights hold. The application can neither see nor write that table, so nobody can ask for it but kith_erase.

ALTER TABLE keeping_disposing ENABLE ROW LEVEL SECURITY;
ALTER TABLE keeping_stub ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS read_only ON keeping_stub;
CREATE POLICY read_only ON keeping_stub FOR SELECT USING (true);

CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF current_user <> '{owner}' THEN
        RETURN false;
    END IF;
    RETURN EXISTS (SELECT FROM public.keeping_disposing WHERE work = pg_current_xact_id()::text);
END $$;

-- Who is tied to any of these people, each tie read from their side.
CREATE OR REPLACE FUNCTION kith_ties(whose bigint[]) RETURNS TABLE (one bigint, other bigint)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT person_id, other_id FROM people_relationship WHERE person_id = ANY (whose)
    UNION SELECT other_id, person_id FROM people_relationship WHERE other_id = ANY (whose)
    UNION SELECT child_id, holder_id FROM people_parentalresponsibility WHERE child_id = ANY (whose) AND holder_id IS NOT NULL
    UNION SELECT holder_id, child_id FROM people_parentalresponsibility WHERE holder_id = ANY (whose)
    UNION SELECT child_id, withheld_from_id FROM people_withholding WHERE child_id = ANY (whose)
    UNION SELECT withheld_from_id, child_id FROM people_withholding WHERE withheld_from_id = ANY (whose)
    UNION SELECT child_id, reader_id FROM sharing_passagemark WHERE child_id = ANY (whose)
    UNION SELECT reader_id, child_id FROM sharing_passagemark WHERE reader_id = ANY (whose)
    UNION SELECT kept_id, merged_id FROM casework_merge WHERE kept_id = ANY (whose)
    UNION SELECT merged_id, kept_id FROM casework_merge WHERE merged_id = ANY (whose)
    UNION SELECT kept_id, merged_id FROM casework_mergedrow WHERE kept_id = ANY (whose)
    UNION SELECT merged_id, kept_id FROM casework_mergedrow WHERE merged_id = ANY (whose)
    UNION SELECT first_id, second_id FROM protection_twinsplit WHERE first_id = ANY (whose)
    UNION SELECT second_id, first_id FROM protection_twinsplit WHERE second_id = ANY (whose)
    UNION SELECT child_id, person_id FROM protection_offeredto WHERE child_id = ANY (whose)
    UNION SELECT person_id, child_id FROM protection_offeredto WHERE person_id = ANY (whose)
    UNION SELECT mine.person_id, theirs.person_id FROM people_familymember mine JOIN people_familymember theirs USING (family_id)
        WHERE mine.person_id = ANY (whose) AND theirs.person_id <> mine.person_id
    UNION SELECT home.person_id, stay.child_id FROM providers_home home JOIN care_placement stay ON stay.home_id = home.id
        WHERE home.person_id = ANY (whose)
    UNION SELECT home.person_id, stay.child_id FROM providers_home home JOIN care_shortbreak stay ON stay.home_id = home.id
        WHERE home.person_id = ANY (whose)
$$;
REVOKE EXECUTE ON FUNCTION kith_ties(bigint[]) FROM PUBLIC;

-- The child, and those around them who have no record of their own and are tied to nobody who stays.
CREATE OR REPLACE FUNCTION kith_goes_with(whose bigint) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    around bigint[] := ARRAY[whose];
    more bigint[];
BEGIN
    LOOP
        more := ARRAY(
            SELECT DISTINCT tie.other FROM kith_ties(around) tie JOIN people_person person ON person.id = tie.other
            WHERE person.record_opened_on IS NULL AND tie.other <> ALL (around)
        );
        EXIT WHEN cardinality(more) = 0;
        around := around || more;
    END LOOP;
    LOOP
        more := ARRAY(
            SELECT one FROM kith_ties(around) WHERE one <> whose AND other <> ALL (around)
            UNION SELECT person_id FROM workforce_knownas WHERE person_id = ANY (around) AND person_id <> whose
            UNION SELECT first_id FROM reach_sealedidentity WHERE first_id = ANY (around) AND first_id <> whose
            UNION SELECT sealed_id FROM reach_sealedidentity WHERE sealed_id = ANY (around) AND sealed_id <> whose
        );
        EXIT WHEN cardinality(more) = 0;
        around := ARRAY(SELECT person FROM unnest(around) person WHERE person <> ALL (more));
    END LOOP;
    RETURN QUERY SELECT unnest(around);
END $$;
REVOKE EXECUTE ON FUNCTION kith_goes_with(bigint) FROM PUBLIC;

-- Of these children, those with a restriction in force over somebody who would go with them, or over a brother or sister.
-- What is sealed is never among them: nothing may tell that it is there.
CREATE OR REPLACE FUNCTION kith_restricted_with(children bigint[]) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT child FROM unnest(children) child WHERE child NOT IN (SELECT kith_hidden_people()) AND EXISTS (
        SELECT FROM reach_restriction restriction
        WHERE restriction.kind NOT IN ('adoption', 'adopted') AND kith_in_force(restriction.start_on, restriction.end_on)
        AND (
            restriction.person_id IN (SELECT kith_goes_with(child))
            OR restriction.person_id IN (
                SELECT tie.person_id FROM people_relationship tie
                WHERE tie.other_id = child AND tie.kind IN ('sibling', 'half_sibling')
                UNION SELECT tie.other_id FROM people_relationship tie
                WHERE tie.person_id = child AND tie.kind IN ('sibling', 'half_sibling')
            )
        )
    )
$$;

-- A fingerprint of all that a record holds; nothing for somebody whom the worker served may not see.
CREATE OR REPLACE FUNCTION kith_record_stands(whose bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' AS $$
    SELECT md5(string_agg(held, '' ORDER BY held)) FROM (
        {stands}
    ) everything WHERE whose NOT IN (SELECT kith_hidden_people())
$$;

-- Takes the child and all that goes with them out of every table. For the owner, and for kith_dispose.
CREATE OR REPLACE FUNCTION kith_erase(whose bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    people bigint[] := ARRAY(SELECT kith_goes_with(whose));
    numbers text[] := ARRAY(
        SELECT authority_id FROM people_person WHERE id = ANY (people) AND authority_id <> ''
        UNION SELECT authority_id FROM people_personbefore WHERE pgh_obj_id = ANY (people) AND authority_id <> ''
    );
    homes bigint[] := ARRAY(
        SELECT home_id FROM care_placement WHERE child_id = ANY (people) AND home_id IS NOT NULL
        UNION SELECT home_id FROM care_placementbefore WHERE child_id = ANY (people) AND home_id IS NOT NULL
        UNION SELECT home_id FROM care_shortbreak WHERE child_id = ANY (people) AND home_id IS NOT NULL
        UNION SELECT home_id FROM care_shortbreakbefore WHERE child_id = ANY (people) AND home_id IS NOT NULL
    );
    spelled text[] := ARRAY(
        SELECT unnest(words) FROM people_personname WHERE person_id = ANY (people)
        UNION SELECT unnest(words) FROM people_personnamebefore WHERE person_id = ANY (people)
    );
    gone bigint[];
    {shared}
BEGIN
    INSERT INTO keeping_disposing (work) VALUES (pg_current_xact_id()::text);
    INSERT INTO keeping_filetoremove (name)
        SELECT file FROM casework_document WHERE child_id = ANY (people)
        UNION SELECT file FROM casework_documentbefore WHERE child_id = ANY (people) ON CONFLICT DO NOTHING;
    {goes}
    -- A home that nobody else lived in, of no provider and with no Ofsted number, is somebody's own house.
    gone := ARRAY(
        SELECT id FROM providers_home home WHERE id = ANY (homes) AND provider_id IS NULL AND urn = '' AND person_id IS NULL
        AND NOT EXISTS (SELECT FROM care_placement WHERE home_id = home.id)
        AND NOT EXISTS (SELECT FROM care_shortbreak WHERE home_id = home.id)
    );
    DELETE FROM returns_loadedrow WHERE model = 'providers.Home' AND "row" = ANY (gone);
    DELETE FROM providers_home WHERE id = ANY (gone);
    DELETE FROM providers_homebefore WHERE pgh_obj_id = ANY (gone);
    DELETE FROM people_nameword kept WHERE word = ANY (spelled)
        AND NOT EXISTS (SELECT FROM people_personname WHERE words @> ARRAY[kept.word]);
    DELETE FROM returns_loadissue WHERE child_identifier = ANY (numbers);
    UPDATE returns_load SET followed = (
        SELECT coalesce(jsonb_agg(each), '[]') FROM jsonb_array_elements(followed) each
        WHERE (each ->> 'child')::bigint <> ALL (people)
    ) WHERE followed <> '[]';
    UPDATE access_auditentry SET reason = ''
        WHERE reason <> '' AND (child = ANY (people) OR (model = 'people.Person' AND "row" = ANY (people)));
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    DELETE FROM keeping_disposing;
END $$;
REVOKE EXECUTE ON FUNCTION kith_erase(bigint) FROM PUBLIC;

-- Whether a worker works here today and holds one of these roles. A test holds the lists below to the roles in access.
CREATE OR REPLACE FUNCTION kith_holds_role(who bigint, roles text[]) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM workforce_worker worker
        JOIN access_user login ON login.id = worker.user_id
        JOIN access_roleheld held ON held.user_id = login.id
        WHERE worker.id = who AND (worker.end_on IS NULL OR worker.end_on > kith_day())
        AND (login.ended_on IS NULL OR login.ended_on > kith_day())
        AND held.role = ANY (roles) AND kith_in_force(held.start_on, held.end_on)
    )
$$;

-- Removes the requests for help that somebody else set aside so long ago that the council's own schedule keeps them no
-- longer; gives how many. Why they were set aside goes from the audit too: it may quote them.
CREATE OR REPLACE FUNCTION kith_remove_requests() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone bigint[];
BEGIN
    IF NOT kith_holds_role(kith_worker(), ARRAY['information_governance']) THEN
        RAISE EXCEPTION 'Information governance removes requests' USING ERRCODE = 'KD002';
    END IF;
    gone := ARRAY(
        SELECT request.id FROM frontdoor_helprequest request JOIN keeping_requestschedule schedule
            ON kith_in_force(schedule.start_on, schedule.end_on)
        WHERE request.aside <> '' AND request.contact_id IS NULL AND request.taken_by_id <> kith_worker()
        AND (request.taken_at AT TIME ZONE 'Europe/London')::date <= (kith_day() - make_interval(months => schedule.months))::date
    );
    INSERT INTO keeping_disposing (work) VALUES (pg_current_xact_id()::text);
    DELETE FROM frontdoor_helprequest WHERE id = ANY (gone);
    UPDATE access_auditentry SET reason = '' WHERE reason <> '' AND model = 'frontdoor.HelpRequest' AND "row" = ANY (gone);
    DELETE FROM keeping_disposing;
    RETURN cardinality(gone);
END $$;

-- Disposes of the record that a proposal is about, if a decision of two people stands; gives the number of its stub.
CREATE OR REPLACE FUNCTION kith_dispose(proposal bigint, decided timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    asked keeping_proposal;
    people bigint[];
    stub bigint;
BEGIN
    SELECT * INTO asked FROM keeping_proposal WHERE id = proposal FOR UPDATE;
    IF asked.id IS NULL OR asked.ended_at IS NOT NULL OR asked.child_id IN (SELECT kith_hidden_people()) THEN
        RAISE EXCEPTION 'No proposal stands' USING ERRCODE = 'KD001';
    END IF;
    PERFORM FROM people_person WHERE id = asked.child_id FOR UPDATE;  -- whoever writes to the record now is waited for
    IF kith_worker() IS NULL OR kith_worker() = asked.proposed_by_id
        OR NOT kith_holds_role(kith_worker(), ARRAY['information_governance', 'head_of_service'])
        OR NOT kith_holds_role(asked.proposed_by_id, ARRAY['information_governance'])
    THEN
        RAISE EXCEPTION 'Disposal takes two people' USING ERRCODE = 'KD002';
    END IF;
    IF asked.stood IS DISTINCT FROM kith_record_stands(asked.child_id) THEN
        RAISE EXCEPTION 'The record has been written to' USING ERRCODE = 'KD003';
    END IF;
    people := ARRAY(SELECT kith_goes_with(asked.child_id));
    IF EXISTS (SELECT FROM keeping_hold WHERE child_id = asked.child_id AND kith_in_force(start_on, end_on))
        OR EXISTS (SELECT FROM reach_restriction WHERE person_id = ANY (people) AND kith_in_force(start_on, end_on))
        OR EXISTS (SELECT FROM reach_sealedidentity WHERE first_id = asked.child_id OR sealed_id = asked.child_id)
        OR EXISTS (SELECT FROM reach_emergencyaccess WHERE person_id = ANY (people) AND reviewed_at IS NULL)
        OR EXISTS (
            SELECT FROM casework_draft WHERE child_id = asked.child_id AND finished_at IS NULL AND dropped_at IS NULL
        )
    THEN
        RAISE EXCEPTION 'Something forbids disposal' USING ERRCODE = 'KD004';
    END IF;
    INSERT INTO keeping_stub (
        number, born_year, opened_on, closed_on, basis, proposed_by, proposed_at, decided_by, decided_at
    ) SELECT
        id, extract(year FROM coalesce(born_on, expected_on)), record_opened_on, asked.closed_on, asked.basis,
        asked.proposed_by_id, asked.proposed_at, kith_worker(), decided
    FROM people_person WHERE id = asked.child_id RETURNING id INTO stub;
    PERFORM kith_erase(asked.child_id);
    RETURN stub;
END $$;
