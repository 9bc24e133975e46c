"""Two tasks that take one number wait for each other, or run together when they must not."""

import re

from cakupan.settings import PROJECT_ROOT
from cakupan.warehouse import locks


def test_no_two_locks_have_one_number():
    numbers = {name: number for name, number in vars(locks).items() if name.isupper()}

    assert "LOADS_IN_FLIGHT" in numbers
    assert len(set(numbers.values())) == len(numbers)


def test_a_lock_is_taken_by_a_number_of_the_list_only():
    calls = [
        (path.name, call)
        for path in sorted((PROJECT_ROOT / "include").rglob("*.py"))
        for call in re.findall(
            r"pg_(?:try_)?advisory_\w*lock\w*\([^\"]*\"\s*,\s*\[([^,\]]*)", path.read_text(encoding="utf-8")
        )
    ]

    assert len(calls) >= 8
    assert [call for call in calls if not re.fullmatch(r"locks\.[A-Z_]+", call[1])] == []
