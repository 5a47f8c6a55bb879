"""The help of every command of the grader: what it does, an example that is one, its exit codes."""

import re
import shlex

import click
import pytest
from click.testing import CliRunner

from grader.cli import main


def commands(group: click.Group, *path: str) -> list[tuple[str, ...]]:
    found = [path]
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found += commands(command, *path, name)
        else:
            found.append((*path, name))
    return found


def context(*path: str) -> click.Context:
    made = click.Context(main, info_name="grader")
    for name in path:
        assert isinstance(made.command, click.Group)
        made = click.Context(made.command.commands[name], info_name=name, parent=made)
    return made


@pytest.mark.parametrize("path", commands(main), ids=" ".join)
def test_the_help_has_an_example_that_is_one(path):
    said = CliRunner().invoke(main, [*path, "--help"])
    assert said.exit_code == 0
    assert max(map(len, said.output.splitlines())) <= 100
    section = re.search(r"  Examples?:\n((?:    .*\n)+)", said.output)
    assert section, f"grader {' '.join(path)} shows no example"
    own = " ".join(("grader", *path))
    examples = re.sub(r" \\\n +", " ", section[1]).splitlines()
    assert any(line.strip().startswith(own) for line in examples)
    for line in examples:
        call = shlex.split(re.split(r" [|>] ", line)[0])
        assert call[0] == "grader"
        made, arguments = context(), call[1:]
        while isinstance(made.command, click.Group):
            name, *arguments = arguments
            made = click.Context(made.command.commands[name], info_name=name, parent=made)
        made.command.parse_args(made, arguments)
