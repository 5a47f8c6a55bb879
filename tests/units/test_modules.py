"""How the modules depend on each other: never in a circle, and the harness on nobody."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FILES = [*(ROOT / "treadle").rglob("*.py"), *(ROOT / "grader").rglob("*.py")]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in FILES
    if "sample_class" not in path.parts
}


def imported(body: list[ast.stmt]) -> Iterator[str]:
    """The modules of ours that are imported whenever *body* is executed."""
    for statement in body:
        match statement:
            case ast.Import(names=names):
                yield from (alias.name for alias in names if alias.name in MODULES)
            case ast.ImportFrom(module=str(module), names=names) if module in MODULES:
                for name in (f"{module}.{alias.name}" for alias in names):
                    yield name if name in MODULES else module
            case ast.If(test=ast.Name(id="TYPE_CHECKING"), orelse=orelse):
                yield from imported(orelse)
            case ast.If(body=body, orelse=orelse) | ast.Try(body=body, orelse=orelse):
                yield from imported([*body, *orelse])


def graph() -> dict[str, set[str]]:
    return {
        name: set(imported(ast.parse(path.read_text(encoding="utf-8")).body))
        for name, path in MODULES.items()
    }


def test_no_module_imports_itself_in_a_circle() -> None:
    TopologicalSorter(graph()).prepare()


def test_the_harness_knows_nothing_of_the_grader() -> None:
    known = {name for name, needs in graph().items() if any(n.startswith("grader") for n in needs)}
    assert known
    assert all(name.startswith("grader") for name in known)
