"""The month that is measured is a register and lists of the same people, in the files of an installation."""

import csv
from pathlib import Path

from benchmarks import country
from cakupan.register.contract import contracts


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """Return the rows of a delimited file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def test_two_in_five_people_on_lists_are_members_and_the_register_is_as_long_as_the_lists(tmp_path: Path):
    lists = country.write_lists(tmp_path / "lists", 100, processes=1)
    members = rows(country.write_register(tmp_path / "register", 100, processes=1))

    listed = {row["NIK"] for path in lists for row in rows(path, ";")}
    assert len(members) == 100
    assert len({row["membership_id"] for row in members}) == len({row["nik"] for row in members}) == 100
    assert 35 <= len(listed & {row["nik"] for row in members}) <= 40
    assert list(members[0]) == [one.name for one in contracts()["membership"].columns if not one.is_optional]


def test_a_month_changes_a_fiftieth_of_the_register_and_brings_a_twentieth_of_new_people(tmp_path: Path):
    members = rows(country.write_register(tmp_path / "register", 10_000, processes=1))
    country.write_changes(tmp_path / "changes", 10_000)

    known = {row["membership_id"] for row in members}
    changes = rows(tmp_path / "changes" / "membership.csv")
    changed = [row for row in changes if row["membership_id"] in known]
    assert 150 <= len(changed) <= 250
    assert not {tuple(row.values()) for row in changed} & {tuple(row.values()) for row in members}
    assert len(changes) - len(changed) == 500


def test_the_late_list_is_of_a_partner_that_owes_one_and_sent_none(tmp_path: Path):
    lists = country.write_lists(tmp_path / "lists", 100, processes=1)
    country.write_reference(tmp_path / "reference", 100)
    country.write_late_list(tmp_path / "late", 100, 20)

    [late] = (tmp_path / "late").rglob("*.csv")
    partner = late.parents[2].name
    assert len(rows(late, ";")) == 20
    assert partner in {row["partner_id"] for row in rows(tmp_path / "reference" / "obligation.csv")}
    assert partner not in {path.parents[2].name for path in lists}
