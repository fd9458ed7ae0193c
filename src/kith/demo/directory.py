"""The demonstration's directory of services, in the fields of Open Referral UK: every name, place and number is invented."""

from kith.familyhelp.models import Service

C = Service.Category
# Name, organisation, what it offers, category, ages, place, postcode area, languages, capacity, status.
SERVICES = (
    ("Stay and Play", "Weir Lane Trust", "Toys, songs and a cup of tea, three mornings a week.", C.PLAY, 0, 4, "Estermere", "ES1", ("Polish",), 30, "active"),
    ("Saturday Wheels", "Sallowbridge Bicycle Shed", "Mend a bicycle and ride it out with others.", C.PLAY, 8, 17, "Sallowbridge", "ES4", (), 16, "active"),
    ("Holiday Barn", "Fennaby Cross Parish Rooms", "A day out of the house in every school holiday, with lunch.", C.PLAY, 5, 12, "Fennaby Cross", "ES6", (), 40, "active"),
    ("Quiet Evenings", "Weir Lane Trust", "Eight evenings for parents: sleep, screens and saying no.", C.PARENTING, 2, 12, "Estermere", "ES1", ("Urdu",), 10, "active"),
    ("Fathers’ Bench", "The Long Bench", "Fathers meet and cook. Somebody is always there to talk to.", C.PARENTING, None, None, "Harlow Fold", "ES2", (), 14, "active"),
    ("Two Homes", "The Long Bench", "Six meetings for parents who live apart and want to argue less.", C.PARENTING, None, None, "Online", "", (), 12, "active"),
    ("Talking Walks", "Marlby Well", "Somebody to talk to, outdoors, once a week.", C.EMOTIONAL, 11, 17, "Old Marlby", "ES5", (), 8, "active"),
    ("Small Worries", "Marlby Well", "Drawing and play for younger children who worry.", C.EMOTIONAL, 5, 10, "Estermere", "ES1", ("Polish", "Romanian"), 6, "active"),
    ("First Words", "Estermere Family Hub", "Help with talking, for children and whoever reads to them.", C.LANGUAGE, 1, 4, "Estermere", "ES1", ("Urdu", "Polish", "Arabic"), 20, "active"),
    ("Signing Together", "Quarrendale Hands", "British Sign Language for the whole family.", C.LANGUAGE, None, None, "Quarrendale", "ES3", ("British Sign Language",), None, "active"),
    ("Bills and Boilers", "Nether Wickby Advice Table", "Debt, heating, benefits and forms, at the kitchen table.", C.PRACTICAL, None, None, "Nether Wickby", "ES7", (), 25, "active"),
    ("Safe at Home", "Harbour Door", "For a parent and children where somebody at home frightens them.", C.SAFETY, None, None, "Not told", "", ("Urdu", "Polish"), 9, "active"),
    ("Night Nest", "Estermere Family Hub", "Sleep visits for babies. Waiting for a new worker.", C.PARENTING, 0, 1, "Estermere", "ES1", (), 6, "inactive"),
)  # fmt: skip


def add_directory() -> dict[str, Service]:
    """Every service, by its name."""
    return {row[0]: _service(place, *row) for place, row in enumerate(SERVICES)}


def _service(
    place: int, name: str, organisation: str, description: str, category: str, youngest: int | None, oldest: int | None,
    where: str, area: str, languages: tuple[str, ...], capacity: int | None, status: str,
) -> Service:  # fmt: skip
    return Service.objects.create(
        name=name, organisation=organisation, description=description, category=category, minimum_age=youngest,
        maximum_age=oldest, place=where, postcode_area=area, languages=list(languages), capacity=capacity, status=status,
        contact=f"01632 9604{place:02}",
    )  # fmt: skip
