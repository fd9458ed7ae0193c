"""Where each column of the children in need census can be put right."""

from kith.web.mending_place import DETAILS, Place

ASSESSMENTS = Place("assessments")
NEED_PLAN = Place("assessments", "need-plan-new")
ENQUIRY, CONFERENCE = Place("protection", "enquiry-new"), Place("protection", "conference-new")
WRITTEN_BY_KITH = Place(
    why="Kith writes the header itself: look at the code of the authority that is set up here."
)
COUNTED_BY_KITH = Place(
    "protection",
    why="It is counted from the protection plans on the record, and those elsewhere: correct the plan to say how many those were.",
)
ASSESSED = Place(
    "assessments",
    why="Open the assessment to correct it. Once it is authorised it is kept as it is, and a new one takes its place.",
)

# Of every table: whose row it is, and numbers that stand in no record.
OF_EVERY_TABLE = dict.fromkeys(("Child", "LAchildID", "CINdetailsID", "AssessmentID", "CPPID"), DETAILS)
PLACES: dict[str, dict[str, Place]] = {
    "Header": dict.fromkeys(
        ("Collection", "Year", "ReferenceDate", "SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo", "DateTime"),
        WRITTEN_BY_KITH,
    ),
    "ChildIdentifiers": dict.fromkeys(
        ("UPN", "FormerUPN", "UPNunknown", "PersonBirthDate", "ExpectedPersonBirthDate", "Sex", "PersonDeathDate"), DETAILS
    ),
    "ChildCharacteristics": {"Ethnicity": DETAILS},
    "Disabilities": {"Disability": DETAILS},
    "CINdetails": {
        **dict.fromkeys(("CINreferralDate", "ReferralSource", "PrimaryNeedCode", "ReferralNFA"), ASSESSMENTS),
        **dict.fromkeys(("CINclosureDate", "ReasonForClosure"), ASSESSMENTS),
        "DateOfInitialCPC": CONFERENCE,
    },
    "Assessments": dict.fromkeys(
        ("AssessmentActualStartDate", "AssessmentInternalReviewDate", "AssessmentAuthorisationDate"), ASSESSED
    ),
    "AssessmentFactorsList": {"AssessmentFactor": ASSESSED},
    "CINplanDates": dict.fromkeys(("CINPlanStartDate", "CINPlanEndDate"), NEED_PLAN),
    "Section47": {
        **dict.fromkeys(("S47ActualStartDate", "InitialCPCtarget", "ICPCnotRequired"), ENQUIRY),
        "DateOfInitialCPC": CONFERENCE,
    },
    "ChildProtectionPlans": {
        **dict.fromkeys(("CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse"), CONFERENCE),
        "NumberOfPreviousCPP": COUNTED_BY_KITH,
    },
    "Reviews": {"CPPreviewDate": CONFERENCE},
    "PreProceedings": {"PPStartDate": Place("court", "pre-proceedings-new")} | dict.fromkeys(
        ("LBPSentDate", "FGDMMeetingOffer", "FGDMMeetingFac", "InitialPPMeetingDate", "ReviewMeetingsCount",
         "StepDecisionDate", "PPOutcome", "CourtAppDate", "LetterInitCPDate"),
        Place("court"),
    ),
}  # fmt: skip
