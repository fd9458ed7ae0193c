"""Sign-off as its pages say it."""

from kith.returns.models import BuiltReturn, ReturnCheck, SignedReturn
from kith.web.jinja import moment
from kith.web.person_words import rows

KB = 1024


def check_in_words(check: ReturnCheck) -> dict:
    return {"name": check.name, "at": moment(check.at), "saw": check.saw}


def later_build(built: BuiltReturn) -> BuiltReturn | None:
    """A build of the same year that came after."""
    same = BuiltReturn.objects.filter(
        collection=built.collection, year=built.year, state=BuiltReturn.State.DONE
    )
    return same.filter(pk__gt=built.pk).order_by("-pk").first()


def facts(signed: SignedReturn) -> list[dict]:
    """What a signed return's page says of it in a list."""
    versions = signed.made_with
    told = f"Kith {versions.get('kith')}, {versions.get('rules')} rules of {signed.year}, postcodes {versions.get('postcodes')}"
    said = [("Kept with it", signed.words)] if signed.words else []
    return rows([
        ("Signed off by", signed.name), ("Signed off", moment(signed.at)), ("Built", moment(signed.built.ended_at)),
        ("Made with", told), ("Size", f"{max(len(signed.file) // KB, 1):,} KB"), ("Fingerprint (SHA-256)", signed.fingerprint),
        *said,
    ])  # fmt: skip
