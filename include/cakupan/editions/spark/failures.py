"""What a failure of Spark or Sail comes from, as far as its words tell it, and what to do about it."""

import re

from cakupan.errors import CakupanError

QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
MOST_SAID = 2_000
REMEDIES = (
    (
        re.compile(r"No space left on device|Disk quota exceeded|File too large"),
        "The disk that Spark writes to is full: the lake's, or where it puts what does not fit into memory"
        " (spark.local.dir in CAKUPAN_SPARK_SETTINGS names another folder).",
    ),
    (
        re.compile(r"OutOfMemoryError|Java heap space|GC overhead limit|exceeding (memory|physical) limits"),
        "Memory did not suffice: give more to spark.driver.memory or spark.executor.memory in"
        " CAKUPAN_SPARK_SETTINGS.",
    ),
    (
        re.compile(r"ExecutorLostFailure|All masters are unresponsive|Master removed our application"),
        "The cluster lost what worked for this month more often than Spark tries again: look at its workers.",
    ),
    (
        re.compile(r"Py4JNetworkError|Answer from Java side is empty|Error while sending or receiving"),
        "Java, in which Spark runs on this machine, ended: mostly its memory, which spark.driver.memory in"
        " CAKUPAN_SPARK_SETTINGS gives it, or somebody ended it.",
    ),
    (
        re.compile(r"StatusCode\.UNAVAILABLE|RETRIES_EXCEEDED|Connection refused"),
        "The server that CAKUPAN_SPARK_MASTER names answers no longer.",
    ),
)


def told(error: BaseException) -> str:
    """Return what an error says, after what it comes from where that is known."""
    text = _whole(error)
    remedies = [f"{remedy}\n  " for sign, remedy in REMEDIES if sign.search(text)][:1]
    names = [] if isinstance(error, CakupanError) else [f"{type(error).__name__}: "]
    return "".join([*remedies, *names, said(error)])


def said(error: BaseException) -> str:
    """Return what an error says, without what it quotes: that may be the value of a row."""
    lines = [line for line in str(error).splitlines() if not line.lstrip().startswith("at ")]
    return QUOTED.sub("'…'", "\n".join(lines))[:MOST_SAID]


def _whole(error: BaseException) -> str:
    """Return an error's class and words, and those of what brought it about."""
    words = []
    following: BaseException | None = error
    while following is not None:
        words.append(f"{type(following).__name__}: {following}")
        following = following.__cause__ or following.__context__
    return "\n".join(words)
