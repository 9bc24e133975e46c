"""The files in which the dbt project says what only one engine understands, and one for none of them."""

import re
from pathlib import Path

from cakupan.settings import DBT_PROJECT

ENGINES = DBT_PROJECT / "engines"
NAMES = sorted(path.name for path in ENGINES.iterdir())
MACRO = re.compile(r"\{% macro (\w+)\(([^)]*)\)")
LITERALS = {"between", "literal"}
WITHOUT_SQL = {"once", "collect_statistics", "add_keys"}


def macros(engine: str) -> dict[str, str]:
    """Return the macros of an engine with their parameters, but for those that only its adapter calls."""
    text = (ENGINES / engine / "engine.sql").read_text(encoding="utf-8")
    return {name: told for name, told in MACRO.findall(text) if not name.startswith(f"{engine}__")}


def write_plain(folder: Path) -> None:
    """Write a file of namesakes that stand for whatever an engine says: a call around what they are given."""
    folder.mkdir(parents=True)
    written = [_plain(name, parameters) for name, parameters in macros(NAMES[0]).items()]
    (folder / "engine.sql").write_text("\n".join(written), encoding="utf-8")


def _plain(name: str, parameters: str) -> str:
    if name in WITHOUT_SQL:
        return f"{{% macro {name}({parameters}) -%}} {{%- endmacro %}}"
    given = [one.split("=")[0].strip() for one in parameters.split(",") if one.strip()]
    sql = ", ".join(_argument(one) for one in given if one not in {*LITERALS, "order_by"})
    if name.startswith("join_"):
        return f"{{% macro {name}({parameters}) -%}} cross join engine_says({sql}) {{%- endmacro %}}"
    order = " order by {{ order_by }}" if "order_by" in given else ""
    return f"{{% macro {name}({parameters}) -%}} engine_says({sql}{order}) {{%- endmacro %}}"


def _argument(name: str) -> str:
    return f"{{{{ {name} | join(', ') }}}}" if name == "columns" else f"{{{{ {name} }}}}"
