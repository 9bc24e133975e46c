"""Who is at the command line, as control.action records it."""

import getpass
import os


def actor() -> str:
    """Return CAKUPAN_ACTOR, which names the person behind a shared login, else the login's name."""
    return os.environ.get("CAKUPAN_ACTOR") or getpass.getuser()
