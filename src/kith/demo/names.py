# ruff: noqa: SIM905 -- lists of names are read as words
"""Names, made up. Given names are common ones; family names were put together for this list from parts, so that a
whole name is nobody's but by accident. England's communities are all there."""

from random import Random

from kith.demo.chance import choose, pick

_BRITISH_F = (
    "Amelia Poppy Ellie Freya Maisie Daisy Lacey Summer Skye Ruby Erin Megan Chloe Jessica Tia Leah Paige Scarlett Willow "
    "Isla Bethany Courtney Georgia Holly Imogen Jade Kayleigh Lola Molly Niamh Orla Phoebe Rosie Sienna Tilly Zara"
).split()
_BRITISH_M = (
    "Alfie Archie Bailey Callum Charlie Connor Declan Dylan Ethan Finley Frankie Harley Harvey Jack Jayden Jake Kai Kieran "
    "Leo Lewis Logan Mason Max Nathan Noah Oliver Oscar Reece Riley Rory Ryan Theo Toby Tyler Warren Zac"
).split()
_BRITISH = (
    "Ash Bramble Calder Dunnel Ember Farn Garrow Holling Isling Kell Larch Marle Nettle Oaken Penn Quill Rushen Sallow "
    "Thrapp Under Vennel Wether Yarrel Brack Crofter Fallow Hather Lodd Morrick Tarrant".split(),
    "by croft dale dine fold ford gate ham holm hurst lock mere mond rick shaw stow thwaite wick worth wright".split(),
)
_LISTS: dict[str, tuple[list[str], list[str], tuple[list[str], list[str]]]] = {
    "british": (_BRITISH_F, _BRITISH_M, _BRITISH),
    "south_asian": (
        "Aisha Amina Anaya Fatima Hafsa Iqra Jasmin Khadija Laiba Maryam Nadia Priya Rabia Safa Simran Sumaiya Zainab Zoya".split(),
        "Adil Ahmed Arjun Bilal Danyal Faisal Hamza Haroon Ibrahim Imran Jaspal Kamran Rohan Saif Tariq Umar Yusuf Zain".split(),
        ("Ahm Bash Chand Dar Far Gul Har Ik Jal Kar Lat Mal Nas Pat Qur Rah Sar Tan".split(),
         "adrani aipal anwari asani ashvi endra eshwal idpur imkhan inderi irpal ishani oobi oshdar".split()),
    ),
    "black_african": (
        "Abena Adaeze Amara Awa Blessing Chidera Efua Fatou Hodan Ifeoma Makena Nala Ngozi Sahra Temi Yewande Zawadi".split(),
        "Abdi Ade Chike Daniel Emeka Emmanuel Femi Idris Jabari Kofi Kwame Malik Musa Obi Samuel Tendai Tunde Yaw".split(),
        ("Abe Ade Bon Chi Dio Eke Fola Gyan Ike Kon Mbe Nka Oko Osa Sab Tem Uche Wara".split(),
         "banjo chuku doro fosu gwe kundi lafe meka nani ndolo njide rusi soma tunji wale wusu".split()),
    ),
    "caribbean": (
        "Alisha Chantelle Ebony Imani Jada Kadisha Kezia Latoya Monique Naomi Renee Shanice Tiana Zaria".split(),
        "Andre Darnell Dwayne Isaiah Jaden Jerome Kymani Leon Marlon Micah Nathaniel Omari Reuben Tyrell".split(),
        ("Ald Bax Cam Den Ell Fen Gale Hin Ivel Law Mer Nor Pel Rem Sten Tul Vas Wyn".split(),
         "bridge combe den erton grove ington low more nard rane sford sley stead stone ward wood".split()),
    ),
    "east_european": (
        "Adriana Alina Daria Elena Gabriela Hanna Ioana Julia Kamila Lena Maja Natalia Oksana Petra Sofia Viktoria Zuzana".split(),
        "Adrian Andrei Bogdan Dawid Filip Jakub Kacper Luka Marek Mihai Nikola Oleg Pavel Radu Stefan Tomasz Viktor".split(),
        ("Bog Chel Dob Grab Hor Jan Kov Lup Mar Nov Olt Pav Rad Sok Tur Vas Wol Zel".split(),
         "anescu arczyk arov atiuk avenko eanu elka escek ewicz iarz inski ivari ovets uliak urak".split()),
    ),
    "roma_traveller": (
        "Bridget Cassie Delores Esmeralda Kizzy Lavinia Mena Nora Shirley Theresa".split(),
        "Declan Felix Jimmy Johnny Levi Miley Nelson Patrick Samson Tommy".split(),
        ("Bosw Carr Dunl Fland Harr Lovr Mullin Penf Quil Stanl".split(), "aghan all ean eldon erty ick ighan ound owan ury".split()),
    ),
    "middle_east": (
        "Amal Asma Dilan Farah Hana Helin Layla Mina Nasrin Parwana Rojin Samira Selma Shirin Soraya Yasmin".split(),
        "Ahmad Amir Aram Baran Farhad Habib Hassan Jawad Karwan Mahdi Mustafa Navid Omid Rebin Reza Sardar Shafiq Zana".split(),
        ("Abd Azad Bark Dalv Ebr Farh Ghul Hak Jam Kas Mirz Naj Qad Rasl Saf Tah Ward Zad".split(),
         "adzai ahari alami anzada arpoor awani eshan idkhel imani isafi oudi oulan urian ushti".split()),
    ),
    "east_asian": (
        "Ai Bich Chun Hoa Jia Lan Linh Mai Mei Ngoc Qing Thu Xuan Yen".split(),
        "Anh Bao Duc Hai Hieu Jun Khoa Long Minh Phong Quan Tuan Vinh Wei".split(),
        ("B Ch D Gi H Kh L Ng Ph Qu Th Tr V X Zh".split(), "ainh ao eung iang ien ieu ing iou oan ong uang uyn".split()),
    ),
    "horn": (
        "Abrihet Eden Feven Hiwot Luwam Mebrat Rahel Saba Selam Winta".split(),
        "Abel Bereket Dawit Filmon Hermon Kidane Merhawi Natnael Robel Samson Tesfay Yonas".split(),
        ("Ab Ber Dest Fess Gebr Hab Kid Mebr Neg Tes Wold Yoh".split(), "adom ahtu alem assie atsion ebrat ehanu eselai omar uday".split()),
    ),
}  # fmt: skip

