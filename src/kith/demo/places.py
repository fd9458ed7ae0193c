"""Where the borough is: Estermere, which is nowhere.

The authority code E06000999 belongs to nobody: codes of that series have been given only from E06000001 upwards by
the dozen. Streets and houses are invented. Postcodes are real, or miles could not be worked out: they are those of
town halls, hospitals, universities and an airport in the East Midlands and beyond, where no household lives, so that
nobody's home is named. Every "home" in the borough therefore shares a few of them.
"""

from random import Random

from kith.demo.chance import about, pick

AUTHORITY_CODE, AUTHORITY_NAME = "E06000999", "Estermere Borough Council (demonstration)"

# In the borough; nearby (under 20 miles from all of those); more than 20 miles from any of those.
INSIDE = ("LE11 2TX", "LE11 3TU", "LE12 5RD", "DE74 2SA", "LE67 3FJ", "LE3 8RA", "LE3 9QP")
NEARBY = ("LE1 1FZ", "LE1 7RH", "LE1 5WW", "LE5 4PW", "NG7 2RD", "NG2 7QP")
FAR = (
    "DE4 3AG", "LN6 7TS", "LN2 5QY", "PE21 9QS", "PE1 1HG", "NN1 1DE", "NN15 7QX", "S40 1LP", "S1 2HH", "B1 1BB",
    "B15 2TT", "M60 2LA", "LS1 1UR", "CB2 0QQ", "FY1 1GB", "NR2 1NH", "SR1 3SD", "PL1 2AA",
)  # fmt: skip

TOWNS = (
    "Estermere",
    "Harlow Fold",
    "Nether Wickby",
    "Sallowbridge",
    "Fennaby Cross",
    "Quarrendale",
    "Old Marlby",
)
FAR_TOWNS = ("Hexley Bay", "Wrensby", "Port Alder", "Caldmoor", "Stranfield", "Tarnwick")
_FIRST = (
    "Alder", "Barley", "Candle", "Damson", "Elder", "Fernley", "Gable", "Hazel", "Iron", "Juniper", "Kestrel", "Linden",
    "Mallard", "Nettle", "Orchard", "Plover", "Quince", "Rowan", "Saddler", "Teasel", "Umber", "Verger", "Willow", "Yarrow",
)  # fmt: skip
_KIND = (
    "Street",
    "Road",
    "Close",
    "Lane",
    "Avenue",
    "Drive",
    "Way",
    "Court",
    "Rise",
    "Gardens",
    "Terrace",
    "Walk",
)


def address(random: Random, town: str = "") -> str:
    """A house that does not exist."""
    flat = f"Flat {about(random, 1, 30)}, " if random.random() < 0.2 else ""
    street = f"{about(random, 1, 180)} {pick(random, _FIRST)} {pick(random, _KIND)}"
    return f"{flat}{street}, {town or pick(random, TOWNS)}"


def telephone(random: Random) -> str:
    """From the mobile numbers that Ofcom keeps for drama: 07700 900000 to 900999."""
    return f"07700 900{about(random, 0, 999):03}"


def office_telephone(random: Random) -> str:
    """From the numbers without an area that Ofcom keeps for drama: 01632 960000 to 960999."""
    return f"01632 960{about(random, 0, 999):03}"
