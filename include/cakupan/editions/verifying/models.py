"""Are the frozen definitions those of the code that the edition says it was made with?"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cakupan.editions.frozen import definitions, layout
from cakupan.editions.verifying import result
from cakupan.editions.verifying.result import CheckResult, failure
from cakupan.warehouse.loads import code_version

NAME = "definitions"


def check(edition_dir: Path, stated: Mapping[str, Any]) -> CheckResult:
    """Compare frozen models, macros and lists with those of this code, when it made them."""
    if stated["code_version"] != code_version():
        return result.unchecked(
            NAME,
            f"made by code {stated['code_version']}, and this is {code_version()}: figures are checked"
            " against the definitions that are frozen with them",
        )
    right = definitions.of_this_code()
    kept = edition_dir / layout.SQL
    frozen = {
        path.relative_to(kept).as_posix(): path
        for folder in definitions.FOLDERS
        for path in sorted((kept / folder).rglob("*"))
        if path.is_file()
    }
    failures = [
        failure(
            NAME, f"{layout.SQL.as_posix()}/{name}", f"as in code {code_version()}", _found(frozen.get(name))
        )
        for name in sorted(right.keys() | frozen.keys())
        if _text(right.get(name)) != _text(frozen.get(name))
    ]
    return result.concluded(NAME, failures, f"{len(right)} models, macros and lists as in the code that ran")


def _text(path: Path | None) -> bytes | None:
    return None if path is None else path.read_bytes()


def _found(path: Path | None) -> str:
    return "missing" if path is None else "another text"
