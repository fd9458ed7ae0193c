"""How papers say things: to adults, to young people from 12, to children of 7 to 11, and read aloud to younger ones.

Each fact is said once for each of the four. An empty sentence is not said to them: no category, no harm by its name and
nothing of what adults struggle with is told to a child by a fact; what workers wrote is told only where one put it in.
"""

from enum import IntEnum

from kith.web.jinja import long_date


class Register(IntEnum):
    """How old the one is to whom it is said."""

    ADULT = 0
    YOUNG = 1  # 12 and over
    YOUNGER = 2  # 7 to 11
    TOLD = 3  # under 7: an adult tells it


YOUNG_FROM, READS_FROM = 12, 7  # years


def register_of(age: int) -> Register:
    """The register for a child of so many years."""
    if age >= YOUNG_FROM:
        return Register.YOUNG
    return Register.YOUNGER if age >= READS_FROM else Register.TOLD


PLAN = "A child protection plan says what everybody does to keep a child safe."
FACTS: dict[str, tuple[str, str, str, str]] = {
    # A child protection plan
    "plan_since": (
        f"{{first}} has had a child protection plan since {{on}}. {PLAN}",
        "You have had a child protection plan since {on}. It says what adults will do to keep you safe.",
        "There is a plan to help keep you safe. It began on {on}.",
        "Some grown-ups have made a plan to help keep you safe.",
    ),
    "plan_over": (
        "The child protection plan ended on {on}.",
        "Your child protection plan ended on {on}.",
        "The plan ended on {on}.",
        "The plan has come to an end.",
    ),
    "category": ("The conference recorded the kind of harm that people are worried about as: {category}.", "", "", ""),
    "visits": (
        "A social worker visits and sees {first} at least every {days} working days.",
        "A social worker will come to see you at least every {days} working days. You can ask to talk on your own.",
        "A social worker will come to see you often. You can ask to talk to them on your own.",
        "A social worker will come to see you. You can talk to them, play or draw.",
    ),
    "next_conference": (
        "The next conference is to be held by {by}.",
        "The next big meeting about your plan is a review conference, by {by}. You can say what you want it to hear.",
        "By {by} there will be another meeting to see whether the plan is helping. You can say what you want them to know.",
        "Later the grown-ups will meet again, to see whether the plan is helping.",
    ),
    "next_core_group": (
        "The next core group is to meet by {by}. It is the meeting of the family and everybody who carries the plan out.",
        "The people who help you and your family meet next by {by}.",
        "The people who help you and your family will meet again by {by}.",
        "",
    ),
    "late_conference": (
        "A conference was to be held by {by}, and was not. Ask when it will be.",
        "There was to be a big meeting about your plan by {by}. Ask when it will be.",
        "There will be another meeting, to see whether the plan is helping. You can say what you want them to know.",
        "Later the grown-ups will meet again, to see whether the plan is helping.",
    ),
    "late_core_group": (
        "The core group was to meet by {by}, and has not. Ask when it will. It is the meeting of the family and everybody who carries the plan out.",
        "The people who help you and your family were to meet by {by}. Ask when they will.",
        "The people who help you and your family will meet again.",
        "",
    ),
    # A child in need plan
    "need_plan_since": (
        "{first} has had a child in need plan since {on}. It says what help was agreed for {first} and who gives it.",
        "You have had a plan since {on}, called a child in need plan. It says what help you get and who gives it.",
        "There is a plan to help you. It began on {on}.",
        "Some grown-ups have made a plan to help you and your family.",
    ),
    "need_plan_over": (
        "The child in need plan ended on {on}.",
        "Your child in need plan ended on {on}.",
        "The plan ended on {on}.",
        "The plan has come to an end.",
    ),
    "next_review": (
        "We look at the plan together again by {by}.",
        "We look at the plan again by {by}. You can come, or say what you want us to hear.",
        "We will look at the plan again by {by}. You can say what you want us to know.",
        "Later we will look at the plan again, to see whether it is helping.",
    ),
    "late_review": (
        "We were to look at the plan together by {by}, and have not. Ask when we will.",
        "We were to look at the plan by {by}. Ask when we will. You can come, or say what you want us to hear.",
        "We will look at the plan again. You can say what you want us to know.",
        "Later we will look at the plan again, to see whether it is helping.",
    ),
    # The family's plan
    "help_since": (
        "Family help began on {on}. It is the family’s own plan.",
        "Your family has had help since {on}. The plan belongs to your family, and to you.",
        "Since {on} people have been helping your family. This is your family’s plan.",
        "Some people are helping your family.",
    ),
    "help_over": (
        "Family help ended on {on}.",
        "The help ended on {on}.",
        "The help ended on {on}.",
        "The help has come to an end.",
    ),
    "consent": ("Somebody of the family agreed to it. That can be taken back at any time.", "", "", ""),
    "law": ("The council works with the family because the law asks it to.", "", "", ""),
    "no_basis": (
        "Nobody’s agreement is in force now, so the work has stopped.",
        "The work has stopped for now, because nobody’s agreement is in force.",
        "",
        "",
    ),
    # What was decided about a contact
    "contacted": (
        "On {on} somebody told us that they were worried about {first}.",
        "On {on} somebody told us that they were worried about you.",
        "Somebody told us that they were worried about you.",
        "Somebody was worried about you and told us.",
    ),
    "contact.information": (
        "On {decided} {name} decided that we give information and advice, and do nothing more now.",
        "On {decided} we decided to give advice, and to do nothing more now.",
        "We gave some advice. Nothing else will happen now.",
        "Nothing else will happen now.",
    ),
    "contact.early_help": (
        "On {decided} {name} decided that the family is offered early help.",
        "On {decided} we decided to offer your family some help.",
        "We have asked your family whether they would like some help.",
        "We have asked your family whether they would like some help.",
    ),
    "contact.family_help": (
        "On {decided} {name} decided that {first} and the family are offered family help, or that their needs are assessed.",
        "On {decided} we decided to find out what help you and your family need.",
        "We want to find out what would help you and your family.",
        "Somebody will come to find out what would help you.",
    ),
    "contact.strategy": (
        "On {decided} {name} decided that we speak with other agencies about how {first} is kept safe.",
        "On {decided} we decided to talk with other people whose job it is to keep you safe.",
        "We are talking with other people who help to keep children safe.",
        "We are talking with people who help to keep you safe.",
    ),
    "contact.transfer": (
        "On {decided} {name} decided to pass this to the council where {first} lives.",
        "On {decided} we decided to tell the council where you live.",
        "We have told the people who help children where you live.",
        "",
    ),
    "contact.nothing": (
        "On {decided} {name} decided that we do nothing more now.",
        "On {decided} we decided to do nothing more now.",
        "Nothing else will happen now.",
        "Nothing else will happen now.",
    ),
    # What was decided on an assessment
    "assessed": (
        "From {start} to {end} we found out what {first} and the family need. This is called an assessment.",
        "From {start} to {end} we found out what you and your family need. This is called an assessment.",
        "We have found out what would help you and your family.",
        "We have found out what would help you.",
    ),
    "assessment.need_plan": (
        "It was decided that {first} is helped by a child in need plan.",
        "We decided that you will have a plan that says what help you get. It is called a child in need plan.",
        "We are making a plan to help you.",
        "We are making a plan to help you.",
    ),
    "assessment.strategy": (
        "It was decided that we speak with other agencies about how {first} is kept safe.",
        "We decided to talk with other people whose job it is to keep you safe.",
        "We are talking with other people who help to keep children safe.",
        "We are talking with people who help to keep you safe.",
    ),
    "assessment.goes_on": (
        "It was decided that the plan there is goes on.",
        "We decided that the plan you have goes on.",
        "The plan you have goes on.",
        "The plan goes on.",
    ),
    "assessment.early_help": (
        "It was decided that the family is offered early help.",
        "We decided to offer your family some help.",
        "We have asked your family whether they would like some help.",
        "We have asked your family whether they would like some help.",
    ),
    "assessment.nothing": (
        "It was decided that we do nothing more now.",
        "We decided to do nothing more now.",
        "Nothing else will happen now.",
        "Nothing else will happen now.",
    ),
    # What was found by a section 47 enquiry
    "enquired": (
        "From {start} we found out whether {first} was being harmed, or was likely to be. The law calls this a section 47 enquiry.",
        "From {start} we found out whether you are safe. The law calls this a section 47 enquiry.",
        "We wanted to find out whether you are safe.",
        "We wanted to find out whether you are safe.",
    ),
    "enquiry.not_found": (
        "On {end} we ended it: what people were worried about was not found to be so.",
        "We ended it on {end}. We did not find what people were worried about.",
        "We have finished finding out.",
        "We have finished.",
    ),
    "enquiry.no_risk_now": (
        "On {end} we ended it: there was reason to worry, and {first} is not likely to come to serious harm now.",
        "We ended it on {end}. People were right to be worried, and we think that you are safe now.",
        "We have finished finding out. We think that you are safe now.",
        "We think that you are safe now.",
    ),
    "enquiry.conference": (
        "On {end} we ended it: there is reason to worry, and a child protection conference is held.",
        "We ended it on {end}. There will be a big meeting, called a conference, about how you are kept safe. You can say what you want it to hear.",
        "There will be a meeting about how to keep you safe. You can say what you want them to know.",
        "Some grown-ups will meet to talk about how to keep you safe.",
    ),
    "enquiry.has_a_plan": (
        "On {end} we ended it: the child protection plan that there is goes on.",
        "We ended it on {end}. The plan that keeps you safe goes on.",
        "The plan that keeps you safe goes on.",
        "The plan that keeps you safe goes on.",
    ),
    # Conferences, core groups, reviews
    "conference_held": (
        "The conference was held on {on}. It was {kind}.",
        "There was a big meeting about you on {on}, called a conference.",
        "There was a meeting on {on} about how to keep you safe.",
        "Some grown-ups met to talk about how to keep you safe.",
    ),
    "chaired": ("{name} chaired it.", "{name} led the meeting.", "{name} led the meeting.", ""),
    "conference.plan": (
        "It was decided that {first} has a child protection plan from that day. " + PLAN,
        "It was decided that you have a child protection plan. It says what adults will do to keep you safe.",
        "It was decided to make a plan to help keep you safe.",
        "They made a plan to help keep you safe.",
    ),
    "conference.no_plan": (
        "It was decided that {first} does not need a child protection plan.",
        "It was decided that you do not need a child protection plan.",
        "It was decided that you do not need a special plan to keep you safe.",
        "They think that you are safe.",
    ),
    "conference.goes_on": (
        "It was decided that the child protection plan goes on.",
        "It was decided that your child protection plan goes on.",
        "It was decided that the plan goes on.",
        "The plan goes on.",
    ),
    "conference.ends": (
        "It was decided that the child protection plan ends.",
        "It was decided that your child protection plan ends.",
        "It was decided that the plan can stop now.",
        "The plan can stop now.",
    ),
    "core_group_held": (
        "The core group met on {on}. It is the meeting of the family and everybody who carries the plan out.",
        "The people who help you and your family met on {on}.",
        "The people who help you and your family met on {on}.",
        "The people who help you met.",
    ),
    "review_held": (
        "The plan was looked at together on {on}.",
        "Your plan was looked at on {on}.",
        "The plan was looked at on {on}.",
        "We looked at the plan.",
    ),
    # Who works with the family
    "works": (
        "{name}, {part}{telephone}",
        "{name} works with you and your family{telephone}",
        "{name} helps you and your family{telephone}",
        "{name} helps you and your family",
    ),
    "reviews": (
        "{name}, {part}{telephone}",
        "{name} checks that the plan is right for you{telephone}",
        "{name} checks that the plan is helping you{telephone}",
        "",
    ),
}  # fmt: skip

