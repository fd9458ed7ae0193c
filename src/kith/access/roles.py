"""Who may do what: one enum of permissions, one table of roles. How far a role reaches is decided in `reach`."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models


class Role(models.TextChoices):
    FRONT_DOOR = "front_door", "Front-door worker"
    FAMILY_HELP = "family_help", "Family help lead practitioner"
    SOCIAL_WORKER = "social_worker", "Social worker"
    DUTY = "duty", "Duty and out-of-hours worker"
    TEAM_MANAGER = "team_manager", "Team manager"
    REVIEWING_OFFICER = "reviewing_officer", "Independent reviewing officer or conference chair"
    PLACEMENTS = "placements", "Placements and commissioning officer"
    PERSONAL_ADVISER = "personal_adviser", "Personal adviser"
    DATA = "data", "Data and performance analyst"
    INFORMATION_GOVERNANCE = "information_governance", "Information governance officer"
    HEAD_OF_SERVICE = "head_of_service", "Head of service or director"
    PARTNER = "partner", "Partner (health visitor, school, police)"
    PROVIDER = "provider", "Provider of homes"
    YOUNG_PERSON = "young_person", "Child or young person"
    PARENT = "parent", "Parent or carer"
    INSPECTOR = "inspector", "Inspector"
    ADOPTION = "adoption", "Adoption worker"
    ADMINISTRATOR = "administrator", "Administrator"


class Permission(StrEnum):
    """What may be seen (a part of a record) and done (an action)."""

    # Parts of a record
    SEARCH = "search for people"
    CARD_SEE = "see a short card"
    RECORD_SEE = "see the child's overview, timeline and deadlines"
    NARRATIVE_SEE = "see notes, visits, documents and the chronology"
    HOMES_SEE = "see needs and placements"
    FAMILY_SEE = "see the family and its people"
    VIEWS_SEE = "see who has seen a record"
    # Lists
    CHILDREN_SEE = "see a list of one's own children"
    TEAM_SEE = "see a team's children and work"
    SERVICE_SEE = "see the whole service's deadlines"
    CONTACTS_SEE = "see the queue of contacts, and screen them"
    AUDIT_SEE = "search the audit"
    SIGNED_SEE = "see returns that were signed off, and take their files"
    KEEPING_SEE = "see how long records are kept, and which are held or disposed of"
    # Actions
    PERSON_ADD = "add a person"
    PERSON_CHANGE = "change a person's details"
    RELATIONSHIP_CHANGE = "change relationships and families"
    PERSON_MERGE = "merge two records of one person"
    RESTRICT = "restrict a record"
    EMERGENCY_OPEN = "open a restricted record in an emergency"
    RESTRICTIONS_OVERSEE = "see which restrictions there are, and give them another owner"
    SEALED_SEE = "open and keep sealed adoption records"
    WITHHOLD = "withhold an address, school or telephone"
    ALERT_CHANGE = "add or end an alert"
    ALLOCATE = "allocate a child to a worker"
    NOTE_WRITE = "write a note"
    VISIT_WRITE = "write a visit"
    DOCUMENT_ADD = "add a document"
    OVERSIGHT_WRITE = "record a manager's oversight"
    MISSING_RECORD = "record missing periods and return interviews"
    HEALTH_RECORD = "record health and education"
    CONTACT_TAKE = "take a contact"
    CONTACT_DECIDE = "decide what is done about a contact"
    FAMILY_HELP_LEAD = "lead family help: consent, the family’s plan and services"
    DIRECTORY_SEE = "search the directory of services"
    DIRECTORY_CHANGE = "keep the directory of services"
    ASSESSMENT_WRITE = "start and write an assessment"
    ASSESSMENT_AUTHORISE = "look at an assessment that is being written, and authorise it"
    NEED_PLAN_CHANGE = "start, review and end a child in need plan"
    NEED_CLOSE = "close an episode of need"
    STRATEGY_HOLD = "record a strategy discussion"
    PROTECTION_RECORD = "record section 47 enquiries and core groups"
    CONFERENCE_HOLD = "record a child protection conference, and escalate"
    PRE_PROCEEDINGS_DECIDE = "decide to begin pre-proceedings, and how they end"
    COURT_RECORD = "record pre-proceedings, what was offered to the family, and days in court"
    CONTRIBUTION_ASK = "ask a partner to contribute, by a link"
    ESCALATION_ANSWER = "answer what a conference chair escalated"
    PERIOD_OF_CARE_CHANGE = "start or end a period of care"
    LEGAL_STATUS_CHANGE = "change a legal status"
    PLACEMENT_CHANGE = "start or end a placement"
    CARE_STEP_RECORD = "record a step in care planning"
    REVIEW_RECORD = "record a review"
    LATENESS_EXPLAIN = "record why a deadline was missed"
    RETURN_LOAD = "load a return"
    RETURN_BUILD = "build a return from the record"
    RETURN_CHECK = "check files of a return"
    RETURN_SIGN = "sign off a return that somebody else checked"
    ACCOUNTS_CHANGE = "change accounts"
    SCHEDULE_SET = "set how long the council keeps records that no law names a time for"
    HOLD_CHANGE = "place and lift legal holds"
    DISPOSAL_PROPOSE = "propose that a record be disposed of"
    DISPOSAL_DECIDE = "carry out a disposal that somebody else proposed"


class Reach(StrEnum):
    """How far a role sees: nobody, its own children, its own teams' children, or everyone's."""

    NONE = "none"
    OWN = "own"
    TEAM = "team"
    SERVICE = "service"


@dataclass(frozen=True)
class Terms:
    """What one role may see and do: at once (`reach`), after giving a reason (`with_reason`), and which parts."""

    reach: Reach
    with_reason: Reach
    permissions: frozenset[Permission]
    note: str = ""


P = Permission
RECORD = frozenset({P.CARD_SEE, P.RECORD_SEE, P.NARRATIVE_SEE, P.HOMES_SEE, P.FAMILY_SEE})
URGENT = frozenset({P.NOTE_WRITE, P.VISIT_WRITE, P.DOCUMENT_ADD, P.MISSING_RECORD})
CASEWORK = URGENT | {
    P.PERSON_ADD, P.PERSON_CHANGE, P.RELATIONSHIP_CHANGE, P.WITHHOLD, P.ALERT_CHANGE, P.HEALTH_RECORD,
    P.PERIOD_OF_CARE_CHANGE, P.LEGAL_STATUS_CHANGE, P.PLACEMENT_CHANGE, P.CARE_STEP_RECORD,
    P.PROTECTION_RECORD, P.COURT_RECORD,
    P.FAMILY_HELP_LEAD, P.DIRECTORY_SEE,
    P.ASSESSMENT_WRITE, P.NEED_PLAN_CHANGE, P.CONTRIBUTION_ASK,
}  # fmt: skip
NOTHING_YET = Terms(Reach.NONE, Reach.NONE, frozenset(), "What is shared with them, once something is.")

# The table of roles, from the statutory roles in docs/roles.md.
ROLES: dict[Role, Terms] = {
    Role.FRONT_DOOR: Terms(
        Reach.NONE, Reach.SERVICE, RECORD | {P.SEARCH, P.PERSON_ADD, P.NOTE_WRITE, P.EMERGENCY_OPEN, P.CONTACTS_SEE, P.CONTACT_TAKE,
                  P.DIRECTORY_SEE},
        "Everyone as a short card; a record only with a reason.",
    ),
    Role.FAMILY_HELP: Terms(
        Reach.OWN, Reach.NONE,
        RECORD | {P.SEARCH, P.CHILDREN_SEE, P.NOTE_WRITE, P.VISIT_WRITE, P.DOCUMENT_ADD, P.PERSON_ADD,
                  P.PERSON_CHANGE, P.RELATIONSHIP_CHANGE, P.VIEWS_SEE, P.ASSESSMENT_WRITE, P.NEED_PLAN_CHANGE,
                  P.FAMILY_HELP_LEAD, P.DIRECTORY_SEE, P.CONTRIBUTION_ASK},
    ),
    Role.SOCIAL_WORKER: Terms(
        Reach.OWN, Reach.SERVICE, RECORD | CASEWORK | {P.SEARCH, P.CHILDREN_SEE, P.EMERGENCY_OPEN, P.VIEWS_SEE}
    ),
    Role.DUTY: Terms(
        Reach.NONE, Reach.SERVICE,
        RECORD | URGENT | {P.SEARCH, P.PERSON_ADD, P.EMERGENCY_OPEN, P.CONTACTS_SEE, P.CONTACT_TAKE, P.DIRECTORY_SEE},
    ),
    Role.TEAM_MANAGER: Terms(
        Reach.TEAM, Reach.NONE,
        RECORD | CASEWORK | {P.SEARCH, P.TEAM_SEE, P.ALLOCATE, P.OVERSIGHT_WRITE, P.LATENESS_EXPLAIN,
                             P.RESTRICT, P.EMERGENCY_OPEN, P.VIEWS_SEE, P.PERSON_MERGE, P.CONTACTS_SEE,
                             P.STRATEGY_HOLD, P.ESCALATION_ANSWER,
                             P.CONTACT_TAKE, P.CONTACT_DECIDE, P.ASSESSMENT_AUTHORISE, P.NEED_CLOSE,
                             P.DIRECTORY_CHANGE},
    ),
    Role.REVIEWING_OFFICER: Terms(
        Reach.OWN, Reach.NONE, RECORD | {P.SEARCH, P.CHILDREN_SEE, P.REVIEW_RECORD, P.CONFERENCE_HOLD, P.NOTE_WRITE, P.VIEWS_SEE}
    ),
    Role.PLACEMENTS: Terms(
        Reach.SERVICE, Reach.SERVICE, frozenset({P.SEARCH, P.CARD_SEE, P.HOMES_SEE, P.PLACEMENT_CHANGE, P.DIRECTORY_SEE, P.DIRECTORY_CHANGE})
    ),
    Role.PERSONAL_ADVISER: Terms(
        Reach.OWN, Reach.NONE,
        frozenset({P.SEARCH, P.CHILDREN_SEE, P.CARD_SEE, P.RECORD_SEE, P.NARRATIVE_SEE, P.HOMES_SEE,
                   P.NOTE_WRITE, P.VISIT_WRITE, P.VIEWS_SEE}),
    ),
    Role.DATA: Terms(
        Reach.NONE, Reach.SERVICE,
        frozenset({P.SEARCH, P.CARD_SEE, P.RECORD_SEE, P.HOMES_SEE, P.SERVICE_SEE, P.RETURN_LOAD, P.RETURN_BUILD,
                   P.RETURN_CHECK, P.SIGNED_SEE}),
        "Figures; an identity only to mend a return, with a reason.",
    ),
    Role.INFORMATION_GOVERNANCE: Terms(
        Reach.NONE, Reach.NONE,
        frozenset({P.AUDIT_SEE, P.KEEPING_SEE, P.SCHEDULE_SET, P.HOLD_CHANGE, P.DISPOSAL_PROPOSE, P.DISPOSAL_DECIDE}),
        "How long records are kept, by name and number; never what is in them.",
    ),
    Role.HEAD_OF_SERVICE: Terms(
        Reach.SERVICE, Reach.SERVICE,
        RECORD | {P.SEARCH, P.TEAM_SEE, P.SERVICE_SEE, P.OVERSIGHT_WRITE, P.RESTRICT, P.RESTRICTIONS_OVERSEE,
                  P.EMERGENCY_OPEN, P.VIEWS_SEE, P.KEEPING_SEE, P.DISPOSAL_DECIDE, P.PERSON_MERGE, P.ESCALATION_ANSWER,
                  P.PRE_PROCEEDINGS_DECIDE,
                  P.CONTACTS_SEE, P.CONTACT_DECIDE, P.ASSESSMENT_AUTHORISE, P.NEED_CLOSE,
                  P.DIRECTORY_SEE,
                  P.RETURN_SIGN, P.SIGNED_SEE},
    ),
    Role.PARTNER: NOTHING_YET,
    Role.PROVIDER: NOTHING_YET,
    Role.YOUNG_PERSON: NOTHING_YET,
    Role.PARENT: NOTHING_YET,
    Role.INSPECTOR: NOTHING_YET,
    Role.ADOPTION: Terms(
        Reach.OWN, Reach.NONE, RECORD | CASEWORK | {P.SEARCH, P.CHILDREN_SEE, P.SEALED_SEE, P.VIEWS_SEE},
        "The children one works with, and the sealed records one is allowed.",
    ),
    Role.ADMINISTRATOR: Terms(Reach.NONE, Reach.NONE, frozenset({P.ACCOUNTS_CHANGE})),
}  # fmt: skip
