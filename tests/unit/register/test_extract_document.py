"""The page about extract tables is the contracts, written out."""

from cakupan.register import document
from cakupan.register.contract import contracts


def test_the_page_is_what_the_contracts_say():
    assert document.PAGE.read_text(encoding="utf-8") == document.text(), (
        "docs/reference/extracts.md is stale: run python -m cakupan.register.document"
    )


def test_the_page_has_every_table_and_column():
    page = document.text()

    for contract in contracts().values():
        assert f"### {contract.name}\n" in page
        assert all(f"| `{name}` |" in page for name in contract.column_names)
