"""Who the embedded server runs as: this user, or another one for root, whom PostgreSQL refuses."""

import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

from cakupan.errors import SetupError

UNPRIVILEGED = ("postgres", "nobody")
READ_ANYWHERE = 2  # the number of CAP_DAC_READ_SEARCH


@dataclass(frozen=True, kw_only=True)
class Account:
    """The user the server runs as, and the words before a command that run it as that user."""

    uid: int
    gid: int
    prefix: tuple[str, ...]
    can_pass_closed_folders: bool

    def own(self, path: Path) -> None:
        """Give a file or folder to this user."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)

    def require_way_to(self, *paths: Path) -> None:
        """Make sure the user can reach the paths.

        Raises:
            SetupError: a folder on the way is closed to the user.
        """
        if self.can_pass_closed_folders:
            return
        for path in paths:
            for folder in reversed(path.resolve().parents):
                if not folder.stat().st_mode & 0o001:
                    raise SetupError(
                        f"PostgreSQL does not run as root, and user {pwd.getpwuid(self.uid).pw_name} cannot"
                        f" pass through {folder}. Run as another user than root, or `chmod o+x {folder}`."
                    )


def account() -> Account:
    """Return the user the server runs as.

    Raises:
        SetupError: this is root and there is no way to become another user.
    """
    if os.geteuid() != 0:
        return Account(uid=os.getuid(), gid=os.getgid(), prefix=(), can_pass_closed_folders=True)
    user = _unprivileged()
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise SetupError(
            "PostgreSQL does not run as root, and `setpriv` (Debian package util-linux) is missing."
            " Install it, or run as another user than root."
        )
    prefix = [setpriv, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    can_pass = _has_capability(READ_ANYWHERE)
    if can_pass:
        prefix += ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    return Account(uid=user.pw_uid, gid=user.pw_gid, prefix=(*prefix, "--"), can_pass_closed_folders=can_pass)


def _unprivileged() -> pwd.struct_passwd:
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SetupError("PostgreSQL does not run as root, and there is no user `nobody`. Run as another user.")


def _has_capability(number: int) -> bool:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("CapEff:"):
            return bool(int(line.split()[1], 16) >> number & 1)
    return False
