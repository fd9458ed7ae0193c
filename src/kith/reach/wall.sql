-- The second wall: who is hidden from whoever this transaction serves. Made anew after every migration (building.py),
-- by the owner of the tables, whose rights these functions have: the application may not read past the wall, only ask them.
--
-- kith.worker    the worker served; nothing said is nobody, who sees nobody that is restricted
-- kith.day       the day it is, as the interface that began the work says; the real one when nothing is said
-- kith.everyone  'yes' while the service itself works on everybody's record: the nightly clock, loads and returns

CREATE OR REPLACE FUNCTION kith_day() RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce(
        nullif(current_setting('kith.day', true), '')::date, (now() AT TIME ZONE 'Europe/London')::date
    );
END $$;

CREATE OR REPLACE FUNCTION kith_in_force(start_on date, end_on date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT start_on <= kith_day() AND (end_on IS NULL OR end_on > kith_day())
$$;

-- The worker served, unless they have left or their login has ended.
CREATE OR REPLACE FUNCTION kith_worker() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (
        SELECT worker.id FROM workforce_worker worker LEFT JOIN access_user login ON login.id = worker.user_id
        WHERE worker.id = nullif(current_setting('kith.worker', true), '')::bigint
        AND (worker.end_on IS NULL OR worker.end_on > kith_day())
        AND (login.ended_on IS NULL OR login.ended_on > kith_day())
    );
END $$;

-- Who the worker served also is, as somebody known to the record: also where that is hidden from them.
CREATE OR REPLACE FUNCTION kith_known_as() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 1 AS $$
    SELECT person_id FROM workforce_knownas WHERE worker_id = kith_worker()
$$;

-- Whether the worker served holds a role that may open sealed records. A test holds the list to the roles in access.
CREATE OR REPLACE FUNCTION kith_opens_sealed() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    me bigint := kith_worker();
    today date := kith_day();
BEGIN
    RETURN EXISTS (
        SELECT FROM access_roleheld held JOIN workforce_worker worker ON worker.user_id = held.user_id
        WHERE worker.id = me AND held.role IN ('adoption')
        AND held.start_on <= today AND (held.end_on IS NULL OR held.end_on > today)
    );
END $$;

-- Everybody hidden from the worker served: by a restriction in force that does not let them in, as its owner, on its list,
-- or by emergency access. What is sealed opens to its owner and list only, while they hold a role for it, and to no
-- emergency. The service's own work sees whom a restriction hides, and counts an adopted child; it is blind to new
-- identities and adopters, whose records no list, count or return may hold.
--
-- With a person everybody is hidden whose record was merged into theirs: what stood before, the audit and the journal keep
-- the other number.
--
-- Every query asks this once for each walled table in it, so it is in PL/pgSQL, which plans it once for a connection
-- (0.1 ms; as a function in SQL, planned at every call, 8 ms).
CREATE OR REPLACE FUNCTION kith_hidden_people() RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 10 AS $$
DECLARE
    me bigint := kith_worker();
    today date := kith_day();
    everyone boolean := current_setting('kith.everyone', true) IS NOT DISTINCT FROM 'yes';
    opens_sealed boolean := me IS NOT NULL AND kith_opens_sealed();
BEGIN
    RETURN QUERY
    WITH RECURSIVE hidden (person) AS (
        SELECT restriction.person_id FROM reach_restriction restriction
        WHERE restriction.start_on <= today AND (restriction.end_on IS NULL OR restriction.end_on > today)
        AND NOT (everyone AND restriction.kind <> 'adoption')
        AND NOT (
            (opens_sealed OR restriction.kind NOT IN ('adoption', 'adopted'))
            AND (
                restriction.owner_id = me
                OR EXISTS (
                    SELECT FROM reach_allowed allowed WHERE allowed.restriction_id = restriction.id AND allowed.worker_id = me
                    AND allowed.start_on <= today AND (allowed.end_on IS NULL OR allowed.end_on > today)
                )
                OR (restriction.kind NOT IN ('adoption', 'adopted') AND EXISTS (
                    SELECT FROM reach_emergencyaccess access WHERE access.person_id = restriction.person_id
                    AND access.worker_id = me AND access.start_on <= today AND access.end_on > today
                ))
            ) IS TRUE
        )
        UNION
        SELECT merge.merged_id FROM casework_merge merge JOIN hidden ON merge.kept_id = hidden.person
        WHERE merge.undone_at IS NULL
    )
    SELECT person FROM hidden;
END $$;

-- The numbers of the records merged into somebody's, as far as the worker served sees those merges.
CREATE OR REPLACE FUNCTION kith_merged_into(who bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH RECURSIVE merged (person) AS (
        SELECT merged_id FROM casework_merge WHERE kept_id = who AND undone_at IS NULL
        UNION SELECT merge.merged_id FROM casework_merge merge JOIN merged ON merge.kept_id = merged.person
        WHERE merge.undone_at IS NULL
    )
    SELECT person FROM merged
$$;

-- Words about several children are hidden with any of them.
CREATE OR REPLACE FUNCTION kith_hidden_notes() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
    SELECT note_id FROM casework_notechild WHERE child_id IN (SELECT kith_hidden_people())
$$;

CREATE OR REPLACE FUNCTION kith_hidden_visits() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
    SELECT visit_id FROM casework_visitchild WHERE child_id IN (SELECT kith_hidden_people())
$$;

CREATE OR REPLACE FUNCTION kith_hidden_contacts() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
    SELECT contact_id FROM frontdoor_contactchild WHERE child_id IN (SELECT kith_hidden_people())
$$;

CREATE OR REPLACE FUNCTION kith_hidden_assessments() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
    SELECT assessment_id FROM assessment_assessmentchild WHERE child_id IN (SELECT kith_hidden_people())
$$;

CREATE OR REPLACE FUNCTION kith_hidden_familyhelps() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
    SELECT help_id FROM familyhelp_familyhelpchild WHERE child_id IN (SELECT kith_hidden_people())
$$;

CREATE OR REPLACE FUNCTION kith_hidden_discussions() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
    SELECT discussion_id FROM protection_strategychild WHERE child_id IN (SELECT kith_hidden_people())
$$;

CREATE OR REPLACE FUNCTION kith_hidden_conferences() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
    SELECT conference_id FROM protection_conferencechild WHERE child_id IN (SELECT kith_hidden_people())
$$;

CREATE OR REPLACE FUNCTION kith_hidden_coregroups() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
    SELECT core_group_id FROM protection_coregroupchild WHERE child_id IN (SELECT kith_hidden_people())
$$;

-- Requests for help on the public page are hidden from a connection that serves nobody, as the public page's own does: it
-- writes one and reads none. From a worker, with the contact that was made of one.
CREATE OR REPLACE FUNCTION kith_hidden_requests() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 10 AS $$
    SELECT id FROM frontdoor_helprequest
    WHERE (kith_worker() IS NULL AND current_setting('kith.everyone', true) IS DISTINCT FROM 'yes')
    OR contact_id IN (SELECT kith_hidden_contacts())
$$;

-- What somebody answered there and has not sent is shown to their own browser, by its key, and to nobody else: to no
-- worker, and not to the service's own work.
ALTER TABLE frontdoor_helpanswers ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own_browser ON frontdoor_helpanswers;
CREATE POLICY own_browser ON frontdoor_helpanswers USING (
    key = current_setting('kith.asking', true) AND key <> ''
);

-- Removes what was begun an hour ago and not sent, and what was counted against floods a day ago.
CREATE OR REPLACE FUNCTION kith_forget_asking(at_moment timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DELETE FROM frontdoor_helpanswers WHERE began_at < least(at_moment, now()) - interval '1 hour';
    DELETE FROM frontdoor_helptry WHERE at < least(at_moment, now()) - interval '1 day';
$$;

CREATE OR REPLACE FUNCTION kith_hidden_contributions() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 100 AS $$
    SELECT contribution_id FROM sharing_contributionchild WHERE child_id IN (SELECT kith_hidden_people())
$$;

-- A place or a family is hidden once everybody who makes it known is.
CREATE OR REPLACE FUNCTION kith_hidden_addresses() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 10 AS $$
    SELECT lived.address_id FROM people_residence lived WHERE lived.person_id IN (SELECT kith_hidden_people())
    AND NOT EXISTS (
        SELECT FROM people_residence other WHERE other.address_id = lived.address_id
        AND other.person_id NOT IN (SELECT kith_hidden_people())
    )
$$;

CREATE OR REPLACE FUNCTION kith_hidden_families() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 10 AS $$
    SELECT member.family_id FROM people_familymember member WHERE member.person_id IN (SELECT kith_hidden_people())
    AND NOT EXISTS (
        SELECT FROM people_familymember other WHERE other.family_id = member.family_id
        AND other.person_id NOT IN (SELECT kith_hidden_people())
    )
$$;

-- The authority's own numbers of hidden people, which lists of a load's disagreements name.
CREATE OR REPLACE FUNCTION kith_hidden_numbers() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 10 AS $$
    SELECT authority_id FROM people_person WHERE id IN (SELECT kith_hidden_people()) AND authority_id <> ''
$$;

-- Who is restricted and is asked for by their whole name or by a number; what is sealed is never among them. Not for the
-- application, which may only ask whether there is anybody, and open one in an emergency.
CREATE OR REPLACE FUNCTION kith_restricted(whole_name text, born date, numbers text[]) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 1 AS $$
    SELECT person.id FROM people_person person
    WHERE person.id IN (SELECT kith_hidden_people())
    AND NOT EXISTS (
        SELECT FROM reach_restriction sealed WHERE sealed.person_id = person.id AND sealed.kind IN ('adoption', 'adopted')
        AND kith_in_force(sealed.start_on, sealed.end_on)
    )
    AND (
        (person.authority_id <> '' AND lower(person.authority_id) = ANY (numbers))
        OR (person.nhs_number <> '' AND lower(person.nhs_number) = ANY (numbers))
        OR (person.upn <> '' AND lower(person.upn) = ANY (numbers))
        OR (
            (born IS NULL OR born IN (person.born_on, person.expected_on)) AND EXISTS (
                SELECT FROM people_personname name WHERE name.person_id = person.id
                AND similarity(name.plain, kith_plain(whole_name)) >= 0.6
            )
        )
    )
$$;
REVOKE EXECUTE ON FUNCTION kith_restricted(text, date, text[]) FROM PUBLIC;

CREATE OR REPLACE FUNCTION kith_is_restricted(whole_name text, born date, numbers text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT kith_worker() IS NOT NULL AND EXISTS (SELECT kith_restricted(whole_name, born, numbers))
$$;

-- Whether a worker works here on a day and can sign in.
CREATE OR REPLACE FUNCTION kith_works_here(who bigint, on_day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM workforce_worker worker JOIN access_user login ON login.id = worker.user_id
        WHERE worker.id = who AND (worker.end_on IS NULL OR worker.end_on > on_day)
        AND (login.ended_on IS NULL OR login.ended_on > on_day)
    )
$$;
REVOKE EXECUTE ON FUNCTION kith_works_here(bigint, date) FROM PUBLIC;

-- Who can give a restriction to another owner, on a day. A test holds the list to the roles in access.
CREATE OR REPLACE FUNCTION kith_heads_of_service(on_day date) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 3 AS $$
    SELECT worker.id FROM workforce_worker worker WHERE kith_works_here(worker.id, on_day) AND EXISTS (
        SELECT FROM access_roleheld held WHERE held.user_id = worker.user_id AND held.role IN ('head_of_service')
        AND held.start_on <= on_day AND (held.end_on IS NULL OR held.end_on > on_day)
    )
$$;
REVOKE EXECUTE ON FUNCTION kith_heads_of_service(date) FROM PUBLIC;

-- Opens the one restricted record that fits to the worker served, until a day, and tells the owners of its restrictions.
-- Gives the person; nothing where nobody fits, or several do.
CREATE OR REPLACE FUNCTION kith_open_in_emergency(
    whole_name text, born date, numbers text[], why text, opened timestamptz, until date
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    fitting bigint[] := ARRAY(SELECT kith_restricted(whole_name, born, numbers));
BEGIN
    IF kith_worker() IS NULL OR cardinality(fitting) <> 1 THEN
        RETURN NULL;
    END IF;
    INSERT INTO reach_emergencyaccess (person_id, worker_id, start_on, end_on, opened_at, reason, found)
    VALUES (fitting[1], kith_worker(), kith_day(), until, opened, why, '');
    INSERT INTO reach_notice (worker_id, person_id, kind, about_id, said, given_at)
    SELECT DISTINCT owner_id, person_id, 'emergency', kith_worker(), why, opened FROM reach_restriction
    WHERE person_id = fitting[1] AND kith_in_force(start_on, end_on);
    INSERT INTO reach_notice (worker_id, kind, about_id, said, given_at)
    SELECT DISTINCT head, 'unowned', kith_worker(), '', opened
    FROM reach_restriction restriction, kith_heads_of_service(kith_day()) head
    WHERE restriction.person_id = fitting[1] AND kith_in_force(restriction.start_on, restriction.end_on)
    AND NOT kith_works_here(restriction.owner_id, kith_day()) AND head <> kith_worker();
    RETURN fitting[1];
END $$;

-- Whether adoption is or was planned for one of some people, or anything of theirs is sealed: their records are not merged.
-- Whoever asks may see the plan, without which nothing is sealed; of whom they may not see they learn nothing.
CREATE OR REPLACE FUNCTION kith_adoption_concerns(people bigint[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NOT people && ARRAY(SELECT kith_hidden_people()) AND (
        EXISTS (SELECT FROM care_adoptionplan WHERE child_id = ANY (people))
        OR EXISTS (SELECT FROM care_adoption WHERE child_id = ANY (people))
        OR EXISTS (SELECT FROM reach_sealedidentity WHERE first_id = ANY (people) OR sealed_id = ANY (people))
        OR EXISTS (SELECT FROM reach_restriction WHERE person_id = ANY (people) AND kind IN ('adoption', 'adopted'))
    )
$$;

-- Which restrictions there are, for whoever sees that each has an owner and is reviewed: neither whose they are nor why.
-- What is sealed is not among them.
CREATE OR REPLACE FUNCTION kith_restrictions_in_force()
RETURNS TABLE (restriction bigint, kind text, owner bigint, start_on date, review_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id, kind, owner_id, start_on, review_on FROM reach_restriction
    WHERE kith_in_force(start_on, end_on) AND kind NOT IN ('adoption', 'adopted')
$$;

-- Gives a restriction that is not sealed another owner, who has a notice of it in the same moment, without showing whose it
-- is. The history keeps who did it.
DROP FUNCTION IF EXISTS kith_give_restriction(bigint, bigint);
CREATE OR REPLACE FUNCTION kith_give_restriction(restriction bigint, to_worker bigint, given timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH told AS (
        UPDATE reach_restriction SET owner_id = to_worker
        WHERE id = restriction AND kith_in_force(start_on, end_on) AND kind NOT IN ('adoption', 'adopted')
        RETURNING person_id
    ), notice AS (
        INSERT INTO reach_notice (worker_id, person_id, kind, about_id, said, given_at)
        SELECT to_worker, person_id, 'owner', kith_worker(), '', given FROM told
    )
    SELECT person_id FROM told
$$;

-- Whether a worker still works here and holds a role that may open sealed records, on a day.
CREATE OR REPLACE FUNCTION kith_keeps_sealed(who bigint, on_day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM workforce_worker worker JOIN access_user login ON login.id = worker.user_id
        JOIN access_roleheld held ON held.user_id = login.id
        WHERE worker.id = who AND (worker.end_on IS NULL OR worker.end_on > on_day)
        AND (login.ended_on IS NULL OR login.ended_on > on_day)
        AND held.role IN ('adoption') AND held.start_on <= on_day AND (held.end_on IS NULL OR held.end_on > on_day)
    )
$$;
REVOKE EXECUTE ON FUNCTION kith_keeps_sealed(bigint, date) FROM PUBLIC;

-- Everybody whom a sealed record is about: the new identity, the first, the adopters.
CREATE OR REPLACE FUNCTION kith_people_of_sealed(new bigint) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT ARRAY(
        SELECT new UNION SELECT first_id FROM reach_sealedidentity WHERE sealed_id = new
        UNION SELECT person_id FROM people_relationship WHERE other_id = new AND kind = 'adoptive_parent'
    )
$$;
REVOKE EXECUTE ON FUNCTION kith_people_of_sealed(bigint) FROM PUBLIC;

-- The sealed adoption records whose owner has left or may open them no more, for adoption workers: not whose they are.
-- A worker who is one of those people themselves is told of none.
CREATE OR REPLACE FUNCTION kith_sealed_left() RETURNS TABLE (restriction bigint, owner bigint, start_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT sealed.id, sealed.owner_id, sealed.start_on FROM reach_restriction sealed
    JOIN reach_sealedidentity identity ON identity.sealed_id = sealed.person_id
    WHERE sealed.kind = 'adoption' AND kith_in_force(sealed.start_on, sealed.end_on)
    AND kith_opens_sealed() AND NOT kith_keeps_sealed(sealed.owner_id, kith_day())
    AND NOT kith_people_of_sealed(sealed.person_id) && ARRAY(SELECT kith_known_as())
$$;

-- Makes the worker served the owner of one of those, of its adopters and of the first record once that is sealed. Gives
-- the new identity; nothing where somebody else was faster.
CREATE OR REPLACE FUNCTION kith_take_over_sealed(which bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    new bigint;
    was bigint;
BEGIN
    SELECT sealed.person_id, gone.owner INTO new, was
    FROM kith_sealed_left() gone JOIN reach_restriction sealed ON sealed.id = gone.restriction WHERE sealed.id = which;
    UPDATE reach_restriction SET owner_id = kith_worker()
    WHERE person_id = ANY (kith_people_of_sealed(new)) AND owner_id = was AND kind IN ('adoption', 'adopted')
    AND kith_in_force(start_on, end_on);
    RETURN CASE WHEN FOUND THEN new END;
END $$;

-- Tells the heads of service that somebody leaves who owns restrictions, in the same moment; whoever ends the access learns
-- nothing of it.
CREATE OR REPLACE FUNCTION kith_tell_of_unowned(who bigint, from_day date) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO reach_notice (worker_id, kind, about_id, said, given_at)
    SELECT head, 'unowned', who, to_char(from_day, 'YYYY-MM-DD'), now() FROM kith_heads_of_service(from_day) head
    WHERE head <> who AND EXISTS (
        SELECT FROM reach_restriction owned WHERE owned.owner_id = who AND owned.kind NOT IN ('adoption', 'adopted')
        AND (owned.end_on IS NULL OR owned.end_on > from_day)
    )
$$;

-- Tells every other adoption worker that somebody leaves who owns sealed records, in the same moment; whoever ends the
-- access learns nothing, not even whether there are any.
CREATE OR REPLACE FUNCTION kith_tell_of_sealed(who bigint, from_day date) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO reach_notice (worker_id, kind, about_id, said, given_at)
    SELECT worker.id, 'sealed', who, to_char(from_day, 'YYYY-MM-DD'), now() FROM workforce_worker worker
    WHERE worker.id <> who AND kith_keeps_sealed(worker.id, from_day) AND EXISTS (
        SELECT FROM reach_restriction sealed WHERE sealed.owner_id = who AND sealed.kind IN ('adoption', 'adopted')
        AND (sealed.end_on IS NULL OR sealed.end_on > from_day)
    )
$$;
