"""Code lists: one reader of the seeds, which every name that is printed comes from."""

import re
from pathlib import Path

import pytest
from cakupan import code_lists
from cakupan.contracts import roster
from cakupan.errors import SetupError
from cakupan.settings import DBT_PROJECT


def test_a_code_is_named_as_its_list_has_it_and_an_unlisted_one_by_itself():
    assert code_lists.name("segments", "BPU", "id") == "Bukan Penerima Upah"
    assert code_lists.name("segments", "XYZ", "en") == "XYZ"


def test_codes_come_in_the_order_of_their_list():
    assert list(code_lists.rows("segments")) == ["PU", "BPU", "JAKON", "PMI"]


def test_a_code_list_that_is_not_installed_is_named():
    with pytest.raises(SetupError, match=r"planets\.csv is missing"):
        code_lists.rows("planets")


def test_every_code_a_row_can_be_given_is_in_the_list_that_names_it_and_the_list_has_no_others():
    said_nowhere, no_other = "TIDAK_DISEBUT", "LAINNYA"

    assert {*roster.keywords("fundings")} - {roster.LOCAL} == {*code_lists.rows("fundings")} - {said_nowhere}
    assert {*roster.keywords("occupations")} == {*code_lists.rows("categories")} - {no_other}
    assert said_nowhere in code_lists.rows("fundings")
    assert no_other in code_lists.rows("categories")


def test_one_segment_is_counted_by_the_headcount_of_its_projects():
    segments = code_lists.rows("segments")

    assert sum(code_lists.flag("segments", code, "counted_by_headcount") for code in segments) == 1


def test_no_query_names_a_segment_for_its_list_says_what_is_so_of_each():
    quoted = re.compile(rf"""['"]({"|".join(code_lists.rows("segments"))})['"]""")
    queries = [
        path for folder in ("macros", "engines", "models") for path in DBT_PROJECT.glob(f"{folder}/**/*.sql")
    ]

    assert len(queries) > 80
    assert [path.name for path in queries if quoted.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("written", "said"),
    [("code,name\nA,Satu\nB,Dua\nA,Tiga\n", "'A' in 2 rows"), ("code,name\n,Satu\n", "'' in 1 rows")],
)
def test_a_code_list_with_a_code_twice_or_without_one_is_refused_by_name(
    written: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "planets.csv").write_text(written, encoding="utf-8")
    monkeypatch.setattr(code_lists, "SEEDS", tmp_path)

    with pytest.raises(SetupError, match=rf"planets\.csv has the code {said}"):
        code_lists.check()