# Ethnicity by the broad groups of the published figures: code, and the community its names come from.
ETHNICITY: dict[str, dict[tuple[str, str], float]] = {
    "white": {("WBRI", "british"): 90, ("WIRI", "british"): 1, ("WOTH", "east_european"): 6, ("WIRT", "roma_traveller"): 1, ("WROM", "roma_traveller"): 2},
    "mixed": {("MWBC", "british"): 38, ("MWBA", "black_african"): 14, ("MWAS", "south_asian"): 18, ("MOTH", "british"): 30},
    "asian": {("AIND", "south_asian"): 12, ("APKN", "south_asian"): 38, ("ABAN", "south_asian"): 18, ("AOTH", "middle_east"): 32},
    "black": {("BAFR", "black_african"): 55, ("BCRB", "caribbean"): 28, ("BOTH", "caribbean"): 17},
    "other": {("OOTH", "middle_east"): 85, ("CHNE", "east_asian"): 15},
    "refused": {("REFU", "british"): 60, ("NOBT", "british"): 40},
}  # fmt: skip
# Where unaccompanied children came from: community, ethnicity, language, religion.
ALONE = (
    ("middle_east", "AOTH", "Pashto", "Muslim", 30), ("horn", "BAFR", "Tigrinya", "Orthodox Christian", 25),
    ("black_african", "BAFR", "Arabic (Sudan)", "Muslim", 25), ("middle_east", "OOTH", "Kurdish Sorani", "Muslim", 15),
    ("east_asian", "AOTH", "Vietnamese", "Buddhist", 5),
)  # fmt: skip
LANGUAGES = {
    "south_asian": ("Urdu", "Punjabi", "Bengali", "Gujarati"), "black_african": ("Yoruba", "Twi", "Somali", "Shona"),
    "east_european": ("Polish", "Romanian", "Lithuanian"), "middle_east": ("Arabic", "Kurdish Sorani", "Farsi"),
    "east_asian": ("Cantonese", "Vietnamese"), "roma_traveller": ("Romanes",),
}  # fmt: skip
RELIGIONS = {
    "british": ("", "", "", "None", "Christian"), "south_asian": ("Muslim", "Muslim", "Sikh", "Hindu"),
    "black_african": ("Christian", "Muslim"), "caribbean": ("Christian", ""), "east_european": ("Roman Catholic", ""),
    "middle_east": ("Muslim",), "east_asian": ("Buddhist", ""), "roma_traveller": ("Roman Catholic",), "horn": ("Orthodox Christian",),
}  # fmt: skip


def share_alone(group: str) -> float:
    """Of those who came alone, how many are of one of the published groups."""
    codes = {code for code, _ in ETHNICITY[group]}
    return sum(each[4] for each in ALONE if each[1] in codes) / sum(each[4] for each in ALONE)


def given(random: Random, community: str, sex: str) -> str:
    lists = _LISTS[community]
    return pick(random, lists[0] if sex == "F" else lists[1])


def family(random: Random, community: str) -> str:
    first, second = _LISTS[community][2]
    return pick(random, first) + pick(random, second)


def ethnicity(random: Random, group: str) -> tuple[str, str]:
    """A code and a community within one of the published groups."""
    return choose(random, ETHNICITY[group])


def worker_name(random: Random) -> str:
    usual = {
        "british": 68,
        "south_asian": 10,
        "black_african": 10,
        "caribbean": 6,
        "east_european": 4,
        "middle_east": 2,
    }
    community = choose(random, usual)
    return f"{given(random, community, pick(random, 'FFFM'))} {family(random, community)}"
