"""The kinds of return that can be loaded."""

from kith.returns.bringing import Kind
from kith.returns.census import Census
from kith.returns.models import Load
from kith.returns.ssda903 import Ssda903

KINDS: dict[str, Kind] = {kind.collection: kind for kind in (Ssda903(), Census())}


def kind_of(load: Load) -> Kind:
    """The kind of return that a load brings."""
    return KINDS[load.collection]
