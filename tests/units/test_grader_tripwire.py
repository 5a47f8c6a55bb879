"""The tripwire sees whatever is exchanged in the harness, and nothing where all is as it was."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

BEGIN = """
import pytest, treadle.check, treadle.report
import grader.sandbox.fork
from grader.sandbox.tripwire import Heard, Tripwire
from treadle.verdict import Verdict

tripwire = Tripwire()
heard = Heard(tripwire)
names = vars(treadle.report)
last = [name for name in names if callable(names[name])][-1]
"""

TRICKS = {
    "a function": ("treadle.check.run = print", "treadle.check.run"),
    "a name that was imported": ("grader.sandbox.fork.sweep = print", "grader.sandbox.fork.sweep"),
    "a class": ("treadle.check.CheckFailed = int", "treadle.check.CheckFailed"),
    "a method": ("Verdict.failed = property(bool)", "treadle.verdict.Verdict.failed"),
    "the code of a function": (
        "treadle.check.module_here.__code__ = (lambda *f: None).__code__",
        "treadle.check.module_here",
    ),
    "the code of a function, and put back": (
        "function = treadle.check.module_here; code = function.__code__; "
        "function.__code__ = (lambda *f: None).__code__; function.__code__ = code",
        "treadle.check.module_here",
    ),
    "a built-in function": ("builtins.len = id", "builtins.len"),
    "what is gone": ("del treadle.check.run", "treadle.check.run"),
    "what is gone, with another in its place": (
        "names['and_so_on'] = names.pop(last)",
        "treadle.report.",
    ),
    "only the order": ("names[last] = names.pop(last)", ""),
    "something new": ("treadle.check.more = 1", ""),
    "what a check sets": ("treadle.check.told = False; treadle.check.results.append(1)", ""),
    "nothing": ("pass", ""),
}


def test_what_is_exchanged_is_named():
    program = [BEGIN, "import builtins, os"]
    for source, _ in TRICKS.values():  # an event is heard for good, so each has its own process
        program.append(
            f"if os.fork() == 0:\n    {source}\n    told = tripwire.changed(heard)\n"
            "    os.write(1, told.encode() + b'\\n')\n    os._exit(0)\nos.wait()"
        )
    lines = said("\n".join(program)).split("\n")[:-1]
    # Which of the names in the last module is the last one is that module's business.
    found = [line.partition("report.")[0] + "report." * ("report." in line) for line in lines]
    assert dict(zip(TRICKS, found, strict=True)) == {name: TRICKS[name][1] for name in TRICKS}


@pytest.mark.parametrize(
    "made",
    [
        "collections.namedtuple('P', 'x')",
        "dataclasses.dataclass(type('P', (), {'__annotations__': {'x': int}}))",
    ],
)
def test_to_make_a_class_gives_no_function_other_code(made):
    more = f"import collections, dataclasses\n{made}\nprint(heard.assigned)"
    assert said(f"{BEGIN}\n{more}") == "False\n"


def said(program):
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.stderr
    return done.stdout
