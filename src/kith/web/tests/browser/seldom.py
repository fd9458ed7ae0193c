"""Makes what a small demonstration has none of: two records made one, records past their time, one of them proposed for disposal."""

from kith.cli.database import Urls
from kith.testing.served import environment_for, kith
from kith.web.tests.browser.preparing import look_for
from kith.web.tests.browser.sending import send

# Too few people for a list of likely duplicates to be learnt: some of one family name stand in for it.
PAIRS = """
INSERT INTO casework_likelyduplicate (one_id, other_id, likelihood, reasons, found_on)
SELECT one.id, other.id, 0.97, ARRAY['family.same'], CURRENT_DATE FROM people_person one
JOIN people_person other ON one.id < other.id AND one.sex = other.sex
JOIN people_personname his ON his.person_id = one.id JOIN people_personname hers ON hers.person_id = other.id
WHERE his.family = hers.family AND one.record_opened_on IS NULL AND other.record_opened_on IS NULL AND NOT EXISTS (
    SELECT FROM people_relationship kin WHERE (kin.person_id, kin.other_id) IN ((one.id, other.id), (other.id, one.id))
) AND EXISTS (SELECT FROM people_relationship kin WHERE one.id IN (kin.person_id, kin.other_id))
AND EXISTS (SELECT FROM people_relationship kin WHERE other.id IN (kin.person_id, kin.other_id))
GROUP BY one.id, other.id ORDER BY one.id, other.id LIMIT 12 RETURNING one_id, other_id
"""
CHOSEN = """form => {
  const names = new Set([...form.querySelectorAll("input[type=radio]")].map(each => each.name));
  names.forEach(name => { form.querySelector(`input[type=radio][name="${name}"]`).checked = true });
  form.querySelectorAll("input[type=checkbox]").forEach(each => { each.checked = true });
}"""
# Born so long ago that no law asks for their record any more; nobody holds it, and they have no brother or sister.
PAST_THEIR_TIME = """
UPDATE people_person SET born_on = '1940-05-17' WHERE id IN (
    SELECT period.child_id FROM care_periodofcare period WHERE NOT EXISTS (
        SELECT FROM care_periodofcare other WHERE other.child_id = period.child_id AND other.end_on IS NULL
    ) AND NOT EXISTS (
        SELECT FROM workforce_allocation held WHERE held.child_id = period.child_id AND held.end_on IS NULL
    ) AND NOT EXISTS (SELECT FROM keeping_hold held WHERE held.child_id = period.child_id) AND NOT EXISTS (
        SELECT FROM people_relationship kin
        WHERE period.child_id IN (kin.person_id, kin.other_id) AND kin.kind IN ('sibling', 'half_sibling')
    ) AND left(period.end_reason, 2) <> 'E1' ORDER BY 1 LIMIT 2
) RETURNING id
"""
ANOTHERS = """
SELECT name.given || ' ' || name.family FROM people_personname name
JOIN people_person child ON child.id = name.person_id AND child.record_opened_on IS NOT NULL
WHERE name.end_on IS NULL AND child.id NOT IN (SELECT person_id FROM reach_restriction) AND child.id NOT IN (
    SELECT held.child_id FROM workforce_allocation held
    JOIN workforce_worker worker ON worker.id = held.worker_id
    JOIN access_user login ON login.id = worker.user_id AND login.username = 'social.worker'
) ORDER BY child.id LIMIT 1
"""

# Help for one child only, in so small a demonstration: one more joins it.
HELPED_TOGETHER = """
INSERT INTO familyhelp_familyhelpchild (help_id, child_id, start_on, because)
SELECT help.id, held.child_id, CURRENT_DATE, '' FROM familyhelp_familyhelp help
JOIN workforce_worker worker ON worker.id = help.lead_id
JOIN access_user login ON login.id = worker.user_id AND login.username = 'family.help'
JOIN workforce_allocation held ON held.worker_id = worker.id AND held.part = 'lead' AND held.end_on IS NULL
WHERE help.end_on IS NULL AND held.child_id NOT IN (SELECT person_id FROM reach_restriction)
AND NOT EXISTS (SELECT FROM familyhelp_familyhelpchild row WHERE row.help_id = help.id AND row.child_id = held.child_id)
ORDER BY 1, 2 LIMIT 1
RETURNING (SELECT min(child_id) FROM familyhelp_familyhelpchild row WHERE row.help_id = familyhelp_familyhelpchild.help_id)
"""


def make_seldom(kept, records, urls: Urls) -> dict[str, list[str]]:
    """Further pages from which each sign-in looks."""
    past = [child for (child,) in records(PAST_THEIR_TIME)]
    kith(environment_for(urls), "rebuild")  # what was written here without Kith is in its lists too
    propose(kept("information.governance").page, past[0])
    keeping = [f"/children/{child}/keeping/" for child in past]
    helped = [f"/children/{child}/family-help/" for (child,) in records(HELPED_TOGETHER)]
    return {
        "head.of.service": [merged(kept("head.of.service").page, records), "/duplicates/", *keeping],
        "information.governance": keeping,
        "family.help": helped,
        "social.worker": [look_for(kept("social.worker").page, records(ANOTHERS)[0][0])],
    }


def merged(page, records) -> str:
    """The address of the first merge that nothing stands in the way of."""
    for one, other in records(PAIRS):
        page.goto(f"/people/{one}/same-as/{other}/")
        if not page.locator("textarea[name=reason]").count():
            continue
        page.locator("main form[method=post]").first.evaluate(CHOSEN)
        page.fill("textarea[name=reason]", "The same person, seen with both records open.")
        send(page)
        if "/merges/" in page.url:
            return page.url
    raise AssertionError("none of the likely duplicates could be merged")


def propose(page, child: int) -> None:
    page.goto(f"/children/{child}/keeping/dispose/")
    page.fill("textarea[name=reason]", "Its time has passed.")
    send(page)
