"""What practitioners wrote: sentences put together from parts, with the children's names in them."""

from collections.abc import Sequence
from datetime import date
from random import Random

from kith.demo.cast import Child
from kith.demo.chance import pick

NOT_SEEN = (
    "Nobody answered the door; a card was left and a new time agreed by telephone.",
    "Out with friends when I called; the carer had been told of the visit.",
    "At a school club that had been moved to this afternoon.",
    "Did not want to see me today and stayed upstairs.",
)  # fmt: skip
_ARRIVED = (
    "Planned visit after school.", "Unannounced visit.", "Visit agreed with the carers by text.", "Early evening visit.",
    "Visit together with the family support worker.", "Visit straight after the school run.",
)  # fmt: skip
_MET = (
    "{name} was in the kitchen doing homework and was glad to stop.", "{name} answered the door and chatted from the start.",
    "{name} was quiet at first and warmed up over a game of cards.", "{name} had just come in from football, muddy and cheerful.",
    "{name} was tired and wanted to keep it short.", "{name} wanted to show me a drawing made at school.",
    "{name} was poorly and lay on the sofa under a blanket.", "{name} talked non-stop about the weekend.",
)  # fmt: skip
_BABY = (
    "{name} was awake, alert and smiling.", "{name} slept in the cot for most of my visit.", "{name} took a bottle well while I was there.",
    "{name} is pulling up on the furniture and into everything.", "{name} was wary of me and went to the carer for comfort.",
)  # fmt: skip
_SAID = (
    "We spoke alone in the bedroom; {name} feels safe here and likes the new routine.",
    "{name} would like to see grandma more often than once a month.", "{name} asked when the next family time is and whether the dog can come.",
    "{name} said school is all right but maths is not.", "{name} misses the old school and two friends in particular.",
    "{name} is worried about mum and asked me to tell her so.", "{name} would rather not talk about dad today.",
    "{name} asked to join the swimming club; I said I would find out the cost.", "{name} told me the others in the house can be loud at night.",
    "{name} scored the week seven out of ten, up from five.", "{name} wants to know what will be decided at the review.",
)  # fmt: skip
_HOME = (
    "The home was warm and tidy, with food in.", "Bedroom seen: own bed, own things, a lock on the drawer as asked.",
    "The carers gave a clear account of the week and showed the daily log.", "The smoke alarm was chirping; the carer will change the battery today.",
    "There were unwashed dishes and no fresh food; we agreed what must change by Friday.", "The stair gate we talked about has been fitted.",
    "Mum spoke warmly of her and set a boundary without shouting.", "The bedroom is cold; I will chase the landlord about the heating.",
)  # fmt: skip
_NEXT = (
    "I will speak to the designated teacher this week.", "I will arrange transport for Saturday's family time.", "Dentist to be booked by the carer.",
    "To raise at supervision.", "I will chase the referral to the counselling service.", "Next visit agreed for the same time.",
    "I will ask for the passport form again.", "Carer to send me the school report.", "Life story work to go on next time.",
)  # fmt: skip
_UNBORN = (
    "Mum is well and has kept her midwife appointments.", "We talked through the birth plan and who will be there.",
    "The cot, pram and clothes are ready in the bedroom.", "Dad came for the second half and asked good questions.",
)  # fmt: skip
IMPACT = (
    "Settled; the routine is helping.", "Needs the family time plan sooner than the others.", "Unsettled by the change of contact day.",
    "Growing in confidence at school.", "Needs more time alone with the worker.", "Sleep is better since the bedroom was changed.",
)  # fmt: skip
_REVIEW = (
    "The plan remains right for {name}.", "{name} is making good progress in this home.", "{name} asked for more time with the family, and this was agreed.",
    "The health plan is up to date save for the dentist.", "The education plan needs better targets before next term.",
    "The plan for permanence was agreed.", "Family time is to be looked at again in six weeks.", "The life story book is to be finished by the summer.",
    "The carers asked for support with bedtimes, which the fostering service will give.",
)  # fmt: skip
_CALLS = (
    "Telephone call from school: {name} was late twice this week and came without lunch.", "Telephone call from the foster carer: {name} had a good weekend.",
    "Mum rang, upset, to ask about Saturday. I explained the arrangements and she was calmer by the end.",
    "Call to the health visitor: {name}'s weight is following the line.", "Call from the police about a broken window; no further action.",
    "Call to the landlord about the damp in the bedroom. Contractors are to come on Tuesday.", "Call from {name}'s aunt, who would like to help with lifts.",
)  # fmt: skip
_MEETINGS = (
    "Core group. School, health visitor and mum came. The plan is moving: appointments kept, and home conditions better.",
    "Meeting at school about {name}'s attendance. A later start on Mondays was agreed for three weeks.",
    "Planning meeting with the placements officer and the carers. Support from a sessional worker agreed for six weeks.",
    "Team around {name}: school, the counselling service and carers. Anxiety is less; nights are still hard.",
    "Family group meeting. Grandparents offer every other weekend; an uncle will do the school run.",
)  # fmt: skip
_LETTERS = (
    "Email from the school with the term's report: attendance 94 per cent, behaviour improved.", "Letter to {name} in plain words after the review.",
    "Email from the solicitor with the directions of the court.", "Letter from the hospital with an outpatient appointment for {name}.",
)  # fmt: skip
_WORDS = (
    "“I like it here but I want my own key.”", "“Can I see my brother on his birthday?”", "“I don't want to move school again.”",
    "“Mum is better when nan is there.”", "“I want to be asked before you tell school.”", "“It's boring but it's OK. The dog is good.”",
)  # fmt: skip
_WORRIES = (
    "Police were called to the home in the night after neighbours heard shouting. {name} was upstairs and not hurt. A strategy discussion was held and it was agreed to see the family today.",
    "{name} came to school with a bruise to the arm and gave two accounts of it. Seen by the doctor the same day; in keeping with a fall. Mum was told and came.",
    "Mum's new partner moved in last week; checks asked for. Mum agreed that he stays elsewhere until they are back.",
    "{name} said something worrying to a teacher about being left alone at night. Spoken to alone at school; a plan for tonight was agreed with grandma.",
    "Dad was arrested this morning. {name} does not know yet; mum and I will tell {name} together after school.",
)  # fmt: skip
_GOOD = (
    "{name} was given the headteacher's award for kindness.", "{name} scored twice and was picked for the district side.",
    "First overnight stay at home went well; {name} slept through.", "{name} passed the mock examinations in five subjects.",
)  # fmt: skip
OVERSIGHT = (
    "Read the record since last time. Visits are in time and the child's voice comes through.", "The chronology is up to date; the genogram needs the paternal side.",
    "The plan is drifting: what must change, and by when, is not clear to the parents.", "Good direct work. Analysis should say what the worker thinks, not only what was seen.",
    "Family time has been cancelled twice; the effect on the child needs thought.",
)  # fmt: skip
DECISIONS = (
    "Carry on with the plan; look again in four weeks.", "Worker to hold a family meeting within two weeks, because the network has not been asked.",
    "Legal advice to be taken, because the agreed changes have not been made.", "Step down to be put to the next review, because the goals are met.", "",
)  # fmt: skip
SHORT_BREAK = (
    "Seen during the break: at ease with the staff, helping to cook, and looking forward to the next one."
)
SAID_ON_RETURN = (
    "Went to a friend's and lost track of the time; the telephone had no charge.", "Wanted to see mum and knew it was not the day. Walked there.",
    "Was with older friends in town and would not say who. Knows the risks we have talked about.", "Argued with another young person in the home and needed to get out.",
    "Took the bus to the old neighbourhood to see friends from school.",
)  # fmt: skip


