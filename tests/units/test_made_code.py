"""A program that makes code of text, or loads it aside, is not called proved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from treadle.verdict import Result

PROGRAM = """
import threading

class Box: value = 0

def twice(function, box):
    threads = [threading.Thread(target=function, args=(box,)) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return box

TEXT = "def add(box): box.value += 1"

"""

MAKING = {
    "exec": "space = {}; exec(TEXT, space); twice(space['add'], Box())",
    "exec in the thread": "twice(lambda box: exec('box.value += 1'), Box())",
    "exec by its module": "import builtins; builtins.exec('Box.value += 1')",
    "exec by another": "list(map(exec, ['Box.value += 1']))",
    "eval": "twice(eval('lambda box: setattr(box, \"value\", box.value + 1)'), Box())",
    "compile": """
        import types
        code = compile(TEXT, "<text>", "exec").co_consts[0]
        twice(types.FunctionType(code, {}), Box())
        """,
    "code": """
        import code
        twice(lambda b: code.InteractiveInterpreter({"box": b}).runsource("box.value += 1"), Box())
        """,
    "timeit": """
        import timeit
        twice(lambda b: timeit.timeit("box.value += 1", number=1, globals={"box": b}), Box())
        """,
    "runpy": """
        import runpy
        twice(runpy.run_path(__file__)["scenario_of_a_file"], Box())
        """,
    "reload": """
        import importlib
        import string
        twice(lambda box: importlib.reload(string), Box())
        """,
    "a loader": """
        from importlib import util
        spec = util.spec_from_file_location("program_again", __file__)
        module = util.module_from_spec(spec)
        spec.loader.exec_module(module)
        twice(module.scenario_of_a_file, Box())
        """,
    "a loader by its full name": """
        import importlib.util
        spec = importlib.util.spec_from_file_location("program_again", __file__)
        importlib.util.module_from_spec(spec)
        """,
}

LIBRARY = {
    "dataclasses": """
        @dataclasses.dataclass(order=True, frozen=True)
        class Point: x: int = 0
        assert Point() < Point(1)
        """,
    "collections": "assert collections.namedtuple('Point', 'x y')(1, 2).y == 2",
    "typing": """
        class Point(typing.NamedTuple):
            x: int
            def __repr__(self): return "a point"
        assert Point(1).x == 1
        """,
    "enum": """
        class Side(enum.Enum):
            LEFT = enum.auto()
        assert Side(1) is Side.LEFT
        """,
    "importlib": "assert importlib.import_module('string').digits == '0123456789'",
    "ast": "assert ast.literal_eval('[1]') == [1]",
}


def _scenario(body: str) -> str:
    lines = body.strip().splitlines()
    indent = len(lines[-1]) - len(lines[-1].lstrip())
    shift = [line[indent:] if i else line for i, line in enumerate(lines)]
    own = "def scenario_of_a_file(box): box.value += 1\n\n"
    return PROGRAM + own + "def scenario():\n" + "".join(f"    {line}\n" for line in shift)


@pytest.mark.parametrize("how", MAKING)
def test_code_that_nobody_watches_is_not_proved(how: str, explored: Callable[..., Result]) -> None:
    result = explored(_scenario(MAKING[how]))
    assert result.verdict.name == "passed", result.verdict
    assert not result.proved


@pytest.mark.parametrize("module", LIBRARY)
def test_the_library_may_make_code(module: str, explored: Callable[..., Result]) -> None:
    result = explored(f"import {module}\n" + _scenario(LIBRARY[module]))
    assert result.verdict.name == "passed", result.verdict
    assert result.proved


def test_what_is_made_where_a_module_is_loaded_counts(explored: Callable[..., Result]) -> None:
    source = PROGRAM + "exec(TEXT)\ndef scenario(): twice(add, Box())\n"
    result = explored(source)
    assert result.verdict.name == "passed", result.verdict
    assert not result.proved


def test_built_ins_are_what_they_were(explored: Callable[..., Result]) -> None:
    source = """
        import inspect
        def scenario():
            y = 2
            assert eval("y + 1", None, {"y": y}) == eval("y + 1") == 3
            space = {}
            exec("import threading, sys; here = sys._getframe(1).f_code.co_name", space)
            assert space["here"] == "scenario"
            assert inspect.isbuiltin(exec) and exec.__name__ == "exec"
            assert eval.__doc__ and "eval" in repr(eval)
        """
    result = explored(source)
    assert result.verdict.name == "passed", result.verdict


def test_a_module_of_the_program_is_reloaded_in_place(
    tmp_path: Path, explored: Callable[..., Result]
) -> None:
    (tmp_path / "counted.py").write_text("count = 0\nclass Box: pass\n", encoding="utf-8")
    result = explored(
        """
        import importlib, threading
        import counted
        def scenario():
            assert counted.count == 0
            counted.count, before = 1, counted.Box
            thread = threading.Thread(target=importlib.reload, args=(counted,))
            thread.start()
            thread.join()
            assert counted.count == 0 and counted.Box is not before
        """,
    )
    assert (result.verdict.name, result.proved) == ("passed", False), result.verdict