HEADINGS: dict[str, tuple[str, str, str, str]] = {
    "what": ("What this is about", "What this is about", "What is happening", ""),
    "purpose": ("What is to be better", "What should get better for you", "What should get better", ""),
    "why": ("Why", "Why", "Why", ""),
    "wants": ("What we want help with", "What your family wants help with", "What your family wants help with", ""),
    "words": ("What {first} said", "What you said", "What you said", ""),
    "well": ("What is going well", "What is going well", "What is going well", ""),
    "worry": ("What we are worried about", "What people are worried about", "What people are worried about", ""),
    "goals": ("What we want", "What you want", "What you want", ""),
    "needed": ("What needs to happen", "What needs to happen", "What needs to happen", ""),
    "needs": ("What {first} needs", "What you need", "What you need", ""),
    "view": ("What the family says and wants", "What your family says", "What your family says", ""),
    "found": ("What we found", "What we found", "What we found", ""),
    "offered": ("What was offered", "What was offered", "What was offered", ""),
    "do": ("Who does what", "What adults will do", "What the grown-ups will do", ""),
    "agreed": ("What was said and agreed", "What was talked about", "What they talked about", ""),
    "changed": ("What has changed, and what happens next", "What has changed, and what happens next", "What happens next", ""),
    "disagreed": ("Who did not agree, and why", "Who did not agree", "Who did not agree", ""),
    "network": ("Our own network’s plan", "Your family’s own plan", "Your family’s own plan", ""),
    "present": ("Who was there", "Who was there", "Who was there", ""),
    "who": ("Who works with the family", "Who comes, and who you can talk to", "Who will come to see you", ""),
    "next": ("What happens next", "When next", "When next", ""),
}  # fmt: skip
TITLES: dict[str, tuple[str, str, str]] = {
    "protection-plan": ("Child protection plan", "Your child protection plan", "Your plan"),
    "need-plan": ("Child in need plan", "Your plan", "Your plan"),
    "family-plan": ("Our family’s plan", "Our family’s plan", "Our family’s plan"),
    "contact-decision": ("What was decided", "What was decided", "What was decided"),
    "assessment-decision": ("What was decided on the assessment", "What was decided for you", "What was decided for you"),
    "enquiry-decision": ("What the section 47 enquiry found", "What we found", "What we found"),
    "conference": (
        "Minutes of the child protection conference", "What the conference talked about", "What they talked about"
    ),
    "core-group": ("Minutes of the core group", "What your core group talked about", "What they talked about"),
    "need-review": ("Minutes of the review", "What your review talked about", "What they talked about"),
    "family-review": ("Minutes of the review", "What your family’s review talked about", "What they talked about"),
}  # fmt: skip
LEFT_OUT = (
    "Parts that are about other people, or that are not for this paper, have been left out.",
    "Some parts are about other people, so they are not here.",
    "Some parts are about other people, so they are not here.",
    "",
)
ASK = (
    "If something here is wrong, or you do not agree with it, tell {who}. You can ask the council how to complain.",
    "If something is wrong, or you want something to be different, tell {who}, or any adult you trust. You can ask for somebody to speak up for you: an advocate.",
    "If you have a question, or something is wrong, tell {who} or a grown-up you trust.",
    "",
)  # fmt: skip
SOMEBODY = "whoever gave you this"
TO_READ = "{first} is under 7. This is for an adult whom {first} trusts, to tell in their own words. These are a few sentences to read aloud."


def say(fact: str, register: Register, **values: object) -> str:
    """A fact in words; nothing where it is not said to somebody of that age."""
    ready = {name: each if isinstance(each, str | int) else long_date(each) for name, each in values.items()}
    return FACTS[fact][register].format(**ready)


def title(kind: str, register: Register, first: str) -> str:
    """What a paper of a kind is called; what is read aloud has no name but the child's."""
    return f"To tell {first}" if register is Register.TOLD else TITLES[kind][register]


def heading(slot: str, register: Register, first: str) -> str:
    return HEADINGS[slot][register].format(first=first)
