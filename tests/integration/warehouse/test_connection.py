"""A connection to the warehouse notices a server that is gone, and does as its address says."""

import psycopg
from cakupan.warehouse.connection import NOTICED, connect


def parameters(address: str) -> dict[str, str]:
    with connect(address) as connection:
        return connection.info.get_parameters()


def test_a_server_that_is_gone_without_a_word_is_noticed(warehouse: str) -> None:
    found = parameters(warehouse)

    assert {name: int(found[name]) for name in NOTICED} == NOTICED
    assert found["application_name"] == "cakupan"


def test_an_address_may_say_how_long_to_wait(warehouse: str) -> None:
    address = psycopg.conninfo.make_conninfo(warehouse, tcp_user_timeout=7000)

    assert parameters(address)["tcp_user_timeout"] == "7000"
