"""What was said and written on the way from a contact to a plan. `{name}`: the children it is about, one or several."""

from collections.abc import Sequence

from kith.demo.cast import Child

SCHOOL, POLICE, HEALTH, NEAR, SERVICES = "school", "police", "health", "near", "services"
FROM = {"2A": SCHOOL, "6": POLICE, "1A": NEAR, "1B": NEAR, "9": NEAR} | dict.fromkeys(
    ("3A", "3B", "3C", "3E", "3F"), HEALTH
)
WHO = {"2A": "Safeguarding lead", "6": "Police control room", "1A": "Grandmother", "1B": "Neighbour", "3A": "General practitioner",
       "3B": "Health visitor", "3C": "School nurse", "3E": "Ward sister", "3F": "Midwife", "4": "Housing officer",
       "5B": "Education welfare officer", "5C": "Duty team of another authority", "7": "Family court adviser", "8": "Charity worker"}  # fmt: skip
WORRIES = {
    SCHOOL: (
        "Late four mornings this week, and hungry. {name} said that everybody at home had been asleep.",
        "{name} told a teaching assistant about shouting at night and about hiding under the bed.",
        "Clothes unwashed for the third week. Nobody came to the meeting, and the telephone is not answered.",
        "A mark on the arm that {name} explained first as a fall and then as the door.",
        "{name} has missed twenty-two days this term. The reasons given keep changing.",
        "{name} came in crying and said that dad had been back at the house, which he is not to be.",
        "Messages on a telephone from somebody much older, asking {name} to meet in town.",
    ),
    POLICE: (
        "Called at 1am to an argument between the adults. {name} stood on the stairs. A window had been broken.",
        "An adult was arrested for an assault on the mother. {name} heard it from the next room.",
        "{name} came home with an officer after being found in the shopping centre at midnight.",
        "Drugs were found in the kitchen, within reach. The home was cold and there was little food.",
        "Third call to the address in six weeks. The mother did not want to make a statement. {name} slept through it.",
        "A car was stopped with {name} in the back; the driver had been drinking.",
    ),
    HEALTH: (
        "Two appointments missed and the door not answered, though voices were heard. {name} has not been weighed since spring.",
        "The mother is low and says she cannot cope with {name} on her own. She has no family near.",
        "Brought to the ward with a burn. What the adults say of how it happened does not fit.",
        "The medicine for {name} has not been fetched for two months.",
        "A parent came to the appointment smelling of drink, and {name} seemed used to it.",
        "Bruising that cannot yet be explained at this age. The consultant asks for a discussion today.",
    ),
    NEAR: (
        "Shouting through the wall most evenings, and {name} crying for a long time.",
        "Her daughter is drinking again, and she is worried about {name} in the mornings.",
        "{name} plays outside until late, without a coat, and asks at doors for something to eat.",
        "A new partner has moved in who frightens {name}. Nobody knows much about him.",
        "{name} was left alone on two evenings while the adults went out.",
    ),
    SERVICES: (
        "The family may lose the house next month. {name} sleeps in one room with two adults.",
        "The worker who runs the group saw how {name} flinched when the father raised his voice.",
        "The parents are parting, and each says of the other that {name} comes to harm there.",
        "The family moved here from another authority, where there was a plan for {name}.",
        "The support that was offered was not taken up, and what {name} says at home is worse than before.",
    ),
}  # fmt: skip
UNBORN = (
    "Expecting, and has kept one of four appointments. She asked that her partner is not told.",
    "Expecting her first. An earlier partner is known for violence, and she has gone back to him.",
    "Expecting, and in treatment for heroin. She wants help and came to ask for it.",
)
ALONE = (
    "Arrived in the borough without any adult, says that the journey took some months. Needs somewhere to live tonight.",
)
WORKING = ("", "An aunt is near, and the children trust her.", "{name} comes to school every day and has good friends.", "The mother asked for help herself.",
           "The father picks up and is kind.", "Weight and height are on their lines.", "", "The grandparents have {name} at weekends.")  # fmt: skip
