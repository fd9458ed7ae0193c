"""The rows' columns are the models' own, and every model of the record has been thought of."""

import pytest
from django.apps import apps

from kith.demo.tables import MODELS

# Filled by other parts: returns that are loaded, the audit, deadlines, what people do in the demonstration.
LEFT_OUT = {
    "access.Installation", "access.AuthenticatorApp", "access.SecurityKey", "access.RecoveryCode", "access.OneTimeCode",
    "deadlines.DeadlineRow", "deadlines.LatenessReason", "care.SecureStay",
    "casework.ImmunisationCheck", "casework.Attendance", "casework.Draft", "casework.DraftCopy", "casework.TimeSpent",
    "casework.Merge", "casework.MergedRow", "casework.LikelyDuplicate", "casework.NotTheSame",
    "frontdoor.ContactAddition", "frontdoor.PartnerCheck",
    "frontdoor.HelpRequest", "keeping.RequestSchedule", "frontdoor.HelpAnswers", "frontdoor.HelpTry",
    "frontdoor.StepBack",
    "familyhelp.FamilyHelp", "familyhelp.FamilyHelpChild", "familyhelp.Basis", "familyhelp.TeamMember", "familyhelp.Statement",
    "familyhelp.Goal", "familyhelp.GoalScore", "familyhelp.PlanAction", "familyhelp.PlanReview", "familyhelp.NetworkPlan",
    "familyhelp.Service", "familyhelp.ServiceReferral", "familyhelp.ServiceSession",
    "assessment.Told",
    "assessment.NeedPlanAction",
    "protection.Escalation",
    "protection.PreProceedings", "protection.PreProceedingsMeeting", "protection.GroupDecisionOffer", "protection.OfferedTo",
    "protection.CourtHearing", "protection.ConferencePresent", "protection.TransferIn", "protection.TwinSplit",
    "sharing.Contribution", "sharing.ContributionChild", "sharing.Sharing", "sharing.PassageMark",
    "reach.Notice", "reach.SealedIdentity", "reach.EmergencyAccess",
}  # fmt: skip
APPS = (
    "access",
    "people",
    "workforce",
    "reach",
    "casework",
    "providers",
    "frontdoor",
    "familyhelp",
    "assessment",
    "protection",
    "sharing",
    "care",
    "leavingcare",
    "deadlines",
)


@pytest.mark.parametrize(("table", "label"), MODELS.items())
def test_columns_are_the_models(table, label):
    columns = {
        name for field in apps.get_model(label)._meta.concrete_fields for name in (field.name, field.attname)
    }
    assert set(table._fields) <= columns


def test_every_model_of_the_record_has_been_thought_of():
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    known = set(MODELS.values()) | LEFT_OUT
    assert {model._meta.label for model in models if not model.__name__.endswith("Before")} <= known
