"""Small censuses for tests, written as an authority's system writes them, and loading them as an analyst does."""

from datetime import date, datetime
from pathlib import Path

from kith.returns.actions.loading import confirm_load, load_return, propose_load
from kith.returns.models import Load
from kith.returns.proposal import propose
from kith.statutory.cin import synthetic
from kith.statutory.cin.reading import Read, read
from kith.testing.standing import DAY, MOMENT, at_work

HEAD = "<CollectionDetails><Collection>CIN</Collection><Year>{}</Year></CollectionDetails><Source><LEA>330</LEA></Source>"
WHO = """<LAchildID>{number}</LAchildID><UPN>A123456789123</UPN><PersonBirthDate>2015-03-14</PersonBirthDate><Sex>F</Sex>"""
REFERRAL = """
<CINreferralDate>2024-06-03</CINreferralDate><ReferralSource>2A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>{closure}
<Assessments><AssessmentActualStartDate>2024-06-04</AssessmentActualStartDate>{authorised}</Assessments>
<CINPlanDates><CINPlanStartDate>2024-08-01</CINPlanStartDate>{plan_end}</CINPlanDates>
<Section47><S47ActualStartDate>2024-06-10</S47ActualStartDate><InitialCPCtarget>2024-07-01</InitialCPCtarget>
<DateOfInitialCPC>2024-06-28</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired></Section47>
<ReferralNFA>0</ReferralNFA>
<ChildProtectionPlans><CPPstartDate>2024-06-28</CPPstartDate>{protection_end}<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
<LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse><NumberOfPreviousCPP>1</NumberOfPreviousCPP>
<Reviews><CPPreviewDate>2024-09-20</CPPreviewDate></Reviews></ChildProtectionPlans>"""
OPEN = {"closure": "", "authorised": "", "plan_end": "", "protection_end": ""}
OVER = {
    "closure": "<CINclosureDate>2025-06-30</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>",
    "authorised": "<AssessmentAuthorisationDate>2024-07-30</AssessmentAuthorisationDate>"
    "<FactorsIdentifiedAtAssessment><AssessmentFactors>3A</AssessmentFactors><AssessmentFactors>16A</AssessmentFactors>"
    "</FactorsIdentifiedAtAssessment>",
    "plan_end": "<CINPlanEndDate>2025-06-30</CINPlanEndDate>",
    "protection_end": "<CPPendDate>2025-05-01</CPPendDate>",
}


def a_child(number: str = "C1", who: str = WHO, details: str = REFERRAL, **parts: str) -> str:
    """The element of one child; `parts` are the ends of what the referral led to."""
    return (
        f"<Child><ChildIdentifiers>{who.format(number=number)}</ChildIdentifiers><ChildCharacteristics>"
        "<Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities></ChildCharacteristics>"
        f"<CINdetails>{details.format(**OPEN | parts)}</CINdetails></Child>"
    )


def census(*children: str, year: str = "2025") -> Read:
    """What is read of a census of these children; `year` is that of the header."""
    return read({f"cin{year}.xml": written(*children, year=year)})


def written(*children: str, year: str = "2025") -> bytes:
    """The file of it."""
    whole = f"<Message><Header>{HEAD.format(year)}</Header><Children>{''.join(children)}</Children></Message>"
    return whole.replace("><", ">\n<").encode()


def made_up(children: int, folder: Path, year: str = "2025-26", seed: int = 1, seldom: bool = False) -> Read:
    """A valid census of so many children, from a file; with what seldom stands in one."""
    file = folder / f"cin-{year}.xml"
    synthetic.write(file, synthetic.made_up(children, year=year, seed=seed, seldom=seldom), year=year)
    return read(file)


def load(
    analyst, found: Read, team=None, as_of: date = DAY, at: datetime = MOMENT, authority: str = "E06000999"
) -> Load:
    """Load a census, as the pages and the command do."""
    with at_work(analyst, as_of):
        proposal = propose(found, collection="cin")
        made = propose_load(
            files=proposal.files, counts=proposal.counts, authority=authority, team=team, at=at, by=analyst,
            collection="cin",
        )  # fmt: skip
        years = {each["name"]: each["year"] for each in proposal.files}
        confirm_load(load=made, years=years, team=team, by=analyst)
    with at_work(analyst, as_of):
        load_return(load=made, read=found, as_of=as_of, at=at, by=analyst)
    return made
