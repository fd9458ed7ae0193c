"""Makes what the demonstration has too little of before a court, and a contact that another team than the front door took."""

HERS = """SELECT held.child_id FROM workforce_allocation held JOIN workforce_worker worker ON worker.id = held.worker_id
  JOIN access_user login ON login.id = worker.user_id AND login.username = 'social.worker'
  JOIN people_person child ON child.id = held.child_id AND child.born_on IS NOT NULL AND child.died_on IS NULL
  WHERE held.end_on IS NULL AND held.part = 'lead'
  AND held.child_id NOT IN (SELECT child_id FROM protection_preproceedings)
  AND held.child_id NOT IN (SELECT person_id FROM reach_restriction) ORDER BY held.child_id"""
BEGUN = """INSERT INTO protection_preproceedings
  (child_id, decided_on, reason, first_meeting, step, step_reason, outcome, step_decided_on, application_on)
  VALUES (%s, CURRENT_DATE - 9, 'No change', '', %s, '', '', %s, %s) RETURNING id"""
OFFERED = """WITH made AS (INSERT INTO protection_groupdecisionoffer
    (child_id, pre_proceedings_id, offered_on, not_offered_because, family_plan)
    VALUES (%s, %s, CURRENT_DATE - 7, '', '') RETURNING id, child_id)
  INSERT INTO protection_offeredto (child_id, offer_id, person_id, answer)
  SELECT made.child_id, made.id, kin.person_id, '' FROM made
  JOIN people_relationship kin ON kin.other_id = made.child_id AND kin.kind = 'parent' LIMIT 1 RETURNING id"""
# About a child of the team, taken there.
TAKEN = """WITH made AS (INSERT INTO frontdoor_contact
    (received_at, taken_at, taken_by_id, team_id, means, source, source_name, source_organisation, source_reached,
     worries, working, family_view, outside_home, in_danger, priority)
    SELECT now(), now(), taken_by_id, (
        SELECT member.team_id FROM workforce_teammembership member JOIN workforce_worker worker ON worker.id = member.worker_id
        JOIN access_user login ON login.id = worker.user_id AND login.username = 'team.manager'
        WHERE member.end_on IS NULL LIMIT 1
    ), 'telephone', '1A', '', '', '', 'Left alone', '', '', false, false, 1 FROM frontdoor_contact ORDER BY id DESC LIMIT 1
    RETURNING id)
  INSERT INTO frontdoor_contactchild (contact_id, child_id) SELECT made.id, %s FROM made RETURNING contact_id"""
UNBORN = """SELECT id FROM people_person WHERE born_on IS NULL AND expected_on IS NOT NULL AND pregnancy_ended_on IS NULL
  AND record_opened_on IS NOT NULL AND id NOT IN (SELECT person_id FROM reach_restriction)"""
# Once, however often it is asked.
GIVEN = """WITH told (child, part, username) AS (VALUES (%s::bigint, %s::text, %s::text))
  INSERT INTO workforce_allocation (child_id, worker_id, team_id, part, reason, start_on)
  SELECT told.child, worker.id, member.team_id, told.part, '', CURRENT_DATE - 5 FROM told
  JOIN access_user login ON login.username = told.username JOIN workforce_worker worker ON login.id = worker.user_id
  LEFT JOIN workforce_teammembership member ON member.worker_id = worker.id AND member.end_on IS NULL
  WHERE NOT EXISTS (SELECT FROM workforce_allocation held WHERE held.child_id = told.child AND held.worker_id = worker.id
                    AND held.part = told.part AND held.end_on IS NULL) LIMIT 1 RETURNING id"""


def protect(records) -> dict[str, list[str]]:
    """Pre-proceedings just begun, with an offer to answer, and with an application made; pages from which each looks."""
    begun, offered, stepped, applied = [child for (child,) in records(HERS)][:4]
    records(BEGUN, begun, "", None, None)
    ((row,),) = records(BEGUN, offered, "", None, None)
    records(OFFERED, offered, row)
    records(
        BEGUN.replace("CURRENT_DATE - 9", "CURRENT_DATE - 19"), stepped, "court", *_days(records, 3, None)
    )
    records(BEGUN.replace("CURRENT_DATE - 9", "CURRENT_DATE - 19"), applied, "court", *_days(records, 3, 2))
    pages = [f"/children/{child}/court/" for child in (begun, offered, stepped, applied)]
    ((contact,),) = records(TAKEN, begun)
    babies = [baby for (baby,) in records(UNBORN)[-1:]]
    for baby in babies:
        records(GIVEN, baby, "lead", "social.worker")
    return {
        "social.worker": [*pages, *(f"/children/{baby}/details/" for baby in babies)],
        "head.of.service": pages,
        "team.manager": [f"/contacts/{contact}/"],
        "reviewing.officer": ["/conferences/"],
    }


def _days(records, *ago: int | None) -> list:
    return [None if days is None else records("SELECT CURRENT_DATE - %s::int", days)[0][0] for days in ago]
