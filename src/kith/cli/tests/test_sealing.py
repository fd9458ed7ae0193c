"""A sealed file: only its key opens it, and no bit, piece or end of it can be changed unseen."""

import io

import pytest

from kith.cli import sealing
from kith.cli.problem import Problem
from kith.cli.sealing import CHECK, MAGIC, PIECE, SALT, TAG, Opened, Sealing, key_from

KEY = b"a key of more than twenty characters"
HEAD = len(MAGIC) + SALT + CHECK
WORDS = bytes(range(256)) * 4096 * 2 + b"the end"  # two whole pieces and a bit


@pytest.fixture(autouse=True, scope="module")
def cheap_keys():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "COST", 2**4)
        yield


def sealed(words: bytes) -> bytes:
    out = io.BytesIO()
    writing = Sealing(out, KEY)
    writing.write(words)
    writing.close()
    return out.getvalue()


def opened(data: bytes, key: bytes = KEY) -> bytes:
    return Opened(io.BytesIO(data), key).read(2**40)


@pytest.fixture(scope="module")
def whole(cheap_keys) -> bytes:
    return sealed(WORDS)


@pytest.mark.parametrize("size", [0, 1, PIECE, 2 * PIECE])
def test_what_goes_in_comes_out(size):
    assert opened(sealed(b"x" * size)) == b"x" * size


def test_nothing_of_it_can_be_read_without_the_key(whole):
    assert opened(whole) == WORDS
    assert b"the end" not in whole


def test_another_key_does_not_open_it(whole):
    with pytest.raises(Problem, match="The key does not open"):
        opened(whole, b"another key of twenty characters")


@pytest.mark.parametrize("place", [0, len(MAGIC), HEAD - 1, HEAD, HEAD + PIECE + TAG, -1])
def test_a_changed_bit_is_refused(whole, place):
    changed = bytearray(whole)
    changed[place] ^= 1
    with pytest.raises(Problem):
        opened(bytes(changed))


@pytest.mark.parametrize("length", [0, 5, HEAD, HEAD + PIECE + TAG, HEAD + 2 * (PIECE + TAG), -1])
def test_a_file_cut_short_is_refused(whole, length):
    with pytest.raises(Problem):
        opened(whole[:length])


def test_pieces_that_changed_places_are_refused(whole):
    first, second = HEAD + PIECE + TAG, HEAD + 2 * (PIECE + TAG)
    with pytest.raises(Problem, match="changed or cut short"):
        opened(whole[:HEAD] + whole[first:second] + whole[HEAD:first] + whole[second:])


def test_something_added_at_the_end_is_refused(whole):
    with pytest.raises(Problem, match="changed or cut short"):
        opened(whole + b"more")


def test_a_key_is_asked_for_and_a_short_one_refused(monkeypatch, tmp_path):
    monkeypatch.delenv("KITH_BACKUP_KEY", raising=False)
    with pytest.raises(Problem, match="holds no key"):
        key_from(None)
    monkeypatch.setenv("KITH_BACKUP_KEY", "short")
    with pytest.raises(Problem, match="shorter than 20"):
        key_from(None)
    kept = tmp_path / "key"
    kept.write_text(f"{KEY.decode()}\n")
    assert key_from(kept) == KEY
