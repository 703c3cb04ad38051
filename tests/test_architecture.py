"""The house keeps its shape: layers, file sizes, one clock."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = [
    path for folder in ("routes", "services") for path in sorted((ROOT / folder).glob("*.py"))
] + [
    ROOT / name
    for name in (
        "app.py",
        "config.py",
        "config_faults.py",
        "config_values.py",
        "models.py",
        "schemas.py",
    )
]
MAY_IMPORT = {
    "app": {"config", "config_faults", "models", "routes", "schemas", "services"},
    "config": {"config_faults", "config_values"},
    "config_faults": {"services"},  # The rules of passwords, which are pure.
    "config_values": set(),
    "models": set(),
    "schemas": {"models"},
    "services": {"models", "services"},
    "routes": {"models", "schemas", "services", "routes"},
}
OURS = set(MAY_IMPORT)
LONG = {"models.py", "schemas.py"}


def layer(path: Path) -> str:
    return path.parent.name if path.parent != ROOT else path.stem


def imported(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_imports_point_down(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    ours = {name.partition(".")[0] for name in imported(tree)} & OURS

    assert ours <= MAY_IMPORT[layer(path)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_files_stay_short_and_say_what_they_are_for(path):
    source = path.read_text(encoding="utf-8")

    assert ast.get_docstring(ast.parse(source))
    assert path.name in LONG or source.count("\n") <= 250


def test_services_know_nothing_of_requests():
    for path in (ROOT / "services").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        flask_names = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "flask"
            for alias in node.names
        }
        assert flask_names <= {"Flask", "current_app"}, path


def test_pricing_is_pure():
    tree = ast.parse((ROOT / "services" / "pricing.py").read_text(encoding="utf-8"))

    assert imported(tree) == {"__future__", "collections.abc", "dataclasses", "datetime"}


def test_only_the_clock_reads_the_time():
    readers = [
        path.name
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in ("now", "utcnow", "today")
        and ast.unparse(node.value) in ("datetime", "datetime.datetime", "date")
    ]

    assert readers == ["clock.py"]


def test_a_forbidden_import_would_be_seen():
    """The control: the rule is really looked at."""
    ours = {name.partition(".")[0] for name in imported(ast.parse("from routes import errors"))}

    assert not (ours & OURS) <= MAY_IMPORT["services"]
