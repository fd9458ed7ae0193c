"""The rows the borough is made of, one class for each table of the record, without a database.

Each begins with its own number; `_id` columns hold numbers of other rows. `MODELS` names the models: a test holds
the columns against them, and `copying` writes them.
"""

from kith.demo.tables.access import AuditEntry, RoleHeld, User
from kith.demo.tables.care import (
    Adoption,
    AdoptionPlan,
    CareLeaverContact,
    CarePlanningStep,
    DeprivationOfLiberty,
    Home,
    HomePostcode,
    LegalStatus,
    NeedCode,
    Order,
    Parenthood,
    PeriodOfCare,
    Placement,
    PreviousPermanence,
    Provider,
    Review,
    ShortBreak,
    Unaccompanied,
)
from kith.demo.tables.casework import (
    DentalCheck,
    Document,
    EducationPlan,
    HealthAssessment,
    HealthYear,
    MissingPeriod,
    Note,
    NoteAddition,
    NoteChild,
    Oversight,
    SchoolPlace,
    StrengthsQuestionnaire,
    Visit,
    VisitChild,
    VisitFrequency,
)
from kith.demo.tables.journey import (
    Assessment,
    AssessmentChild,
    Checkpoint,
    Closure,
    Conference,
    ConferenceChild,
    Contact,
    ContactChild,
    CoreGroup,
    CoreGroupChild,
    Decision,
    Enquiry,
    NeedPlan,
    NeedPlanReview,
    ProtectionPlan,
    Referral,
    StrategyChild,
    StrategyDiscussion,
    StrategyPresent,
    Telling,
    Writer,
)
from kith.demo.tables.people import (
    Address,
    Alert,
    EmailAddress,
    Family,
    FamilyMember,
    ParentalResponsibility,
    Person,
    PersonName,
    Professional,
    Relationship,
    Residence,
    Telephone,
    Withholding,
)
from kith.demo.tables.workforce import (
    AccessReason,
    Allocation,
    Allowed,
    Cover,
    KnownAs,
    Restriction,
    Team,
    TeamMembership,
    Worker,
)

_OF: dict[str, tuple[type, ...]] = {
    "access": (User, RoleHeld),
    "people": (
        Person, PersonName, Address, Residence, Telephone, EmailAddress, Professional, Alert,
        Withholding, Relationship, ParentalResponsibility, Family, FamilyMember,
    ),
    "workforce": (Team, Worker, KnownAs, TeamMembership, Allocation, Cover),
    "reach": (AccessReason, Restriction, Allowed),
    "casework": (
        Note, NoteChild, Visit, VisitChild, Document, Oversight, MissingPeriod, HealthAssessment,
        DentalCheck, StrengthsQuestionnaire, SchoolPlace, EducationPlan, VisitFrequency, NoteAddition,
        HealthYear,
    ),
    "frontdoor": (Contact, ContactChild, Decision, Telling, Referral),
    "assessment": (Assessment, AssessmentChild, Writer, Checkpoint, NeedPlan, NeedPlanReview, Closure),
    "protection": (
        StrategyDiscussion, StrategyChild, StrategyPresent, Enquiry, Conference, ConferenceChild,
        ProtectionPlan, CoreGroup, CoreGroupChild,
    ),
    "providers": (Provider, Home),
    "care": (
        PeriodOfCare, LegalStatus, Order, Placement, NeedCode, HomePostcode, ShortBreak, Review,
        CarePlanningStep, PreviousPermanence, AdoptionPlan, Adoption, DeprivationOfLiberty,
        Unaccompanied, Parenthood,
    ),
    "leavingcare": (CareLeaverContact,),
}  # fmt: skip
# Row -> model.
MODELS: dict[type, str] = {
    table: f"{app}.{table.__name__}" for app, tables in _OF.items() for table in tables
} | {AuditEntry: "access.AuditEntry"}  # last: it speaks of all the others
