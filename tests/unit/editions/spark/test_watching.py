"""A session that nobody works for ends with a message; one that has work done, or nothing to do, goes on."""

import pytest
from cakupan.editions.spark import watching
from cakupan.editions.spark.watching import Watch


class Cluster:
    """What Spark says of executors and stages, second by second; the driver is listed as an executor too."""

    def __init__(self, *seconds: tuple[int, int], ends: Watch | None = None) -> None:
        self._seconds = [*seconds]
        self._jsc = self
        self.ends = ends

    def sc(self) -> "Cluster":
        return self

    def statusTracker(self) -> "Cluster":
        return self

    def getExecutorInfos(self) -> list[str]:
        workers, self._stages = self._seconds.pop(0)
        if not self._seconds and self.ends is not None:
            self.ends.end()
        return ["driver", *["worker"] * workers]

    def getActiveStageIds(self) -> list[int]:
        return [*range(self._stages)]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(watching, "EVERY", 0.001)
    return []


def test_a_master_that_takes_no_session_is_given_up(said: list[str]):
    Watch(0.003, said.append).watch()

    assert said == ["did not take the month within 0.003 s"]


def test_work_without_workers_is_given_up(said: list[str]):
    watch = Watch(0.003, said.append)
    watch.know(Cluster((2, 1), *[(0, 1)] * 3))

    watch.watch()

    assert len(said) == 1
    assert said[0].startswith("had no worker for it for 0.003 s")


@pytest.mark.parametrize(
    "seconds",
    [
        [(1, 1)] * 6,
        [(0, 0)] * 6,
        [(0, 1), (0, 1), (1, 1), (0, 1), (0, 1), (1, 1)],
    ],
    ids=["one works", "nothing to do", "another comes"],
)
def test_where_somebody_works_or_nothing_is_to_do_nothing_is_given_up(
    said: list[str], seconds: list[tuple[int, int]]
):
    watch = Watch(0.003, said.append)
    watch.know(Cluster(*seconds, ends=watch))

    watch.watch()

    assert said == []
