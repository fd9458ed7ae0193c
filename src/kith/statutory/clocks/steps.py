"""Steps of care planning: what a practitioner says was done, or was found, on a day.

Most steps satisfy a clock. A finding (`FINDINGS`) starts one, where no other fact can tell that it applies: that a
home lies outside the area, say, is a judgement about boundaries that a person makes and records.
"""

# Kind and title: these pairs are the choices of the database column.
STEP_KINDS: tuple[tuple[str, str], ...] = (
    ("care_plan_prepared", "Care plan prepared"),
    ("placement_plan_prepared", "Placement plan prepared and signed"),
    ("placement_notified", "People told in writing of the placement"),
    ("placement_end_notified", "People told in writing that the placement ended"),
    ("outside_area", "Found: the home is outside our area"),
    ("outside_area_approved", "Placement outside the area approved by the nominated officer"),
    ("at_a_distance", "Found: the home is outside our area and not in a neighbouring one"),
    ("distance_approved", "Distant placement approved by the director of children's services"),
    ("area_authority_consulted", "Area authority consulted and given the care plan"),
    ("area_authority_notified", "Area authority told in writing of the placement"),
    ("key_stage_4_disrupted", "Found: the move disrupts education in key stage 4"),
    ("key_stage_4_move_approved", "Move in key stage 4 approved by the nominated officer"),
    ("parent_assessment_pending", "Found: placed with a parent before the assessment was complete"),
    ("outside_approval_terms", "Found: emergency placement outside the carer's terms of approval"),
    ("approval_terms_varied", "Carer's terms of approval changed to allow the placement"),
    ("temporary_approval_extended", "Temporary approval of a connected person extended"),
    ("connected_person_approved", "Connected person approved as a foster carer"),
    ("reviewing_officer_appointed", "Independent reviewing officer appointed"),
    ("permanence_plan_prepared", "Plan for permanence prepared"),
    ("review_decisions_recorded", "Decisions of the review recorded"),
    ("review_record_distributed", "Full record of the review sent out"),
    ("review_asked_for", "Found: the reviewing officer asks for a review sooner"),
    ("review_after_visit", "Found: a visit showed that the placement does not keep the child safe and well"),
    ("detention_to_end", "Found: police detention, remand or custody is to end"),
    ("accommodation_to_end", "Found: accommodation is to end without a parent taking over the child’s care"),
    ("placement_consented", "Found: parents consented to the child being placed for adoption"),
    ("ending_care_approved", "Ceasing to look after the child approved"),
    ("return_home_checked", "Return home looked at again"),
    ("independent_visitor_offered", "Independent visitor offered"),
    ("advocate_offered", "Advocate offered"),
)

_OF_PLACEMENTS = frozenset(
    {
        "outside_area",
        "at_a_distance",
        "key_stage_4_disrupted",
        "parent_assessment_pending",
        "outside_approval_terms",
    }
)

# These bring a review forward, to a day that is recorded with them: when it ends, or when the review is asked for.
DATED_FINDINGS = frozenset(
    {"review_asked_for", "review_after_visit", "detention_to_end", "accommodation_to_end"}
)

# Of these the day is an ending, before which the review is owed.
OF_AN_ENDING = frozenset({"detention_to_end", "accommodation_to_end"})

FINDINGS = _OF_PLACEMENTS | DATED_FINDINGS | {"placement_consented"}

# These are about one placement and count only when they name it.
PLACEMENT_STEPS = _OF_PLACEMENTS | {
    "placement_plan_prepared",
    "placement_notified",
    "placement_end_notified",
    "outside_area_approved",
    "distance_approved",
    "area_authority_consulted",
    "area_authority_notified",
    "key_stage_4_move_approved",
    "approval_terms_varied",
    "temporary_approval_extended",
    "connected_person_approved",
}


def said_of(kind: str) -> str:
    """Plain words for what was done or found."""
    words = dict(STEP_KINDS)[kind].removeprefix("Found: ")
    return words[:1].upper() + words[1:]
