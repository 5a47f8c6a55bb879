"""`treadle new`: the skeleton of an exercise, complete but for what makes it one."""

from __future__ import annotations

import sys
from pathlib import Path
from string import Template
from typing import NoReturn

import click

from treadle.kit import Kit, KitInputError, is_name

_README = """\
# $number $Topic

TODO: two or three sentences: the program, and what it is for.

## What the program should do
- TODO: the contract. What is not said here is not checked.

## What goes wrong
Run `python $topic.py`: TODO

## What to edit
Only `$topic.py`.

## How to check
    pytest exercises/$name

Stuck? `hints.md` has three hints, each telling more than the one before.

## Points
| check | what it asks | points |
|---|---|---|
| `test_two_steps_are_both_kept` | Two steps at the same time are both kept | 100 |

<!-- shipped: test_two_steps_are_both_kept wrong-result -->
"""

_HINTS = """\
# Hints for $number $Topic

## 1
TODO: a nudge: a question that makes the reader look at the right line.

## 2
TODO: the mechanism: what happens, step by step, when it goes wrong.

## 3
TODO: nearly the answer.
"""

_MODULE = '''\
"""TODO: what the program is, in one line."""

import threading


class Counter:
    """TODO: the class that a learner mends; its bug is one that people really write."""

    def __init__(self):
        self.value = 0

    def step(self):
$body

def main():
    counter = Counter()
    threads = [threading.Thread(target=counter.step) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"two steps, counted: {counter.value}")


if __name__ == "__main__":
    main()
'''

_BUGGY = """\
        value = self.value
        self.value = value + 1
"""

_RIGHT = """\
        with self.lock:
            value = self.value
            self.value = value + 1
"""

_CHECKS = '''\
"""The checks of exercise $number."""

import pytest

import treadle


@pytest.mark.points(100)
@treadle.explore
def test_two_steps_are_both_kept(exercise):
    """Two steps at the same time are both kept."""
    counter = exercise.Counter()
    treadle.run(counter.step, counter.step)
    assert counter.value == 2, f"two steps were made, but the counter says {counter.value}"
'''

_TEACHING = """\
# Teaching $number $Topic

TODO: time to plan, what comes before, the example it grew from.

## The bug

## Common wrong answers
| what people write | what the check shows |
|---|---|

## To discuss
"""


@click.command()
@click.argument("name")
def new(name: str) -> None:
    """Make the skeleton of an exercise, NAME being its number and topic.

    Example: treadle new 25_topic
    """
    try:
        kit = Kit.around(Path.cwd())
    except KitInputError as error:
        _refuse(str(error))
    number, _, topic = name.partition("_")
    if not is_name(name) or not topic.isidentifier() or topic != topic.lower():
        _refuse(f"'{name}' is no name for an exercise; write it like 25_topic")
    taken = next((e for e in kit.exercises if number == e.number or topic == e.topic), None)
    if taken is not None:
        _refuse(f"there is {taken.name} already; number and topic must be new")
    root = kit.folder.parent
    words = {"number": number, "topic": topic, "Topic": topic.replace("_", " ").capitalize()}
    buggy = Template(_MODULE).substitute(body=_BUGGY)
    right = (
        Template(_MODULE)
        .substitute(body=_RIGHT)
        .replace(
            "        self.value = 0\n",
            "        self.value = 0\n        self.lock = threading.Lock()\n",
        )
    )
    files = {
        f"exercises/{name}/README.md": _README,
        f"exercises/{name}/hints.md": _HINTS,
        f"exercises/{name}/{topic}.py": buggy,
        f"exercises/{name}/test_{topic}.py": _CHECKS,
        f"exercises/.shipped/{name}/{topic}.py": buggy,
        f"solutions/{name}/{topic}.py": right,
        f"tests/answers/{name}/right/model.py": right,
        f"tests/answers/{name}/wrong/shipped.py": (
            f"# rejected by: test_two_steps_are_both_kept wrong-result\n# why: TODO\n{buggy}"
        ),
        f"docs/teaching/{name}.md": _TEACHING,
    }
    try:
        for path, text in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(Template(text).substitute(words, name=name), encoding="utf-8")
            click.echo(path)
    except OSError as error:
        _refuse(f"{error.filename}: {error.strerror}")
    click.echo(f"\nnext: write them, then treadle check-kit {number}")


def _refuse(message: str) -> NoReturn:
    click.echo(f"Error: {message}", err=True)
    sys.exit(2)
