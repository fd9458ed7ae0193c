"""Small census files of our own words."""

from kith.statutory.cin.reading import Read, read

HEADER = """<Header>
<CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>301</LEA><SoftwareCode>Kith</SoftwareCode><Release>1</Release>
<SerialNo>001</SerialNo><DateTime>2026-05-01T09:30:00</DateTime></Source>
</Header>"""
IDENTIFIERS = """<ChildIdentifiers>
<LAchildID>ann1</LAchildID>
<UPN>A123456789012</UPN>
<PersonBirthDate>2015-03-27</PersonBirthDate>
<Sex>F</Sex>
</ChildIdentifiers>"""
CHARACTERISTICS = """<ChildCharacteristics>
<Ethnicity>WBRI</Ethnicity>
<Disabilities><Disability>HEAR</Disability><Disability>VIS</Disability></Disabilities>
</ChildCharacteristics>"""
DETAILS = """<CINdetails>
<CINreferralDate>2025-05-06</CINreferralDate>
<ReferralSource>2A</ReferralSource>
<PrimaryNeedCode>N1</PrimaryNeedCode>
<Assessments>
<AssessmentActualStartDate>2025-05-07</AssessmentActualStartDate>
<AssessmentAuthorisationDate>2025-06-20</AssessmentAuthorisationDate>
<FactorsIdentifiedAtAssessment>
<AssessmentFactors>3B</AssessmentFactors>
<AssessmentFactors>16A</AssessmentFactors>
</FactorsIdentifiedAtAssessment>
</Assessments>
<CINPlanDates><CINPlanStartDate>2025-06-21</CINPlanStartDate><CINPlanEndDate>2025-08-01</CINPlanEndDate></CINPlanDates>
<Section47>
<S47ActualStartDate>2025-07-20</S47ActualStartDate>
<DateOfInitialCPC>2025-08-01</DateOfInitialCPC>
<ICPCnotRequired>0</ICPCnotRequired>
</Section47>
<ReferralNFA>0</ReferralNFA>
<ChildProtectionPlans>
<CPPstartDate>2025-08-01</CPPstartDate>
<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
<LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse>
<NumberOfPreviousCPP>1</NumberOfPreviousCPP>
<Reviews><CPPreviewDate>2025-10-20</CPPreviewDate><CPPreviewDate>2026-03-02</CPPreviewDate></Reviews>
</ChildProtectionPlans>
</CINdetails>"""
CHILD = f"<Child>\n{IDENTIFIERS}\n{CHARACTERISTICS}\n{DETAILS}\n</Child>"


def census(*children: str, header: str = HEADER) -> str:
    inside = "\n".join(children or (CHILD,))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n{header}\n<Children>\n{inside}\n</Children>\n</Message>\n'


def reading(*children: str, header: str = HEADER, year: str | None = None) -> Read:
    return read({"census.xml": census(*children, header=header).encode()}, year=year)


def line_in(text: str, part: str) -> int:
    """The line of a file in which a part of it stands."""
    return text[: text.index(part)].count("\n") + 1