REFERRED = (
    "More than one worry, from more than one side. Somebody has to sit down with the family and find out what it is like for the children.",
    "What was offered before did not hold. An assessment, and the school is to be asked what it sees.",
    "The parents agree that something has to change. An assessment, begun this week.",
    "Not enough is known to say that the children are safe, nor that they are not.",
)
FEARED_FOR = (
    "What was said today cannot wait. The police and health are asked to a strategy discussion.",
    "An injury that is not explained. Strategy discussion today, and nobody speaks to the parents before.",
    "The child has said who hurt them. Strategy discussion with the police this morning.",
)
NOTHING_MORE = (
    "Looked at as a referral: spoken to the family and to whoever contacted us within the week. There is an explanation, and nothing more to do.",
    "Looked at as a referral: the family had already asked for help where it needs it. Nothing further.",
    "Looked at as a referral: it was about a time that is over, and was looked at then. Nothing further.",
)
OTHERWISE = {
    "information": ("The family asked where to find help with money and food.", "Advice line and the food network."),
    "early_help": ("Several small worries that the family wants help with.", "A family help practitioner, with consent."),
    "nothing": ("Spoken to the parent and the school: explained, and no wider worry.", "The parenting group at the family hub."),
}  # fmt: skip
ANALYSIS = (
    "The arguments are what the children carry. They keep watch, sleep little and are tired at school. Both parents want it to stop and do not know how.",
    "The mother does most things well and alone. When she is low, mornings go first, then meals, then school. What helps is somebody beside her on those days.",
    "Money is at the bottom of much of it: moves, cold rooms, tempers. The care itself is warm. If the tenancy holds, the rest can.",
    "The drinking decides what each evening is like, and the children have learnt to tell by the sound of the door. They are never hurt, and never at ease.",
    "The parents see the same child differently, and each tells the child so. The child has stopped saying anything at home.",
    "What happens outside the home weighs most: older friends, money nobody can explain, nights away. The parents are frightened and ask for help.",
)
STRENGTHS = ("The children are at school every day. The aunt comes whenever she is rung.", "Both parents came to every meeting, and said what they thought.",
             "There is food, there are bedtimes, and the home is clean.", "The grandmother sees what is going on and says so.")  # fmt: skip
VIEW = ("Mother: “I want somebody to ask me how I am before they ask what I did.”", "Father: “We know it has to change. Tell us what good looks like.”",
        "Both would rather have help from the family hub than from us.", "They did not agree with all of it and said so; it is written beside.")  # fmt: skip
HAPPENED = ("It began after the move in spring.", "There were worries like this two years ago, and they passed with help.", "It has been so for as long as the school has known them.",
            "Since the father lost his work there have been arguments most evenings.")  # fmt: skip
PART = ("{name} is tired more often than not, and has learnt to be quiet. That is where to begin.", "{name} does well wherever it is calm. Home is calm on most days now.",
        "{name} looks after the others, and should not have to.", "{name} has nobody to tell, apart from a teacher who leaves in summer.")  # fmt: skip
OWN_WORDS = ("“I listen until it stops. Then I can sleep.”", "“I like it when we all eat at the table.”", "“Ask mum. I do not want her to be sad.”", "“It is better than it was.”",
             "“I would like to see my dad, but not at our house.”", "Drew the house with a very big door, and a dog that guards it.")  # fmt: skip
TOO_YOUNG = (
    "Too young for words: settled with the mother, looked for her when she left the room.",
    "Too young for words: watchful, and slow to be comforted.",
)
NEEDS = ("Sleep, a quiet place for homework, and grown-ups who settle arguments somewhere else.", "Regular meals and mornings, and a parent who is well.", "Somebody of their own to talk to.",
         "To be safe at home in the evenings, whoever is there.")  # fmt: skip
