"""Makes, by the pages, three sealed adoption records: one before the order, one after it, one whose owner has left; and a
child who has none yet."""

from kith.web.tests.browser.sending import send

# Four children in care whom the social worker does not hold, given to the adoption worker with a plan for adoption each.
HELD = """
WITH worker AS (
    SELECT worker.id FROM workforce_worker worker JOIN access_user login ON login.id = worker.user_id
    WHERE login.username = 'adoption.worker'
), child AS (
    SELECT DISTINCT child_id AS id FROM care_periodofcare
    WHERE end_on IS NULL AND kind = 'looked_after' AND child_id NOT IN (
        SELECT held.child_id FROM workforce_allocation held
        JOIN workforce_worker worker ON worker.id = held.worker_id JOIN access_user login ON login.id = worker.user_id
        WHERE login.username = 'social.worker'
    ) ORDER BY 1 LIMIT 4
), plan AS (
    INSERT INTO care_adoptionplan (child_id, decided_on, cease_reason)
    SELECT id, CURRENT_DATE - 30, '' FROM child RETURNING child_id
)
INSERT INTO workforce_allocation (child_id, worker_id, part, reason, start_on)
SELECT plan.child_id, worker.id, 'second', '', CURRENT_DATE - 30 FROM plan, worker RETURNING child_id
"""
ORDERED = """
UPDATE care_periodofcare SET end_on = CURRENT_DATE, end_reason = 'E11'
WHERE child_id = %s AND end_on IS NULL RETURNING 1
"""
LEFT = """
WITH leaver AS (
    INSERT INTO workforce_worker (name, social_work_england, telephone, organisation, start_on, end_on)
    VALUES ('Lorna Leaver', '', '', '', CURRENT_DATE - 900, CURRENT_DATE - 1) RETURNING id
)
UPDATE reach_restriction SET owner_id = leaver.id FROM leaver WHERE person_id = %s RETURNING 1
"""


def adoption_records(page, records) -> list[str]:
    """The addresses of the adoption records: of a child without a sealed one, then of the two sealed ones that are owned;
    and of the list of those to take over."""
    none, placed, ordered, left = (child for (child,) in records(HELD))
    sealed = [opened(page, child) for child in (placed, ordered)]
    for each in sealed:
        add_adopter(page, each)
    records(ORDERED, ordered)
    records(LEFT, opened(page, left).split("/")[-3])
    return [f"/children/{none}/adoption/", *sealed, "/restrictions/"]


def opened(page, child: int) -> str:
    page.goto(f"/children/{child}/adoption/open/")
    page.fill("input[name=given]", "Wren")
    page.fill("input[name=family]", "Quillfeather")
    send(page)
    return page.url


def add_adopter(page, record: str) -> None:
    page.goto(f"{record}adopters/new/")
    for name, words in {
        "given": "Juniper", "family": "Quillfeather", "lives_at": "3 Larkspur Row, Ambleford", "postcode": "ZZ9 9ZZ",
        "telephone": "01632 960888", "since-day": "1", "since-month": "3", "since-year": "2025",
    }.items():  # fmt: skip
        page.fill(f"input[name={name}]", words)
    send(page)
