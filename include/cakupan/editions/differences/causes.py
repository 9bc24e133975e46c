"""Why fact rows came or went between two editions, decided so that both halves of a unit agree."""

import pyarrow as pa

from cakupan.editions.differences.news import News
from cakupan.editions.frozen.engine import Frozen
from cakupan.warehouse import statements

EVENTS = pa.schema([("submission_no", pa.int64()), ("cause", pa.string()), ("by_submission_no", pa.int64())])
DRIVERS = pa.schema(
    [
        ("partner_id", pa.string()),
        ("roster_kind", pa.string()),
        ("cause", pa.string()),
        ("by_submission_no", pa.int64()),
    ]
)
LOADS = pa.schema([("load_no", pa.int64()), ("kind", pa.string())])
JOINED = pa.schema([("person_no", pa.int64()), ("load_no", pa.int64())])
NEWS = pa.schema(
    [
        (name, pa.bool_())
        for name in ("is_later", "has_other_facts", "has_other_code", "has_register", "has_reference")
    ]
)


def keep(frozen: Frozen, news: News) -> None:
    """Keep the cause and origin of every row of `moved` as the table `reasons`.

    Raises:
        NoRoom: memory and spill folder do not suffice.
    """
    events = [
        {"submission_no": number, "cause": event.cause, "by_submission_no": event.submission_no}
        for number, event in news.events.items()
    ]
    drivers = [
        {
            "partner_id": one,
            "roster_kind": kind,
            "cause": event.cause,
            "by_submission_no": event.submission_no,
        }
        for (one, kind), event in news.drivers.items()
    ]
    loads = news.loads
    known = {
        "is_later": news.before.as_of != news.after.as_of,
        "has_other_facts": news.has_other_facts,
        "has_other_code": news.has_other_code,
        "has_register": bool(loads["register"]),
        "has_reference": bool(loads["reference"]),
    }
    numbers = [{"load_no": number, "kind": kind} for kind, of_kind in loads.items() for number in of_kind]
    frozen.take("main.submission_events", pa.Table.from_pylist(events, schema=EVENTS))
    frozen.take("main.drivers", pa.Table.from_pylist(drivers, schema=DRIVERS))
    frozen.take("main.new_loads", pa.Table.from_pylist(numbers, schema=LOADS))
    joined = [{"person_no": person_no, "load_no": number} for person_no, number in news.joined.items()]
    frozen.take("main.joined", pa.Table.from_pylist(joined, schema=JOINED))
    frozen.take("main.news", pa.Table.from_pylist([known], schema=NEWS))
    query = statements.beside(__file__, "reasons")
    frozen.run(f"create or replace table main.reasons as {query}")
