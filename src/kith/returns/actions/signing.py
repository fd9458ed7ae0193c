"""Signing a return off: a data analyst checks it and says why issues are left; the head of service signs, and it is frozen."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError

from kith.access.audit import Event, record, viewed
from kith.access.roles import Permission
from kith.reach.doing import require
from kith.returns.built_files import tables_of
from kith.returns.frozen import file_of, fingerprint, frozen
from kith.returns.models import BuiltReturn, ReturnCheck, SignedReturn
from kith.returns.signing import in_the_way, latest_signed, left_in, made_with
from kith.workforce.models import Worker


def check_return(
    *, built: BuiltReturn, saw: str, left: Mapping[str, str], at: datetime, by: Worker
) -> ReturnCheck:
    """Say what you looked at in a built return, and why issues of a rule are left (by its code)."""
    require(by, Permission.RETURN_BUILD)
    if built.state != BuiltReturn.State.DONE:
        raise ValidationError("This return is not built. Wait until it is, or build it again.")
    said = {each.rule: each.why for each in left_in(built)}
    new = {rule: words for rule, words in left.items() if rule in said and words and words != said[rule]}
    made = ReturnCheck.objects.create(built=built, by=by, name=by.name, at=at, saw=saw, left=new)
    record(Event.RETURN_CHECKED, made, reason=f"{built.collection} {built.year}")
    return made


def sign_return(*, built: BuiltReturn, words: str, at: datetime, by: Worker) -> SignedReturn:
    """Freeze the files of a return that somebody else checked, with who checked, what was left and why."""
    require(by, Permission.RETURN_SIGN)
    refused = in_the_way(built, by)
    if refused:
        raise ValidationError(refused)
    file, earlier = (
        frozen(tables_of(built), built.collection, built.year),
        latest_signed(built.collection, built.year),
    )
    checks = list(built.checks.order_by("at", "pk"))
    made = SignedReturn.objects.create(
        built=built, collection=built.collection, year=built.year, earlier=earlier,
        version=earlier.version + 1 if earlier else 1, file=file, fingerprint=fingerprint(file),
        made_with=made_with(built), checks=[_as_kept(each) for each in checks],
        left=[vars(each) for each in left_in(built)], not_run=built.not_run, words=words,
        prepared_by=checks[-1].by, by=by, name=by.name, at=at,
    )  # fmt: skip
    record(Event.RETURN_SIGNED, made, reason=f"{made}, fingerprint {made.fingerprint}")
    return made


def _as_kept(check: ReturnCheck) -> dict[str, str | int]:
    return {"worker": check.by_id, "name": check.name, "at": check.at.isoformat(), "saw": check.saw}


def take_signed(*, signed: SignedReturn, by: Worker) -> bytes:
    """The file as it was signed off; who took it is in the audit. Raises NotAsSigned where it is not the same any more."""
    require(by, Permission.SIGNED_SEE)
    viewed(Event.SIGNED_TAKEN, row=signed, reason=str(signed))
    return file_of(signed)
