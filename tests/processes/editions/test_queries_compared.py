"""Which queries two editions have alike is decided one by one, however many are asked together."""

from pathlib import Path

import pyarrow as pa
import pytest
from cakupan.editions.differences import effects, rows
from cakupan.editions.frozen import engine, layout
from cakupan.warehouse import parquet
from frozen_builders import WORKER_MONTHS, freeze, ucj_query, worker, workforce

DOUBLED = ucj_query().replace("cast(1 as bigint)", "cast(2 as bigint)")
OF_LATER = ucj_query().replace("where is_counted_year", "where is_later")


def with_another_column(bundle: Path) -> Path:
    """Give the workers of a bundle a flag that earlier code did not know."""
    shape = WORKER_MONTHS.append(pa.field("is_later", pa.bool_()))
    table = pa.Table.from_pylist([worker(1, is_later=True), worker(4, is_later=False)], schema=shape)
    parquet.write([table], shape, bundle / layout.FACTS / "worker_months.parquet")
    return bundle


@pytest.mark.parametrize("same", [{}, {"ucj_ytd": ucj_query(), "ucj_eom": ucj_query()}])
@pytest.mark.parametrize("redefined", [{}, {"bpu_ytd": DOUBLED}])
@pytest.mark.parametrize("unlike", [{}, {"new_ytd": OF_LATER}])
def test_a_query_that_earlier_facts_cannot_answer_leaves_the_others_as_they_are(
    tmp_path, same, redefined, unlike
):
    facts = {"worker_months": [worker(1), worker(2)], "denominators": [workforce(10)]}
    earlier = same | dict.fromkeys((*redefined, *unlike), ucj_query()) | {"gone_ytd": ucj_query()}
    before = freeze(tmp_path / "v1", facts, earlier)
    after = with_another_column(freeze(tmp_path / "v2", facts, same | redefined | unlike))

    with engine.over(before=before, after=after) as frozen:
        rows.keep(frozen, before, after)
        found = effects.ask(frozen, before, after)
        asked = {schema: frozen.evidence(schema) for schema in ("before", "after")}

    assert found.same == tuple(sorted(same))
    assert found.redefined == tuple(redefined)
    assert found.unlike == ("gone_ytd", *unlike)
    assert asked == {"before": tuple(sorted([*redefined, "gone_ytd", *unlike])), "after": tuple(unlike)}
