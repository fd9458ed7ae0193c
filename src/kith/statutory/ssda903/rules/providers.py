"""Rules that look up the Ofsted number of a placement in the list of providers."""

import polars as pl

from kith.lib.columns import among, differs, given
from kith.lib.rule import Rules
from kith.statutory.ssda903.derived import RESPITE
from kith.statutory.ssda903.rules.episode_codes import ADOPTIVE, FOSTER, OTHER, TEMPORARY
from kith.statutory.ssda903.tables import AUTHORITY, POSTCODES, PROVIDERS

rule = Rules()

ADOPTION_AGENCY = "XXXXXXX"
NOT_REGISTERED = (*TEMPORARY, *OTHER, "P1", "P3", "R1", "R2", "R5")
ABROAD = ("WAL", "SCO", "NIR", "NUK", "CON")  # what stands for an authority outside England
ONE_ADDRESS = ("K1", "K2", "K3", "R3", "S1")  # the child lives where the provider is


def not_listed_for(r, column, codes):
    """The episodes whose Ofsted number is not listed for what the column says. Not all lists have these codes: where
    the whole list has none, nothing is known."""
    as_listed = r.providers.select("URN", pl.col(codes).alias(column)).explode(column)
    told = as_listed.select(pl.col(column).is_not_null().any().alias("TOLD"))
    missing = r.episodes.filter(with_number()).join(as_listed, on=["URN", column], how="anti")
    return missing.join(told, how="cross").filter("TOLD")


def with_number():
    """The Ofsted number is given, and is not what stands for an adoption agency's."""
    return pl.col.URN.is_not_null() & (pl.col.URN != ADOPTION_AGENCY)


def closed(r):
    """When each provider closed."""
    return r.providers.group_by("URN").agg(pl.col.REG_END.max()).drop_nulls("REG_END")


def plain(postcode):
    """A postcode without blanks, in capitals."""
    return pl.col(postcode).str.replace_all(r"\s", "").str.to_uppercase()


@rule("1008", fields="URN", needs=[PROVIDERS])
def ofsted_number_is_unknown(r):
    """The Ofsted number is not in the list of providers."""
    return r.episodes.filter(with_number()).join(r.providers, on="URN", how="anti")


ofsted_number_is_unknown.example(
    ok="""
        Episodes
        CHILD  URN
        a      SC000001
        b      XXXXXXX
        c      .

        Providers
        URN
        SC000001
    """,
    fails="""
        Episodes
        CHILD  URN
        a      SC000002  <

        Providers
        URN
        SC000001
    """,
)


@rule("227", fields="URN DECOM", needs=[PROVIDERS])
def placed_after_the_provider_closed(r):
    """The episode began on or after the day the provider closed."""
    return r.episodes.join(closed(r), on="URN").filter(pl.col.DECOM >= pl.col.REG_END)


placed_after_the_provider_closed.example(
    ok="""
        Episodes
        CHILD  DECOM       URN
        a      30/04/2026  SC000001
        b      01/05/2026  SC000002

        Providers
        URN       REG_END
        SC000001  2026-05-01
        SC000002  .
    """,
    fails="""
        Episodes
        CHILD  DECOM       URN
        a      01/05/2026  SC000001  <

        Providers
        URN       REG_END
        SC000001  2026-05-01
    """,
)


@rule("228", fields="URN DEC", needs=[PROVIDERS])
def placed_until_after_the_provider_closed(r):
    """The episode went on after the day the provider closed."""
    until = pl.col.DEC.fill_null(r.known_until)
    return r.episodes.join(closed(r), on="URN").filter(until > pl.col.REG_END)


placed_until_after_the_provider_closed.example(
    ok="""
        Episodes
        CHILD  DEC         URN
        a      01/05/2026  SC000001
        b      .           SC000002
        c      .           SC000003

        Providers
        URN       REG_END
        SC000001  2026-05-01
        SC000002  .
        SC000003  2027-03-31
    """,
    fails="""
        Episodes
        CHILD  DEC         URN
        a      02/05/2026  SC000001  <
        b      .           SC000001  <

        Providers
        URN       REG_END
        SC000001  2026-05-01
    """,
)


