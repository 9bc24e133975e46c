"""A query is frozen as it ran, with its tables called by what they are called in a bundle."""

from cakupan.editions.frozen import queries
from case_tables import each_case


@each_case(
    "compiled",
    [
        'select * from "cakupan"."build_2024_10_ab"."fct_worker_months"',
        'select * from "build_2024_10_ab"."fct_worker_months"',
        "select * from build_2024_10_ab.fct_worker_months",
        '\nselect * from "it\'s"."build_2024_10_ab"."fct_worker_months"\n\n',
    ],
)
def test_a_table_loses_database_and_schema(compiled):
    assert queries.portable(compiled, "build_2024_10_ab") == "select * from fct_worker_months\n"


def test_what_is_no_table_of_the_build_stays(compiled='select "a"."b" as "c", x.y from "db"."other"."t"'):
    assert queries.portable(compiled, "build_1") == f"{compiled}\n"
