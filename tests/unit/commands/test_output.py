"""What commands print for persons and for other programs."""

from cakupan.commands import output

ROWS = [
    {"figure_id": "ucj_ytd:2024-10:33.28:" + "PU" * 60, "why": "two words " * 20, "note": None},
    {"figure_id": "short", "why": "one\nline", "note": 3},
]


def test_into_a_pipe_every_row_is_one_line_and_every_id_is_whole(capsys):
    output.print_table(ROWS, ("figure_id", "why", "note"), least=("why",))

    head, first, second = capsys.readouterr().out.splitlines()
    assert head.split() == ["figure_id", "why", "note"]
    assert first.startswith(ROWS[0]["figure_id"] + " ")
    assert ROWS[0]["why"].strip() in first
    assert second.split() == ["short", "one", "line", "3"]


def test_a_pipe_is_as_wide_as_its_rows_whatever_the_terminal(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "40")

    output.print_table(ROWS[:1], ("figure_id",))

    assert ROWS[0]["figure_id"] in capsys.readouterr().out.splitlines()[1]


def test_a_table_of_nothing_says_so(capsys):
    output.print_table([], ("figure_id", "why"))

    assert capsys.readouterr().out.strip() == "(none)"
