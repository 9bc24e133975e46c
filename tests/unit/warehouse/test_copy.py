"""What COPY reads is written slice by slice, at a cost that follows the rows of the slice."""

import tracemalloc

import pyarrow as pa
from cakupan.warehouse.copy import as_text


def test_a_slice_is_written_as_if_its_rows_had_come_alone():
    texts = [None, "a\tb", "c\\d", None, "e\nf", ""]
    whole = pa.table({"text": pa.array(texts), "number": pa.array(range(6))})

    alone = [
        pa.table({"text": pa.array([text], pa.string()), "number": [row]}) for row, text in enumerate(texts)
    ]

    assert [bytes(as_text(whole.slice(row, 1))) for row in range(6)] == [
        bytes(as_text(each)) for each in alone
    ]
    assert bytes(as_text(whole.slice(1, 2))) == b"a\\tb\t1\nc\\\\d\t2\n"


def test_a_slice_in_which_a_column_has_nothing_is_written():
    assert bytes(as_text(pa.table({"text": pa.nulls(2, pa.string())}))) == b"\\N\n\\N\n"


def test_of_a_large_column_only_the_slice_is_looked_through():
    column = pa.array(["0123456789"] * 200_000)
    whole = pa.table({"text": column})

    tracemalloc.start()
    as_text(whole.slice(100_000, 10))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert column.nbytes > 2_000_000
    assert most < 100_000
