"""The pipeline files: what they may import, what a reader finds in the web interface, when they run."""

import ast
import re
from pathlib import Path

import source_trees
from cakupan.settings import PROJECT_ROOT
from case_tables import each_case

FILES = sorted((PROJECT_ROOT / "dags").glob("*.py"))
WIRING = sorted((PROJECT_ROOT / "dags" / "wiring").glob("*.py"))
of_every_pipeline = each_case("path", FILES, ids=[path.stem for path in FILES])
LOADING = PROJECT_ROOT / "dags" / "wiring" / "loading.py"  # of which two pipelines are made
AT_PARSE_TIME = {"airflow", "datetime", "pendulum", "wiring", "typing", "collections"}  # the last for hints
PIPELINES = {
    "ingest_rosters",
    "load_register",
    "load_reference",
    "close_month",
    "verify_editions",
    "apply_retention",
    "keep_old_months_in_lake",
}


def top_level_imports(path: Path) -> set[str]:
    found = set()
    for node in source_trees.tree(path).body:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def calls(path: Path, name: str) -> list[ast.Call]:
    found = [node for node in ast.walk(source_trees.tree(path)) if isinstance(node, ast.Call)]
    return [call for call in found if isinstance(call.func, ast.Name) and call.func.id == name]


def made_in(path: Path) -> Path:
    """Return where the pipeline of a file has its @dag(...): in the file, or where it is made for it."""
    return LOADING if calls(path, "loading_dag") else path


def keyword(path: Path, name: str) -> ast.expr:
    """Return an argument of the pipeline's @dag(...), or of the call that makes it."""
    (decorator,) = calls(made_in(path), "dag")
    given = [*(argument for call in calls(path, "loading_dag") for argument in call.keywords)]
    return next(argument.value for argument in (*given, *decorator.keywords) if argument.arg == name)


def tasks(path: Path) -> list[ast.FunctionDef]:
    """Return the functions that are tasks."""
    tree = source_trees.tree(made_in(path))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return [
        function
        for function in functions
        if any(re.match(r"task\b", ast.unparse(decorator)) for decorator in function.decorator_list)
    ]


def test_the_pipelines_are_the_ones_we_promise():
    assert {path.stem for path in FILES} == PIPELINES


class TestEveryPipeline:
    @of_every_pipeline
    def test_is_wiring_of_at_most_eighty_lines(self, path: Path):
        assert len(source_trees.source(path).splitlines()) <= 80

    @of_every_pipeline
    def test_imports_nothing_of_ours_while_it_is_parsed(self, path: Path):
        assert top_level_imports(path) <= AT_PARSE_TIME

    @of_every_pipeline
    def test_reads_no_variable_file_or_clock_while_it_is_parsed(self, path: Path):
        assert not re.search(r"Variable|open\(|\.now\(|environ|days_ago", source_trees.source(path))

    @of_every_pipeline
    def test_is_named_like_its_file_and_its_function(self, path: Path):
        tree = source_trees.tree(path)
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        made = {ast.unparse(node.targets[0]) for node in tree.body if isinstance(node, ast.Assign)}

        assert path.stem in functions | made
        assert tree.body[-1].value.func.id == path.stem
        for call in calls(path, "loading_dag"):
            assert f"load_{ast.literal_eval(call.args[0])}" == path.stem

    @of_every_pipeline
    def test_is_found_by_airflow_which_opens_only_files_that_speak_of_it(self, path: Path):
        assert {"airflow", "dag"} <= set(re.findall(r"airflow|dag", source_trees.source(path).lower()))

    @of_every_pipeline
    def test_explains_itself(self, path: Path):
        name = "doc" if calls(path, "loading_dag") else "doc_md"
        assert ast.unparse(keyword(path, name)) == "__doc__"
        assert ast.get_docstring(source_trees.tree(path))

    @of_every_pipeline
    def test_is_called_by_words_as_are_its_tasks(self, path: Path):
        assert not isinstance(keyword(path, "dag_display_name"), ast.Call)
        for decorator in (one for function in tasks(path) for one in function.decorator_list):
            given = decorator.keywords if isinstance(decorator, ast.Call) else []
            assert "task_display_name" in {argument.arg for argument in given}

    @of_every_pipeline
    def test_makes_and_reads_only_assets_that_are_named_once(self, path: Path):
        assert "Asset(" not in source_trees.source(path)

    @of_every_pipeline
    def test_runs_one_at_a_time_and_never_catches_up(self, path: Path):
        assert ast.literal_eval(keyword(path, "max_active_runs")) == 1
        assert ast.literal_eval(keyword(path, "catchup")) is False

    @of_every_pipeline
    def test_has_tasks_that_say_what_they_do_and_import_their_work_inside(self, path: Path):
        found = tasks(path)

        assert found
        for task in found:
            assert ast.get_docstring(task) or task.name == "call"
            assert any(isinstance(node, ast.ImportFrom) for node in ast.walk(task))

    @of_every_pipeline
    def test_nothing_softens_a_gate(self, path: Path):
        assert "trigger_rule" not in source_trees.source(path)