@rule("218", fields="URN", since="2025-26", began="2022-23", needs=[POSTCODES])
def ofsted_number_is_missing(r):
    """The Ofsted number is missing, and nothing says that none is needed: neither the type of placement nor where it is."""
    live = pl.col.DEC.is_null() | (r.start <= pl.col.DEC)
    asked = ~among("PLACE", NOT_REGISTERED) & ~among("LS", RESPITE) & ~among("PL_LA", ABROAD)
    return r.episodes.filter(live & asked & ~given("URN"))


ofsted_number_is_missing.example(
    ok="""
        Episodes
        CHILD  DEC         LS  PLACE  PL_LA      URN
        a      .           C2  K2     E08000025  SC000001
        b      31/03/2026  C2  K2     E08000025  .
        c      .           C2  P1     E08000025  .
        d      .           C2  U6     SCO        .
        e      .           V3  K2     .          .
        f      .           C2  Z11    E08000025  .
    """,
    fails="""
        Episodes
        CHILD  DEC         LS  PLACE  PL_LA      URN
        a      .           C2  K2     E08000025  .    <
        b      01/04/2026  C2  U6     E08000025  .    <
        c      .           C2  K3     E08000025  .    <
        d      .           C2  K2     .          .    <
        e      .           C2  .      E08000025  .    <
    """,
)


@rule("219", fields="URN PLACE", needs=[PROVIDERS])
def provider_has_no_such_placements(r):
    """The Ofsted number is not in the list of providers for this type of placement."""
    return not_listed_for(r, "PLACE", "PLACE_CODES")


provider_has_no_such_placements.example(
    ok="""
        Episodes
        CHILD  PLACE  URN
        a      K2     SC000001
        b      A3     XXXXXXX
        c      K2     .

        Providers
        URN       PLACE_CODES
        SC000001  K2,R3
    """,
    fails="""
        Episodes
        CHILD  PLACE  URN
        a      K1     SC000001  <
        b      .      SC000001  <
        c      K2     SC000002  <
        d      K2     SC000009  <

        Providers
        URN       PLACE_CODES
        SC000001  K2,R3
        SC000002  .
    """,
)
provider_has_no_such_placements.example(
    ok="""
        Episodes
        CHILD  PLACE  URN
        a      K2     SC000001

        Providers
        URN       PLACE_CODES
        SC000001  .
    """,
    fails="""
        Episodes
        CHILD  PLACE  URN
        a      K1     SC000001  <

        Providers
        URN       PLACE_CODES
        SC000001  K2
    """,
)


@rule("221", fields="PL_POST", since="2024-25", began="2022-23", needs=[PROVIDERS])
def placed_elsewhere_than_the_provider_is(r):
    """The postcode of the placement is not that of the provider with this Ofsted number."""
    asked = among("PLACE", ONE_ADDRESS) & ~among("LS", RESPITE) & given("PL_POST")
    listed = r.episodes.filter(asked).join(r.providers, on="URN", how="semi")
    there = r.providers.select("URN", THERE=plain("POSTCODE"))
    return listed.join(there, left_on=["URN", plain("PL_POST")], right_on=["URN", "THERE"], how="anti")


placed_elsewhere_than_the_provider_is.example(
    ok="""
        Episodes
        CHILD  LS  PLACE  PL_POST  URN
        a      C2  K2     B1 1BB   SC000001
        b      C2  K2     .        SC000001
        c      V3  K2     B2 4QA   SC000001
        d      C2  U6     B2 4QA   SC000001
        e      C2  K2     B2 4QA   SC000009

        Providers
        URN       POSTCODE
        SC000001  b11bb
    """,
    fails="""
        Episodes
        CHILD  LS  PLACE  PL_POST  URN
        a      C2  K2     B2 4QA   SC000001  <
        b      C2  S1     B2 4QA   SC000002  <

        Providers
        URN       POSTCODE
        SC000001  B1 1BB
        SC000002  .
    """,
)


@rule("222", fields="URN", since="2025-26", began="2022-23")
def ofsted_number_of_an_unregistered_placement(r):
    """An Ofsted number is given for a type of placement that Ofsted does not register."""
    return r.episodes.filter(with_number() & among("PLACE", NOT_REGISTERED))


ofsted_number_of_an_unregistered_placement.example(
    ok="""
        Episodes
        CHILD  PLACE  URN
        a      K2     SC000001
        b      P1     .
        c      P1     XXXXXXX
        d      .      SC000001
    """,
    fails="""
        Episodes
        CHILD  PLACE  URN
        a      P1     SC000001  <
        b      T4     SC000001  <
        c      Z14    SC000001  <
    """,
)


