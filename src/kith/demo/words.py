"""What practitioners wrote: sentences put together from parts, with the children's names in them.

A sentence may begin with letters and a bar that say whom it fits: c in care, h at home, p with parents about, b a baby
who cannot crawl yet, y under five, s at school, t from twelve. Without them it fits everybody.
"""

from collections.abc import Sequence
from datetime import date

from kith.demo.cast import Child
from kith.demo.chance import Stream

NOT_SEEN = (
    "Nobody answered the door; a card was left and a new time agreed by telephone.",
    "t|Out with friends when I called; the carer had been told of the visit.",
    "s|At a school club that had been moved to this afternoon.", "With the family for the day; the visit was made to speak to the others.",
    "s|Did not want to see me today and stayed upstairs.",
)  # fmt: skip
_ARRIVED = (
    "s|Planned visit after school.", "Unannounced visit.", "c|Visit agreed with the carers by text.", "h|Visit agreed with mum by text.", "Early evening visit.",
    "Visit together with the family support worker.", "s|Visit straight after the school run.", "s|Joint visit with the school nurse.", "Visit brought forward by a day because of a course.",
)  # fmt: skip
_MET = (
    "s|{name} was in the kitchen doing homework and was glad to stop.", "{name} answered the door and chatted from the start.",
    "{name} was quiet at first and warmed up over a game of cards.", "s|{name} had just come in from football, muddy and cheerful.",
    "{name} was tired and wanted to keep it short.", "s|{name} wanted to show me a drawing made at school.", "{name} and I walked to the park and back and talked on the way.", "t|{name} made us both a drink and sat down to talk.", "y|{name} showed me every animal on the farm mat.",
    "{name} was poorly and lay on the sofa under a blanket.", "{name} talked non-stop about the weekend.",
)  # fmt: skip
_BABY = (
    "{name} was awake, alert and smiling.", "{name} slept in the cot for most of my visit.", "b|{name} took a bottle well while I was there.",
    "y|{name} is pulling up on the furniture and into everything.", "y|{name} was playing on the mat and brought me a toy.", "c|{name} was wary of me and went to the carer for comfort.", "h|{name} was wary of me and went to mum for comfort.",
)  # fmt: skip
_SAID = (
    "c|We spoke alone in the bedroom; {name} feels safe here and likes the routine.", "h|We spoke alone in the bedroom; {name} says there is less shouting than before.",
    "cp|{name} would like to see grandma more often than once a month.", "cp|{name} asked when the next family time is and whether the dog can come.",
    "s|{name} said school is all right but maths is not.", "cs|{name} misses the old school and two friends in particular.",
    "p|{name} is worried about mum and asked me to tell her so.", "p|{name} would rather not talk about dad today.",
    "{name} asked to join the swimming club; I said I would find out the cost.", "c|{name} told me the others in the house can be loud at night.",
    "{name} scored the week seven out of ten, up from five.", "c|{name} wants to know what will be decided at the review.", "t|{name} is thinking about college and would like to see one.", "{name} has a new best friend and told me all about her.", "{name} is sleeping better with the landing light on.", "t|{name} asked how to get a part-time job and what papers are needed.",
)  # fmt: skip
_HOME = (
    "The home was warm and tidy, with food in.", "s|Bedroom seen: own bed, own things, a lock on the drawer as asked.",
    "c|The carers gave a clear account of the week and showed the daily log.", "c|The smoke alarm was chirping; the carer will change the battery today.",
    "h|There were unwashed dishes and no fresh food; we agreed what must change by Friday.", "y|The stair gate we talked about has been fitted.",
    "hp|Mum spoke warmly of {name} and set a boundary without shouting.", "h|The bedroom is cold; I will chase the landlord about the heating.", "hp|Mum had written down three things that went well this week.", "c|There are photographs of {name} on the wall now.", "The garden has been cleared and the back gate locks.",
)  # fmt: skip
_NEXT = (
    "s|I will speak to the designated teacher this week.", "cp|I will arrange transport for Saturday's family time.", "c|Dentist to be booked by the carer.", "h|Mum to book the dentist.",
    "To raise at supervision.", "I will chase the referral to the counselling service.", "Next visit agreed for the same time.",
    "c|I will ask for the passport form again.", "cs|Carer to send me the school report.", "cp|Life story work to go on next time.", "s|I will write to {name} about what we agreed.", "hy|I will ask the health visitor to call.", "To talk through with my manager on Thursday.",
)  # fmt: skip
_UNBORN = (
    "Mum is well and has kept her midwife appointments.", "We talked through the birth plan and who will be there.",
    "The cot, pram and clothes are ready in the bedroom.", "Dad came for the second half and asked good questions.",
)  # fmt: skip
IMPACT = (
    "Settled; the routine is helping.", "c|Needs the family time plan sooner than the others.", "c|Unsettled by the change of the day for family time.",
    "s|Growing in confidence at school.", "Needs more time alone with the worker.", "Sleep is better since the bedroom was changed.",
)  # fmt: skip
_REVIEW = ("The plan remains right for {name}.", "{name} is making good progress in this home.")
_DECIDED = (
    "p|{name} asked for more time with the family, and this was agreed.",
    "The health plan is up to date save for the dentist.", "s|The education plan needs better targets before next term.",
    "The plan for permanence was agreed.", "p|Family time is to be looked at again in six weeks.", "p|The life story book is to be finished by the summer.",
    "y|The carers asked for support with bedtimes, which the fostering service will give.", "t|{name} chose to chair part of the meeting and did it well.", "Savings and pocket money were checked and are in order.",
)  # fmt: skip
_CALLS = (
    "s|Telephone call from school: {name} was late twice this week and came without lunch.", "c|Telephone call from the carer: {name} had a good weekend.",
    "cp|Mum rang, upset, to ask about Saturday. I explained the arrangements and she was calmer by the end.",
    "b|Call to the health visitor: {name}'s weight is following the line.", "y|Call to the nursery: {name} comes every day and settles well.", "h|Call from the housing officer: the arrears plan is being kept to.", "t|Call from the police about a broken window; no further action.",
    "h|Call to the landlord about the damp in the bedroom. Contractors are to come on Tuesday.", "p|Call from {name}'s aunt, who would like to help with lifts.",
)  # fmt: skip
_MEETINGS = (
    "hp|Core group. School, health visitor and mum came. The plan is moving: appointments kept, and home conditions better.",
    "s|Meeting at school about {name}'s attendance. A later start on Mondays was agreed for three weeks.",
    "c|Planning meeting with the placements officer and the carers. Support from a sessional worker agreed for six weeks.",
    "cs|Team around {name}: school, the counselling service and carers. Anxiety is less; nights are still hard.", "h|Child in need meeting at the family centre. Two goals met, one to go on. Mum said what helps most is the Tuesday group.", "c|Placement support meeting. What {name} finds hard about mornings was talked through, and a plan for them written.",
    "p|Family group meeting. Grandparents offer every other weekend; an uncle will do the school run.",
)  # fmt: skip
_LETTERS = (
    "s|Email from the school with the term's report: attendance 94 per cent, behaviour improved.", "cs|Letter to {name} in plain words after the review.",
    "cp|Email from the solicitor with the directions of the court.", "Email from the surgery: immunisations are up to date.", "h|Letter from the nursery about the free hours; copied to mum.", "Letter from the hospital with an outpatient appointment for {name}.",
)  # fmt: skip
_WORDS = (
    "“Can you come on a day when I don't have anything on?”", "“I want to be asked before you tell anybody.”", "c|“I would like a lamp that stays on.”",
    "c|“I like it here but I want my own key.”", "p|“Can I see my brother on his birthday?”", "s|“I don't want to move school again.”",
    "“Mum is better when nan is there.”", "“I want to be asked before you tell school.”", "“It's boring but it's OK. The dog is good.”",
)  # fmt: skip
_WORRIES = (
    "c|The carer found {name} crying in the night and sat up with a drink until it passed. Something said on the telephone had upset {name}. Agreed with my manager to see {name} today.",
    "c|{name} had an accident on the stairs and was seen at the hospital: a sprain. The carer's account and {name}'s were the same. Everyone was told the same day.",
    "An anonymous caller was worried about shouting. I spoke to the family network and to school or nursery, and no one else had heard of it. Recorded, and to be talked through at supervision.",
    "hp|Police were called to the home in the night after neighbours heard shouting. {name} was upstairs and not hurt. A strategy discussion was held and it was agreed to see the family today.",
    "hp|{name} came to school with a bruise to the arm and gave two accounts of it. Seen by the doctor the same day; in keeping with a fall. Mum was told and came.",
    "hp|Mum's new partner moved in last week; checks asked for. Mum agreed that he stays elsewhere until they are back.",
    "hps|{name} said something worrying to a teacher about being left alone at night. Spoken to alone at school; a plan for tonight was agreed with grandma.",
    "p|Dad was arrested this morning. {name} does not know yet; mum and I will tell {name} together after school.",
)  # fmt: skip
_GOOD = (
    "s|{name} was given the headteacher's award for kindness.", "s|{name} scored twice and was picked for the district side.",
    "cp|First overnight stay at home went well; {name} slept through.", "{name} learnt to ride a bicycle this week.", "s|{name} had a part in the school play and knew every line.", "t|{name} passed the mock examinations in five subjects.",
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


def visit(random: Stream, children: Sequence[Child], place: str, day: date) -> str:
    """A visit written up, about one or several."""
    known = [(_situation(each, day), _name(each)) for each in children]
    chosen = int(random.random() * len(children))
    about, age = known[chosen], children[chosen].age_on(day)
    parts = [_say(random, _ARRIVED, *about)]
    for each, theirs in zip(children, known, strict=True):
        unborn, small = each.born_on > day, each.age_on(day) < 2
        parts.append(_say(random, _UNBORN if unborn else _BABY if small else _MET, *theirs))
    if age >= 4:
        parts.append(_say(random, _SAID, *about))
    parts += [_say(random, _HOME, *about), _say(random, _NEXT, *about)]
    return " ".join(parts)


def not_seen(random: Stream, child: Child, day: date) -> str:
    return _fill(random, NOT_SEEN, child, day)


def impact(random: Stream, child: Child, day: date) -> str:
    return _fill(random, IMPACT, child, day)


def review(random: Stream, child: Child, day: date) -> str:
    return f"{_fill(random, _REVIEW, child, day)} {_fill(random, _DECIDED, child, day)}"


def note(random: Stream, children: Sequence[Child], day: date) -> tuple[str, str, bool]:
    """Kind, text, and whether it is significant."""
    child = children[int(random.random() * len(children))]
    said: tuple[str, ...]
    chance, age = random.random(), child.age_on(day)
    if chance < 0.05 and age > 0:
        return "case_note", _fill(random, _WORRIES, child, day), True
    if chance < 0.09 and age > 5:
        return "case_note", _fill(random, _GOOD, child, day), random.random() < 0.3
    if chance < 0.2 and age > 5:
        return "childs_words", f"{child.given} said: {_fill(random, _WORDS, child, day)}", False
    if chance < 0.65:
        kind, said = ("telephone", _CALLS) if chance < 0.5 else ("correspondence", _LETTERS)
        return kind, _fill(random, said, child, day), False
    kind, said = ("meeting", _MEETINGS) if chance < 0.8 else ("case_note", _SAID if age > 4 else _HOME)
    return kind, f"{_fill(random, said, child, day)} {_fill(random, _NEXT, child, day)}", False


def moved(random: Stream, child: Child, to: str) -> str:
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
    told = "The interpreter came too." if child.unaccompanied else "Parents were told by telephone."
    return f"{child.given} moved to {to} {random.fresh(why)}, {random.fresh(brought)}. {told}"


def came(random: Stream, child: Child) -> str:
    how = (
        "Mum agreed that {name} be looked after by the authority.",
        "The court made an order this afternoon.",
        "Police brought {name} to us in the night.",
    )
    if child.unaccompanied:
        return f"{child.given} came into our care today, having arrived alone. An interpreter helped us to say who we are and what happens now."
    return f"{child.given} came into our care today. {random.fresh(how).format(name=child.given)} Brothers and sisters, if any, were told together."


def left(random: Stream, child: Child, code: str) -> str:
    words = {"E4A": "went home today, as planned", "E4B": "went home today against our advice", "E2": "died"}
    return f"{child.given} {words.get(code, 'stopped being looked after today')}. Everyone in the network has been told."


def _fill(random: Stream, choices: tuple[str, ...], child: Child, day: date) -> str:
    return _say(random, choices, _situation(child, day), _name(child))


def _say(random: Stream, choices: tuple[str, ...], letters: str, name: str) -> str:
    return random.fresh(_fitting(choices, letters)).replace("{name}", name)


def _name(child: Child) -> str:
    return "the baby" if child.given.startswith("Unborn") else child.given


def _situation(child: Child, day: date) -> str:
    """The letters that are true of a child on a day."""
    age = child.age_on(day)
    begun = child.care_start is not None and child.care_start <= day
    in_care = begun and (child.care_end is None or day < child.care_end)
    where = ("c" if in_care else "h") + ("" if child.unaccompanied else "p")
    if age < 5:
        return where + ("" if age < 0 else "b" if age < 0.6 else "y")
    return where + ("s" if age < 12 else "st")


_FITTING: dict[
    tuple[int, str], tuple[tuple[str, ...], tuple[str, ...]]
] = {}  # with the choices, which so live on


def _fitting(choices: tuple[str, ...], letters: str) -> tuple[str, ...]:
    """The sentences that fit, without the letters that say so. Kept, for it is asked half a million times."""
    key = (id(choices), letters)
    if key not in _FITTING:
        parted = [each.rpartition("|") for each in choices]
        _FITTING[key] = (
            choices,
            tuple(text for asked, _, text in parted if set(asked) <= set(letters)),
        )
    return _FITTING[key][1]
