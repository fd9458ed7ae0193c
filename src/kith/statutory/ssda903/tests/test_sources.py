import zipfile
from io import BytesIO

from kith.statutory.returns.sources import Limits
from kith.statutory.ssda903.reading import read

GOOD = b"CHILD,DOB,REVIEW,REVIEW_CODE\na,02/03/2012,01/05/2025,PN1\n"


def zipped(**files):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return made.getvalue()


def test_a_folder_is_read_to_its_depths_and_files_are_named_from_it(tmp_path):
    (tmp_path / "2025").mkdir()
    (tmp_path / "2025" / "reviews.csv").write_bytes(GOOD)
    assert read(tmp_path)["Reviews"]["file"].to_list() == ["2025/reviews.csv"]


def test_single_files_are_named_by_their_name(tmp_path):
    (tmp_path / "r.csv").write_bytes(GOOD)
    assert read([tmp_path / "r.csv"]).files == ["r.csv"]


def test_a_path_that_is_not_there_is_a_problem(tmp_path):
    for gone in (tmp_path / "gone.csv", tmp_path / "gone"):
        assert "cannot be opened" in read(gone).errors[0].says


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    outside, inside = tmp_path / "outside.csv", tmp_path / "in"
    outside.write_bytes(GOOD)
    inside.mkdir()
    (inside / "link.csv").symlink_to(outside)
    assert read(inside).files == []


def test_a_zip_is_read():
    assert read({"all.zip": zipped(**{"year__reviews.csv": GOOD})}).files == ["all.zip/year/reviews.csv"]


def test_a_zip_with_a_path_that_climbs_out_is_refused_and_the_rest_read():
    found = read({"all.zip": zipped(**{"..__evil.csv": GOOD, "fine.csv": GOOD})})
    assert found.files == ["all.zip/fine.csv"]
    assert "unsafe path" in found.errors[0].says


def test_a_bomb_is_read_no_further_than_the_limit():
    found = read({"bomb.zip": zipped(**{"a.csv": GOOD + b"\n" * 5_000_000})}, Limits(file=1_000_000))
    assert found.files == []
    assert "larger than" in found.errors[0].says


def test_files_that_are_small_alone_and_large_together_stop_at_the_limit():
    found = read({"a.zip": zipped(**{f"{n}.csv": GOOD for n in range(5)})}, Limits(total=3 * len(GOOD)))
    assert len(found.files) == 3


def test_too_many_files_stop_at_the_limit_and_say_so():
    found = read({"many.zip": zipped(**{f"{n}.csv": GOOD for n in range(9)})}, Limits(files=4))
    assert len(found.files) == 4
    assert "more than 4 files" in found.errors[-1].says


def test_a_broken_zip_and_a_zip_in_a_zip_are_problems():
    found = read({"broken.zip": b"PK nonsense", "outer.zip": zipped(**{"inner.zip": zipped(a=b"")})})
    assert {problem.file for problem in found.problems} == {"broken.zip", "outer.zip/inner.zip"}
