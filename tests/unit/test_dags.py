"""The pipeline files: what they may import, what a reader finds in the web interface, when they run."""

import ast
import re
from pathlib import Path

import pytest
from cakupan.settings import PROJECT_ROOT

FILES = sorted((PROJECT_ROOT / "dags").glob("*.py"))
AT_PARSE_TIME = {"airflow", "datetime", "pendulum", "typing", "collections"}  # the last two for type hints
PIPELINES = {"ingest_rosters", "load_register", "load_reference", "close_month", "verify_editions"}


def top_level_imports(path: Path) -> set[str]:
    found = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def keyword(path: Path, name: str) -> ast.expr:
    """Return an argument of the file's @dag(...)."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    decorators = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "dag"]
    assert len(decorators) == 1
    return next(argument.value for argument in decorators[0].keywords if argument.arg == name)


def tasks(path: Path) -> list[ast.FunctionDef]:
    """Return the functions that are tasks."""
    functions = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)]
    return [
        function
        for function in functions
        if any(re.match(r"task\b", ast.unparse(decorator)) for decorator in function.decorator_list)
    ]


def test_the_pipelines_are_the_ones_we_promise():
    assert {path.stem for path in FILES} == PIPELINES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestEveryPipeline:
    def test_is_wiring_of_at_most_eighty_lines(self, path: Path):
        assert len(path.read_text().splitlines()) <= 80

    def test_imports_nothing_of_ours_while_it_is_parsed(self, path: Path):
        assert top_level_imports(path) <= AT_PARSE_TIME

    def test_reads_no_variable_file_or_clock_while_it_is_parsed(self, path: Path):
        assert not re.search(r"Variable|open\(|\.now\(|environ|days_ago", path.read_text())

    def test_is_named_like_its_file_and_its_function(self, path: Path):
        tree = ast.parse(path.read_text())
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}

        assert path.stem in functions
        assert tree.body[-1].value.func.id == path.stem

    def test_explains_itself_and_has_an_owner(self, path: Path):
        assert ast.unparse(keyword(path, "doc_md")) == "__doc__"
        assert ast.get_docstring(ast.parse(path.read_text()))
        assert "'owner': 'data'" in ast.unparse(keyword(path, "default_args"))

    def test_runs_one_at_a_time_and_never_catches_up(self, path: Path):
        assert ast.literal_eval(keyword(path, "max_active_runs")) == 1
        assert ast.literal_eval(keyword(path, "catchup")) is False

    def test_has_tasks_that_say_what_they_do_and_import_their_work_inside(self, path: Path):
        found = tasks(path)

        assert found
        for task in found:
            assert ast.get_docstring(task) or task.name == "call"
            assert any(isinstance(node, ast.ImportFrom) for node in ast.walk(task))

    def test_nothing_softens_a_gate(self, path: Path):
        assert "trigger_rule" not in path.read_text()


@pytest.mark.parametrize(
    ("name", "cron"),
    [
        ("ingest_rosters", "*/15 * * * *"),
        ("close_month", "0 2 6 * *"),
        ("verify_editions", "0 4 * * 0"),
        ("load_register", "0 1 * * *"),
        ("load_reference", "30 0 * * *"),
    ],
)
def test_each_runs_when_the_agency_expects_it_in_jakarta(name: str, cron: str):
    schedule = ast.unparse(keyword(PROJECT_ROOT / "dags" / f"{name}.py", "schedule"))

    assert schedule.removeprefix("sdk.") == f"CronTriggerTimetable('{cron}', timezone='Asia/Jakarta')"


def test_the_steps_of_a_close_are_functions_of_the_package():
    text = (PROJECT_ROOT / "dags" / "close_month.py").read_text()
    close = ast.parse((PROJECT_ROOT / "include" / "cakupan" / "editions" / "close.py").read_text())
    functions = {node.name for node in close.body if isinstance(node, ast.FunctionDef)}
    names = re.search(r"names = \((.*?)\)", text, re.DOTALL)

    assert names
    assert {*ast.literal_eval(f"({names.group(1)})"), "start", "publish"} <= functions


def test_no_is_an_answer_that_is_not_asked_again():
    from cakupan import errors

    for path in FILES:
        text = path.read_text()
        if 'retries": 0' in text:
            continue
        names = re.search(r"for name in \((.*?)\)\]", text)
        assert names, path
        classes = [getattr(errors, name) for name in ast.literal_eval(f"({names.group(1)})")]
        assert errors.AnswerIsNo in classes
        assert errors.PipelineFailed not in classes
