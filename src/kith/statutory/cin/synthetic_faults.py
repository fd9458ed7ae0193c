"""The faults that a made-up census may have, each with a rule that finds it."""

from kith.statutory.returns.faults import Fault

FAULTS = (
    Fault("a pupil number that is none", "ChildIdentifiers", "UPN", "A12X", "1540"),
    Fault("a sex that is no code", "ChildIdentifiers", "Sex", "X", "4180"),
    Fault("no date of birth", "ChildIdentifiers", "PersonBirthDate", None, "8525Q"),
    Fault("an ethnicity that is no code", "ChildCharacteristics", "Ethnicity", "XXXX", "4220"),
    Fault("a disability that is no code", "Disabilities", "Disability", "XX", "8540"),
    Fault("no day of the referral", "CINdetails", "CINreferralDate", None, "8600"),
    Fault("a day that is not in the calendar", "CINdetails", "CINreferralDate", "2026-02-31", "8600"),
    Fault("a closure long ago", "CINdetails", "CINclosureDate", "2001-01-01", "8620"),
    Fault("a reason that is no code", "CINdetails", "ReasonForClosure", "RC0", "8640"),
    Fault("no main need", "CINdetails", "PrimaryNeedCode", None, "8610"),
    Fault("no source", "CINdetails", "ReferralSource", None, "8866"),
    Fault("neither yes nor no", "CINdetails", "ReferralNFA", "perhaps", "8568"),
    Fault("an assessment long ago", "Assessments", "AssessmentActualStartDate", "2001-01-01", "1103"),
    Fault("an authorisation long ago", "Assessments", "AssessmentAuthorisationDate", "2001-01-01", "8696"),
    Fault("a factor that is no more", "AssessmentFactorsList", "AssessmentFactor", "18A", "8945Q"),
    Fault("a plan without a beginning", "CINplanDates", "CINPlanStartDate", None, "4010"),
    Fault("an end long ago", "CINplanDates", "CINPlanEndDate", "2001-01-01", "4013"),
    Fault("an enquiry long ago", "Section47", "S47ActualStartDate", "2001-01-01", "2889"),
    Fault("a conference at a weekend", "Section47", "DateOfInitialCPC", "2025-09-06", "8875"),
    Fault("no beginning of a protection plan", "ChildProtectionPlans", "CPPstartDate", None, "8720"),
    Fault("a category that is no code", "ChildProtectionPlans", "InitialCategoryOfAbuse", "BAD", "8905"),
    Fault("no number of plans before", "ChildProtectionPlans", "NumberOfPreviousCPP", None, "8730"),
    Fault("a review without a date", "Reviews", "CPPreviewDate", None, "8842Q"),
)