@each_case("path", WIRING)
def test_what_pipelines_share_is_wiring_too_and_is_not_looked_into_for_pipelines(path: Path):
    text = source_trees.source(path)

    assert len(text.splitlines()) <= 80
    assert top_level_imports(path) <= AT_PARSE_TIME
    assert not re.search(r"Variable|open\(|\.now\(|environ|days_ago|trigger_rule", text)
    assert (PROJECT_ROOT / "dags" / ".airflowignore").read_text().split() == ["wiring/"]


@each_case(
    ("name", "cron"),
    [
        ("ingest_rosters", "*/15 * * * *"),
        ("close_month", "0 2 6 * *"),
        ("verify_editions", "0 4 * * 0"),
        ("keep_old_months_in_lake", "0 3 20 * *"),
        ("load_register", "0 1 * * *"),
        ("load_reference", "30 0 * * *"),
    ],
)
def test_each_runs_when_the_agency_expects_it_in_jakarta(name: str, cron: str):
    path = PROJECT_ROOT / "dags" / f"{name}.py"
    schedule = ast.unparse(keyword(path, "schedule")).removeprefix("sdk.")

    if calls(path, "loading_dag"):
        schedule = schedule.replace("(cron,", f"({ast.unparse(keyword(path, 'cron'))},")
    assert schedule == f"CronTriggerTimetable('{cron}', timezone='Asia/Jakarta')"


def test_the_steps_of_a_close_are_functions_of_the_package():
    wiring = source_trees.tree(PROJECT_ROOT / "dags" / "close_month.py").body
    named = {
        ast.unparse(node.targets[0]): ast.literal_eval(node.value)
        for node in wiring
        if isinstance(node, ast.Assign)
    }
    close = ast.parse((PROJECT_ROOT / "include" / "cakupan" / "editions" / "close.py").read_text())
    functions = {node.name for node in close.body if isinstance(node, ast.FunctionDef)}

    assert {*named["BUILD"], *named["EDITION"], "start", "sign", "publish", "witness"} <= functions


def test_every_task_is_owned_and_checked_and_no_is_an_answer_that_is_not_asked_again():
    from cakupan import errors

    rule = (PROJECT_ROOT / "dags" / "wiring" / "every_task.py").read_text()
    names = re.search(r"for name in \((.*?)\)\]", rule)
    assert names
    classes = [getattr(errors, name) for name in ast.literal_eval(f"({names.group(1)})")]
    assert '"owner": "data"' in rule
    assert '"pre_execute": refuse_unknown_keys' in rule
    assert errors.AnswerIsNo in classes
    assert errors.PipelineFailed not in classes


@each_case("path", FILES)
def test_what_tasks_are_given_is_said_once(path: Path):
    arguments = ast.unparse(keyword(path, "default_args"))

    assert arguments in ("EVERY_TASK", "EVERY_TASK | {'retries': 0}")
    assert "RetryRule" not in source_trees.source(path)
