"""Can Spark be had: its environment, Java, and the master or server that the settings name."""

import os
import re
import shutil
import socket
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from cakupan.errors import EngineNotReached, SetupError
from cakupan.settings import PROJECT_ROOT

PYTHON = PROJECT_ROOT / ".venv-spark" / "bin" / "python"
LEAST_JAVA = 17
SECONDS_TO_ANSWER = 10
CONNECT_PORT, MASTER_PORT = 15002, 7077


def require(master: str) -> None:
    """Make sure that a session can begin.

    Raises:
        SetupError: Spark or Java is not installed here, or the address is none.
        EngineNotReached: nothing answers at the address.
    """
    if not PYTHON.exists():
        raise SetupError("Spark is not installed here: it is an extra. Run `make spark`, then close again.")
    scheme, _, rest = master.partition("://")
    if not re.fullmatch(r"local(\[(\d+|\*)(,\d+)?\])?|yarn", master) and scheme not in ("spark", "sc", "k8s"):
        raise SetupError(
            f"CAKUPAN_SPARK_MASTER is {master!r}; expected local[*], spark://…, yarn, k8s://… or sc://host:port."
        )
    if scheme != "sc":
        _require_java()
    if scheme in ("spark", "sc"):
        _require_answer(master, rest, CONNECT_PORT if scheme == "sc" else MASTER_PORT)


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    remedy = (
        f"Spark needs Java {LEAST_JAVA} or newer. Debian and Ubuntu: apt install openjdk-17-jre-headless."
        " A server that speaks Spark Connect (sc://…) needs none here."
    )
    if java is None or not Path(java).exists():
        raise SetupError(f"Java was not found. {remedy}")
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', told)
    if version is None or int(version[1]) < LEAST_JAVA:
        raise SetupError(f"{java} is Java {version[1] if version else 'of an unknown version'}. {remedy}")


def _require_answer(master: str, rest: str, port: int) -> None:
    addresses = [urlsplit(f"//{one}") for one in rest.partition("/")[0].split(",")]
    for address in addresses:
        try:
            asked = (address.hostname or "", address.port or port)
            socket.create_connection(asked, SECONDS_TO_ANSWER).close()
            return
        except (OSError, ValueError):
            continue
    raise EngineNotReached(
        f"Nothing answers at {master}, which CAKUPAN_SPARK_MASTER names. Nothing was built;"
        " close again when it is up."
    )
