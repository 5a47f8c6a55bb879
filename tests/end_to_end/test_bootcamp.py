"""The pages of `docs/bootcamp`: every command is run, and prints what the page shows.

A page is one session of a shell: in its ```console blocks a command begins with `$ `, goes on with
`> `, and what follows is what it prints. After a change, write the pages anew, and read::

    TREADLE_REGENERATE=1 pytest tests/end_to_end/test_bootcamp.py --whole
    git diff docs/bootcamp
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from grader.cli import main
from grader.sandbox import probe

HOME = Path(__file__).parents[2]
PAGES = sorted((HOME / "docs" / "bootcamp").glob("*.md"))
INSTALLS = ("gradescope",)
"""Pages of which a command installs packages; for these --whole -m registry."""
REGENERATE = os.environ.get("TREADLE_REGENERATE") == "1"
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
END = "\x1e"


def commands(text: str) -> list[str]:
    """The commands of a block, each with the lines that go on."""
    found: list[str] = []
    goes_on = False
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append(line[2:])
            goes_on = True
        elif line.startswith(">") and goes_on:
            found[-1] += f"\n{line[2:]}"
        else:
            goes_on = False  # what diff prints begins like that, too
    return found


def shown(command: str, output: str) -> str:
    first, *others = command.split("\n")
    lines = [f"$ {first}", *(f"> {line}".rstrip() for line in others)]
    return "\n".join(lines) + "\n" + output


def printed(page: str, home: Path) -> str:
    """*page* with what its commands print now, if they are run in the folder *home*."""
    blocks = [commands(block) for block in BLOCK.findall(page)]
    script = "".join(
        f"{command}\n__code=$?; printf '{END}'; (exit $__code)\n"
        for block in blocks
        for command in block
    )
    bin = Path(sys.executable).parent
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=home,
        env=os.environ
        | {"PATH": f"{bin}:{os.environ['PATH']}", "COLUMNS": "80", "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    outputs = iter(done.stdout.split(END))
    texts = iter(["".join(shown(c, next(outputs)) for c in block) for block in blocks])
    return BLOCK.sub(lambda _: next(texts), page)


WHOLE = [
    pytest.param(page, id=page.stem, marks=[pytest.mark.registry] * (page.stem in INSTALLS))
    for page in PAGES
    if "```console" in page.read_text(encoding="utf-8")
]


@pytest.mark.whole
@pytest.mark.parametrize("page", WHOLE)
def test_every_command_prints_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    if not probe.look().works:
        pytest.skip("the pages show marks of a machine with a sandbox")
    (tmp_path / "treadle").mkdir()
    for name in ("exercises", "grader", "solutions", "tests"):
        (tmp_path / "treadle" / name).symlink_to(HOME / name)
    text = page.read_text(encoding="utf-8")
    now = printed(text, tmp_path)
    if REGENERATE:
        page.write_text(now, encoding="utf-8")
    assert now == page.read_text(encoding="utf-8"), f"see the docstring of {Path(__file__).name}"


def graders() -> list[str]:
    """Every call of `grader` that is shown in the documents."""
    found = []
    for page in (HOME / "README.md", *sorted((HOME / "docs").rglob("*.md"))):
        for line in page.read_text(encoding="utf-8").replace("\\\n", "").splitlines():
            call = re.match(r"(?:\$ |    )?(grader [^\[…`]*?)(?:  +#.*| ?[|>&;].*)?$", line)
            if call:
                found.append(call[1])
    return found


@pytest.mark.parametrize("line", sorted(set(graders())))
def test_every_command_that_is_shown_is_one(line: str) -> None:
    _, *arguments = shlex.split(line)
    context = click.Context(main, info_name="grader")
    command: click.Command = main
    while isinstance(command, click.Group):
        name, command, arguments = command.resolve_command(context, arguments)
        context = click.Context(command, info_name=name, parent=context)
    command.parse_args(context, arguments)