BECAUSE = {
    "need_plan": ("The family wants help and has agreed to a plan.", "Without help it would get worse, and the parents see it too."),
    "strategy": ("What was learnt calls for a strategy discussion.",),
    "goes_on": ("There is a plan, and it stays the right one.", "What has been agreed goes on."),
    "early_help": ("The family would rather have help from the family hub, and that is enough.",),
    "nothing": ("The worry was looked into with the family. What there is they manage themselves.", "What was feared was not found, and the children are well."),
}  # fmt: skip
LOOKED = ("Talked through with the worker: see the father on his own, and ask the school.", "The children’s words are there. Ask what the grandmother would do if asked.",
          "Enough is known to say what is needed. Finish it and go through it with the family.")  # fmt: skip
PURPOSE = ("The evenings are quiet, and nobody has to keep watch.", "Mornings work: up, fed and at school on time.", "The parents have somebody to turn to before it boils over.",
           "Everybody knows who is at home, and it is safe.")  # fmt: skip
REVIEWED = ("Better than three months ago: two of four things are done. The family wants to go on.", "Much the same. The worker will try with the father on his own.",
            "Going well. We look once more and then end it, if it holds.")  # fmt: skip
AT_REVIEW = "The family, class teacher, social worker"
CLOSED = {
    "nothing": ("What was found was gone through with the family. They know how to reach us.",),
    "early_help": ("The family hub has met the family, and everybody was told.",),
    "need": ("What was to be better is better, and has been for some weeks. Everybody was told.", "The family manages with its own people and the school. Ended together.",
             "The family would like to go on without us. Nothing speaks against it now."),
    "care": ("Came into care, and left it. What was to be done is done.",),
}  # fmt: skip
FEARS = (
    "Left alone in the evenings, and a bruise that the adults explained in two ways. Agreed to enquire, and to speak to the children at school first.",
    "What the child said yesterday, and the call of the night. Agreed who speaks to whom, and that the father stays elsewhere until then.",
    "Weight, missed appointments and what the health visitor saw. Agreed to visit today, and a medical tomorrow.",
    "An adult in the home about whom the police know more. Agreed to enquire and to tell the mother what she may know.",
)
KNEW = (
    ("social_care", "Social worker", "What the family said, and the contacts before."),
    ("police", "Detective constable", "Called to the address twice this year."),
    ("health", "Named nurse", "Two appointments missed; nothing else of note."),
)
FOUND = {
    "not_found": ("What was feared did not happen as it seemed. The family was told, and what help there is.",),
    "no_risk_now": ("It happened. Whoever did it is out of the home, and the other parent keeps it so.", "It happened once, was told at once, and cannot happen so again."),
    "conference": ("It has gone on for some time, and would go on. A conference is needed.",),
    "has_a_plan": ("The plan that there is meets it; the core group was told.",),
}  # fmt: skip
CONFERRED = ("What helps: a grandmother near by. What must change: evenings and mornings.", "What helps: the school, and that the mother talks. What must change: who comes into the home.",
             "What helps: both parents came. What must change: the drinking, and that it is hidden.")  # fmt: skip
REVIEWED_PLAN = (
    "Some of it is done. The evenings are no safer yet.",
    "Much is better, and has to hold for longer.",
    "Two steps forward: visits are kept, and the children say so.",
)
ENDED_PLAN = "Safe for some months, and those around the family see it too. The help goes on without a plan."
PRESENT = "Parents\nSocial worker\nSchool\nHealth\nPolice sent a report"
MET = ("Breakfast every day this fortnight. Evenings: the aunt comes on Tuesdays and Fridays.", "The father came, for the first time. Agreed what he does on Sundays.",
       "Nothing new at school. The health visitor saw the family twice.", "The step that was agreed has not been taken; by the next meeting it has to be.")  # fmt: skip
AT_CORE_GROUP = "Mother, class teacher, school nurse, social worker"


def named(children: Sequence[Child]) -> str:
    """Their first names; the unborn as such."""
    names = ["the baby" if child.unborn else child.given for child in children]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def about(text: str, children: Sequence[Child]) -> str:
    name = named(children)
    if text.startswith("{name}") and name[:1].islower():
        name = name[0].upper() + name[1:]
    return text.replace("{name}", name)
