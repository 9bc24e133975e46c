"""What goes back to PostgreSQL: which tables, under which types."""

import pyarrow as pa
import pytest
from cakupan.editions.spark import job, returning
from cakupan.errors import PipelineFailed


@pytest.mark.parametrize(
    ("table", "is_read"),
    [
        ("fct_worker_months", True),
        ("dim_partners", True),
        ("gate__figures", True),
        ("report__villages", True),
        ("figures", True),
        ("area_closure", True),
        ("int_memberships__dated", False),
        ("figure_sums", False),
        ("segments", False),
    ],
)
def test_what_later_steps_read_goes_back_and_nothing_else(table: str, is_read: bool):
    assert job.is_read_later(table) is is_read


@pytest.mark.parametrize(
    ("built", "kept"),
    [
        ("string", "text"),
        ("int", "integer"),
        ("bigint", "bigint"),
        ("decimal(30,0)", "numeric(30,0)"),
        ("array<string>", "text[]"),
        ("date", "date"),
    ],
)
def test_a_type_is_kept_as_its_like(built: str, kept: str):
    assert returning.kind_of("figures", "value", built) == kept


def test_a_type_without_a_like_is_named():
    with pytest.raises(PipelineFailed, match=r"figures\.value was built as map<string,int>"):
        returning.kind_of("figures", "value", "map<string,int>")


def test_lists_are_written_as_postgresql_writes_them():
    batch = pa.record_batch({"ids": [["a:1", 'b"2', "c\\3"], [], None]})

    written = returning.written_out(batch, ["ids"])

    assert written["ids"].to_pylist() == ['{"a:1","b\\"2","c\\\\3"}', "{}", None]