@rule("224", fields="PLACE_PROVIDER", needs=[PROVIDERS])
def provider_is_of_another_kind(r):
    """The Ofsted number is not in the list of providers as this kind of provider."""
    return not_listed_for(r, "PLACE_PROVIDER", "PROVIDER_CODES")


provider_is_of_another_kind.example(
    ok="""
        Episodes
        CHILD  PLACE_PROVIDER  URN
        a      PR4             SC000001
        b      PR1             XXXXXXX
        c      PR1             .

        Providers
        URN       PROVIDER_CODES
        SC000001  PR4,PR5
    """,
    fails="""
        Episodes
        CHILD  PLACE_PROVIDER  URN
        a      PR1             SC000001  <
        b      .               SC000001  <
        c      PR4             SC000009  <

        Providers
        URN       PROVIDER_CODES
        SC000001  PR4,PR5
    """,
)


@rule("229", fields="URN PLACE_PROVIDER", since="2025-26", began="2022-23", needs=[PROVIDERS, AUTHORITY])
def provider_is_of_another_authority(r):
    """The placement is said to be this authority's own and the provider is not, or to be another's and it is. Supported
    accommodation and placements that need no Ofsted number are not looked at here."""
    ours = r.providers.filter(pl.col.LA == pl.lit(r.authority, pl.String))
    asked = r.episodes.filter(~among("PLACE", ["K3", *NOT_REGISTERED]))
    listed = asked.join(r.providers, on="URN", how="semi")
    own = listed.filter(pl.col.PLACE_PROVIDER == "PR1").join(ours, on="URN", how="anti")
    other = listed.filter(pl.col.PLACE_PROVIDER == "PR2").join(ours, on="URN", how="semi")
    return [own, other]


provider_is_of_another_authority.example(
    ok="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER  URN
        a      K2     PR1             SC000001
        b      K2     PR2             SC000002
        c      K3     PR1             SC000002
        d      K2     PR1             SC000009
        e      K2     PR4             SC000001
        f      R1     PR1             SC000002

        Providers
        URN       LA
        SC000001  E08000025
        SC000002  E08000026
    """,
    fails="""
        Episodes
        CHILD  PLACE  PLACE_PROVIDER  URN
        a      K2     PR1             SC000002  <
        b      U6     PR2             SC000001  <
        c      .      PR1             SC000003  <

        Providers
        URN       LA
        SC000001  E08000025
        SC000002  E08000026
        SC000003  .
    """,
    authority="E08000025",
)


@rule("241", fields="URN", since="2025-26", needs=[POSTCODES, AUTHORITY])
def supported_accommodation_lies_elsewhere(r):
    """Supported accommodation with an Ofsted number does not lie in this authority, as far as the postcode tells: check
    the number and the postcode."""
    elsewhere = differs("PL_LA", pl.lit(r.authority, pl.String))
    return r.episodes.filter((pl.col.PLACE == "K3") & with_number() & elsewhere)


supported_accommodation_lies_elsewhere.example(
    ok="""
        Episodes
        CHILD  PLACE  PL_LA      URN
        a      K3     E08000025  SC000001
        b      K3     E08000026  .
        c      K3     E08000026  XXXXXXX
        d      K2     E08000026  SC000001
    """,
    fails="""
        Episodes
        CHILD  PLACE  PL_LA      URN
        a      K3     E08000026  SC000001  <
        b      K3     WAL        SC000001  <
        c      K3     .          SC000001  <
    """,
    authority="E08000025",
)


@rule("242", fields="URN", since="2025-26")
def agency_number_for_another_placement(r):
    """The number XXXXXXX is given for a placement that is neither foster care nor a placement for adoption."""
    return r.episodes.filter((pl.col.URN == ADOPTION_AGENCY) & ~among("PLACE", [*FOSTER, *ADOPTIVE]))


agency_number_for_another_placement.example(
    ok="""
        Episodes
        CHILD  PLACE  URN
        a      A3     XXXXXXX
        b      U6     XXXXXXX
        c      K2     SC000001
    """,
    fails="""
        Episodes
        CHILD  PLACE  URN
        a      K2     XXXXXXX  <
        b      .      XXXXXXX  <
    """,
)