def visit(random: Random, children: Sequence[Child], place: str, day: date) -> str:
    """A visit written up, about one or several."""
    parts = [pick(random, _ARRIVED)]
    for child in children:
        parts.append(
            _fill(random, _UNBORN if child.born_on > day else _BABY if child.age_on(day) < 2 else _MET, child)
        )
    child = pick(random, children)
    if child.age_on(day) >= 4:
        parts.append(_fill(random, _SAID, child))
    parts += [pick(random, _HOME), pick(random, _NEXT)]
    return " ".join(parts)


def impact(random: Random, child: Child) -> str:
    return pick(random, IMPACT)


def review(random: Random, child: Child, status: str) -> str:
    return f"{_fill(random, _REVIEW[:3], child)} {_fill(random, _REVIEW[3:], child)}"


def note(random: Random, children: Sequence[Child], day: date) -> tuple[str, str, bool]:
    """Kind, text, and whether it is significant."""
    child = pick(random, children)
    chance = random.random()
    if chance < 0.05 and child.born_on < day:
        return "case_note", _fill(random, _WORRIES, child), True
    if chance < 0.09 and child.age_on(day) > 5:
        return "case_note", _fill(random, _GOOD, child), random.random() < 0.3
    if chance < 0.2 and child.age_on(day) > 5:
        return "childs_words", f"{child.given} said: {pick(random, _WORDS)}", False
    if chance < 0.5:
        return "telephone", f"{_fill(random, _CALLS, child)} {pick(random, _NEXT)}", False
    if chance < 0.65:
        return "correspondence", _fill(random, _LETTERS, child), False
    if chance < 0.8:
        return "meeting", f"{_fill(random, _MEETINGS, child)} {pick(random, _NEXT)}", False
    return (
        "case_note",
        f"{_fill(random, _SAID if child.age_on(day) > 4 else _HOME, child)} {pick(random, _NEXT)}",
        False,
    )


def moved(random: Random, child: Child, to: str) -> str:
    why = (
        "as the care plan foresaw",
        "because the carers could not go on",
        "after a meeting to keep the placement going",
        "at short notice",
    )
    brought = (
        "with everything in suitcases",
        "with the memory box and the bicycle",
        "and was shown round by the carers",
    )
    return f"{child.given} moved to {to} {pick(random, why)}, {pick(random, brought)}. Parents were told by telephone."


def came(random: Random, child: Child) -> str:
    how = (
        "Mum agreed that {name} be looked after by the authority.",
        "The court made an order this afternoon.",
        "Police brought {name} to us in the night.",
    )
    return f"{child.given} came into our care today. {pick(random, how).format(name=child.given)} Brothers and sisters, if any, were told together."


def left(random: Random, child: Child, code: str) -> str:
    words = {"E4A": "went home today, as planned", "E4B": "went home today against our advice", "E2": "died"}
    return f"{child.given} {words.get(code, 'stopped being looked after today')}. Everyone in the network has been told."


def _fill(random: Random, choices: Sequence[str], child: Child) -> str:
    return pick(random, choices).replace(
        "{name}", child.given if not child.given.startswith("Unborn") else "the baby"
    )
