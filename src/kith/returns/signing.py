"""Before a built return is signed off: who checked it, which issues are left and why, and what stands in the way."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kith.lib.rule import Rule
from kith.lib.words import plural
from kith.returns.built_files import are_kept
from kith.returns.models import BuiltReturn, ReturnCheck, ReturnIssue, SignedReturn
from kith.statutory import postcodes
from kith.statutory.return_kinds import KINDS
from kith.statutory.returns.checking_built import NO_NUMBER, NO_NUMBER_SAYS
from kith.store.history import serving_everyone
from kith.workforce.models import Worker


@dataclass(frozen=True)
class Left:
    """A rule with issues in a built return: how many, of how many children, and why they are left, as somebody said."""

    rule: str
    says: str
    issues: int
    children: int
    why: str
    by: str


def left_in(built: BuiltReturn) -> list[Left]:
    """Every rule with issues in the tables of this build, whoever they are about, in order of the rule."""
    why = _why(built.checks.order_by("at", "pk"))
    says = {rule.code: rule.message for rule in rules_of(built)} | {NO_NUMBER: NO_NUMBER_SAYS}
    return [
        Left(rule, says.get(rule, ""), issues, children, *why.get(rule, ("", "")))
        for rule, issues, children in sorted(_counted(built), key=lambda row: _in_order(row[0]))
    ]


def _in_order(rule: str) -> tuple[int, str]:
    """Rules by their numbers; those that begin with letters last."""
    number = re.match(r"\d*", rule)
    return (int(number[0]) if number and number[0] else 10**6, rule)


def _counted(built: BuiltReturn) -> list[tuple[str, int, int]]:
    """Rule, issues and children. The counts of the service go on, whomever a restriction hides from who asks."""
    there = Q(first_seen__lte=built.pk, last_seen__gte=built.pk, collection=built.collection, year=built.year)
    counts = ReturnIssue.objects.filter(there).values_list("rule")
    with serving_everyone():
        return list(counts.annotate(Count("pk"), Count("child", distinct=True)).order_by())


def _why(checks: Iterable[ReturnCheck]) -> dict[str, tuple[str, str]]:
    """Why the issues of each rule are left, and who said so: the last word of each."""
    return {rule: (words, check.name) for check in checks for rule, words in check.left.items() if words}


def said_before(built: BuiltReturn) -> dict[str, str]:
    """What was said of each rule on earlier builds of the year, to be said again or better."""
    earlier = ReturnCheck.objects.filter(
        built__collection=built.collection, built__year=built.year, built__lt=built.pk
    )
    return {rule: words for rule, (words, _) in _why(earlier.order_by("at", "pk")).items()}


def rules_of(built: BuiltReturn) -> list[Rule]:
    return KINDS[built.collection].rules_of(built.year)


def in_the_way(built: BuiltReturn, by: Worker) -> list[str]:
    """Why this worker cannot sign this return off now, each in a sentence; nothing where they can."""
    if built.state != BuiltReturn.State.DONE:
        return ["This return is not built. Wait until it is, or build it again."]
    found = []
    if not are_kept(built):
        found.append("The tables of this build are no longer kept. Build the return again and sign that.")
    checkers = set(built.checks.values_list("by", flat=True))
    if not checkers:
        found.append("Nobody has checked it. A data analyst checks it first and says why issues are left.")
    if by.pk in checkers:
        found.append("You checked this return yourself. Somebody else must sign it off.")
    unsaid = [each.rule for each in left_in(built) if not each.why]
    if unsaid:
        of = plural(len(unsaid), "rule")
        found.append(f"Nobody has said why issues of {of} are left: {', '.join(unsaid[:10])}{_more(unsaid)}.")
    return found


def _more(rules: list[str]) -> str:
    return f" and {len(rules) - 10} more" if len(rules) > 10 else ""


def made_with(built: BuiltReturn) -> dict[str, str | int]:
    """The versions that matter to how a return was built and checked."""
    return {"kith": _version("kith"), "rules": len(rules_of(built)), "postcodes": _version(postcodes.PACKAGE)}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def to_sign() -> list[BuiltReturn]:
    """The latest build of each year, unless it is signed off, with whether somebody checked it (`is_checked`)."""
    done = BuiltReturn.objects.filter(state=BuiltReturn.State.DONE)
    latest = done.order_by("collection", "year", "-pk").distinct("collection", "year").values("pk")
    checked = Exists(ReturnCheck.objects.filter(built=OuterRef("pk")))
    waiting = done.filter(pk__in=latest, signed__isnull=True).annotate(is_checked=checked)
    return list(waiting.order_by("-year", "collection"))


def signed_returns() -> QuerySet[SignedReturn]:
    """Every version signed, the latest year and version first; not their files, which are large."""
    return (
        SignedReturn.objects.defer("file")
        .select_related("earlier", "built")
        .order_by("-year", "collection", "-version")
    )


def latest_signed(collection: str, year: str) -> SignedReturn | None:
    return SignedReturn.objects.filter(year=year, collection=collection).order_by("-version").first()
