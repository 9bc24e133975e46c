"""A test that goes through a table of cases tries each of them and names every one that fails."""

import inspect
from pathlib import Path

import pytest
from case_tables import each_case


def failing(test) -> list[tuple[str, str]]:
    """Return what is said of each case of a test that fails, and what the case is called."""
    with pytest.raises(BaseExceptionGroup) as caught:
        test()
    return [(str(each).splitlines()[0], *each.__notes__) for each in caught.value.exceptions]


def test_every_case_is_tried_and_every_one_that_fails_is_told_with_its_row():
    tried = []

    @each_case(("number", "double"), [(1, 2), (2, 5), (3, 6), (4, 9)])
    def test(number, double):
        tried.append(number)
        if number * 2 != double:
            raise ValueError(f"{number * 2} is not {double}")

    assert failing(test) == [
        ("4 is not 5", "case: number=2, double=5"),
        ("8 is not 9", "case: number=4, double=9"),
    ]
    assert tried == [1, 2, 3, 4]


def test_of_many_cases_that_fail_each_is_named():
    @each_case("number", range(100))
    def test(number):
        raise AssertionError

    with pytest.raises(ExceptionGroup, match="100 of 100 cases fail") as caught:
        test()

    assert all(f"case: number={number}\n" in f"{caught.value.message}\n" for number in range(100))


def test_what_pytest_says_of_an_assertion_is_kept():
    @each_case("number", [1, 2])
    def test(number):
        assert number == 1

    ((said, case),) = failing(test)

    assert said.startswith("assert 2 == 1") and case == "case: number=2"


def test_an_error_that_was_to_be_raised_and_was_not_is_a_failure_of_its_case():
    @each_case("number", ["1", "x", "2"])
    def test(number):
        with pytest.raises(ValueError, match="invalid"):
            int(number)

    assert [case for _, case in failing(test)] == ["case: number='1'", "case: number='2'"]


def test_a_row_that_has_a_name_is_called_by_it():
    @each_case("content", [b"", b"no key"], ids=["empty", "text"])
    def test(content):
        assert not content

    assert [case for _, case in failing(test)] == ["case: text, content=b'no key'"]


def test_a_table_above_a_table_tries_all_pairs():
    tried = []

    @each_case("one", "ab")
    @each_case("other", [1, 2])
    def test(one, other):
        tried.append((one, other))
        assert other == 1

    assert [case for _, case in failing(test)] == ["case: one='a', other=2", "case: one='b', other=2"]
    assert tried == [("a", 1), ("a", 2), ("b", 1), ("b", 2)]


def test_what_a_test_asks_besides_its_table_stays_asked():
    @each_case("number", [1])
    def test(number, areas):
        assert number == areas

    test(areas=1)

    assert list(inspect.signature(test).parameters) == ["areas"]


def test_a_row_named_by_one_column_of_several_is_given_as_it_stands():
    seen = []

    @each_case(("pair",), [((1, 2),)])
    @each_case("word", ["ab"])
    def test(pair, word):
        seen.append((pair, word))

    test()

    assert seen == [((1, 2), "ab")]


@pytest.mark.parametrize("rows", [[], [(1,)], [(1, 2), (1, 2, 3)]])
def test_a_table_without_rows_or_of_another_width_is_no_table(rows):
    with pytest.raises(ValueError, match="one, other"):
        each_case("one, other", rows)


def test_a_test_that_would_keep_something_from_case_to_case_has_no_table():
    def test(number: int, tmp_path: Path):
        raise AssertionError

    with pytest.raises(ValueError, match="keeps tmp_path"):
        each_case("number", [1])(test)
