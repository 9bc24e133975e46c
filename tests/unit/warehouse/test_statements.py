"""A long statement is read from the file that stands beside its module."""

from pathlib import Path

import pytest
from cakupan.warehouse import statements


def test_a_statement_is_the_text_of_the_file_of_its_name_beside_the_module(tmp_path: Path):
    (tmp_path / "counted.sql").write_text("select 'é'\n", encoding="utf-8")

    assert statements.beside(str(tmp_path / "lists.py"), "counted") == "select 'é'\n"


def test_a_statement_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match=r"lost\.sql"):
        statements.beside(str(tmp_path / "lists.py"), "lost")
