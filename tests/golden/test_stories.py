"""The stories that people read, word for word.

`programs/` has a small program for each pattern, with a `scenario` that plain `threading` can run;
`stories/` has the story of each. After a change of the wording, write them anew and read the
difference before it is committed::

    TREADLE_REGENERATE=1 pytest tests/golden
    git diff tests/golden/stories
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from rich.console import Console

from treadle.exploration import explore
from treadle.settings import Settings
from treadle.story import as_json, mistake, show, tell
from treadle.text import fitting
from treadle.verdict import Result
from treadle.world import World

HERE = Path(__file__).parent
PROGRAMS = sorted(path.stem for path in (HERE / "programs").glob("*.py"))
REGENERATE = os.environ.get("TREADLE_REGENERATE") == "1"

every_program = pytest.mark.parametrize("name", PROGRAMS)


@cache
def result_of(name: str) -> Result:
    path = HERE / "programs" / f"{name}.py"
    world = World(path.parent)
    settings = Settings(races=name.startswith("data_race"))
    return explore(world, lambda: world.load(path).scenario(), settings)


def command(name: str) -> str:
    races = " --races" if name.startswith("data_race") else ""
    return f"treadle replay {name}.py::scenario {result_of(name).replay}{races}"


def told(name: str) -> str:
    return tell(result_of(name), replay_command=command(name))


@every_program
def test_the_story_is_the_one_on_file(name: str) -> None:
    story = told(name)
    file = HERE / "stories" / f"{name}.txt"
    if REGENERATE:
        file.write_text(story, encoding="utf-8", newline="\n")
    assert story == file.read_text(encoding="utf-8"), f"see the docstring of {Path(__file__).name}"


def test_every_story_on_file_has_a_program() -> None:
    assert [path.stem for path in sorted((HERE / "stories").glob("*.txt"))] == PROGRAMS


@every_program
def test_the_kind_is_the_pattern_of_the_sentence(name: str) -> None:
    found = as_json(result_of(name))
    if found["pattern"] is None or found["verdict"] in ("exception", "no-progress"):
        return
    assert found["kind"] == found["pattern"]["name"]
    assert found["pattern"]["sentence"].lower().startswith(found["kind"] + ":")


@every_program
@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_too_long(name: str, width: int) -> None:
    lines = tell(result_of(name), title="A check.", replay_command="", width=width).splitlines()
    assert max(map(len, lines)) <= width


@every_program
def test_nothing_of_the_machine_is_told(name: str) -> None:
    text = told(name) + json.dumps(as_json(result_of(name)))
    assert str(HERE) not in text
    assert not re.search(r"0x[0-9a-f]{6}", text)


@every_program
def test_rich_shows_the_same_text(name: str) -> None:
    console = Console(file=io.StringIO(), width=200, color_system=None, highlight=False)
    with console.capture() as capture:
        console.print(show(result_of(name), replay_command=command(name)))
    assert capture.get() == told(name)


@every_program
def test_a_pipe_of_windows_gets_what_it_has(name: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252", newline="")
    console = Console(file=stream, width=200, color_system=None, highlight=False)
    console.print(show(result_of(name), replay_command=command(name)))
    stream.flush()
    shown = stream.buffer.getvalue().decode("cp1252")
    assert fitting(shown, "ascii") == tell(
        result_of(name), replay_command=command(name), ascii_only=True
    )
    assert [len(line) for line in shown.splitlines()] == [
        len(line) for line in told(name).splitlines()
    ]


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("lost_update", "lost update at lost_update.py:"),
        ("exception_in_a_thread", ""),  # one line can raise the same for many reasons
        ("no_pattern", ""),
    ],
)
def test_mistakes_are_alike_by_their_pattern_and_line(name: str, where: str) -> None:
    said, alike = mistake(result_of(name))
    assert alike.rstrip("0123456789") == where
    assert bool(said) == bool(where)
    assert told(name).startswith(said)


@pytest.mark.parametrize("seed", [1, 2])
def test_hash_seeds_do_not_change_a_word(seed: int) -> None:
    code = (
        "import importlib.util, sys\n"
        f"spec = importlib.util.spec_from_file_location('stories', {__file__!r})\n"
        "stories = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(stories)\n"
        "sys.stdout.buffer.write(''.join(map(stories.told, stories.PROGRAMS)).encode())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True
    )
    assert done.stdout.decode() == "".join(map(told, PROGRAMS))
