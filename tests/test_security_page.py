"""docs/security.md tells the truth: each row has its tests, and they are there."""

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "security.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([0-9]+) \| (.+) \| (.+) \|$", re.MULTILINE)
REASON = re.compile(r"\*(to come|does not apply)[^*]+\*")


def rows_in_name(name: str) -> set[int]:
    """Return 5 and 8 for `test_rows_5_and_8_...`."""
    found = re.match(r"test_rows?_([0-9]+(?:_and_[0-9]+)*)_", name)
    return {int(number) for number in found[1].split("_and_")} if found else set()


def rows_by_test() -> dict[str, set[int]]:
    """Return the rows that each test says it holds, by its name or its mark."""
    tests: dict[str, set[int]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                marks = [
                    argument.value
                    for decorator in node.decorator_list
                    if isinstance(decorator, ast.Call)
                    and ast.unparse(decorator.func) == "pytest.mark.security"
                    for argument in decorator.args
                ]
                tests.setdefault(node.name, set()).update({*rows_in_name(node.name), *marks})
    return tests


def test_every_row_stands_on_the_page_with_its_tests_or_a_reason():
    found = ROW.findall(PAGE)

    assert [int(number) for number, _, _ in found] == list(range(1, 71))
    for number, requirement, cell in found:
        assert requirement.endswith(")"), number  # It names its source.
        assert re.search(r"`test_\w+`", cell) or REASON.fullmatch(cell), number


def test_every_test_on_the_page_is_there_and_says_so_itself():
    tests = rows_by_test()
    for number, _, cell in ROW.findall(PAGE):
        for name in re.findall(r"`(\w+)`", cell):
            assert name in tests, name
            assert int(number) in tests[name], (number, name)


def test_every_test_that_holds_a_row_stands_on_the_page():
    named = {
        int(number): set(re.findall(r"`(\w+)`", cell)) for number, _, cell in ROW.findall(PAGE)
    }
    for name, rows in rows_by_test().items():
        for row in rows:
            if "control" not in name:
                assert name in named[row], (row, name)
