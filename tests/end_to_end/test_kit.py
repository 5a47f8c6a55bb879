"""The commands around the exercises, as a learner and an author use them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from treadle.cli import main

NAME = "25_steps"


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A kit with one exercise, fresh from `treadle new`."""
    root = tmp_path / "my kit"
    folder = root / "exercises" / "01_empty"
    folder.mkdir(parents=True)
    (folder / "test_empty.py").write_text("", encoding="utf-8")
    monkeypatch.chdir(root)
    assert call("new", NAME).exit_code == 0
    (folder / "test_empty.py").unlink()
    return root


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:xdist", *arguments]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_from_the_list_to_the_last_point(kit: Path) -> None:
    first = call("list").output
    assert "25_steps  Steps       -" in first
    assert "0 of 100 points" in first
    assert "edit exercises/25_steps/steps.py" in first

    failed = check(kit, "exercises").stdout
    assert "25_steps  0 of 100 points" in failed
    assert "next: treadle hint 25, and edit exercises/25_steps/steps.py" in failed
    hint = call("hint", "25").output
    assert "hint 1 of 3" in hint
    assert not [line for line in hint.splitlines() if line != line.rstrip()]

    model = kit / "solutions" / NAME / "steps.py"
    mine = kit / "exercises" / NAME / "steps.py"
    shipped = mine.read_bytes()
    mine.write_bytes(model.read_bytes())
    assert "All exercises are done." in check(kit, "exercises").stdout
    assert "25_steps  Steps     100" in call("list").output
    only_one = mine.parent / "test_steps.py"
    text = only_one.read_text(encoding="utf-8")
    only_one.write_text(text.replace("points(100)", "points(60)"), encoding="utf-8")
    some = check(kit, "exercises").stdout
    assert "next: pytest exercises/25_steps, which runs the other checks, too" in some

    assert call("reset", "steps").exit_code == 0
    assert mine.read_bytes() == shipped
    assert mine.with_name("steps.py.1").read_bytes() == model.read_bytes()
    assert "already" in call("reset", "25").output


def test_the_code_of_somebody_else_is_not_the_learners_progress(kit: Path) -> None:
    printed = check(kit, "exercises", "--code", "solutions").stdout
    assert "100 of 100 points" in printed
    assert "next:" not in printed
    assert "25_steps  Steps       -" in call("list").output


def test_from_another_folder(kit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = kit / "exercises" / NAME
    printed = check(folder).stdout
    assert "25_steps  0 of 100 points" in printed
    monkeypatch.chdir(folder)
    assert "25_steps  Steps" in call("list").output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("hint", "99"), "There is no exercise '99'. There are 25_steps."),
        (("hint", "stps"), "Did you mean 25_steps?"),
        (("hint", "25", "4"), "25_steps has 3 hints; there is no hint 4"),
        (("reset", "99"), "There is no exercise '99'."),
        (("new", "25_other"), "there is 25_steps already"),
        (("new", "steps"), "'steps' is no name for an exercise; write it like 25_topic"),
        (("new", "26_class-es"), "is no name for an exercise"),
        (("check-kit", "99"), "There is no exercise '99'."),
    ],
)
def test_what_is_not_there(kit: Path, arguments: tuple[str, ...], said: str) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_folder_without_checks_is_no_exercise_yet(kit: Path) -> None:
    (kit / "exercises" / "26_more").mkdir()
    for name in ("26", "more", "26_more"):
        result = call("hint", name)
        assert result.exit_code == 2
        assert "26_more is no exercise yet: it has no file of checks" in result.output
        assert "test_more.py" in result.output


def test_outside_of_a_kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (["list"], ["hint", "1"], ["reset", "1"], ["new", "25_x"], ["check-kit"]):
        result = call(*arguments)
        assert result.exit_code == 2
        assert "No exercises found here or in a folder above." in result.output


def test_a_shipped_version_that_is_gone(kit: Path) -> None:
    (kit / "exercises" / ".shipped" / NAME / "steps.py").unlink()
    result = call("reset", "25")
    assert result.exit_code == 2
    assert "exercises/.shipped/25_steps/steps.py" in result.output


def test_check_kit_names_the_rules_that_are_broken(
    kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("findpython.find_all", list)
    result = call("check-kit", "25")
    assert result.exit_code == 1
    assert result.output.count("3 broken") == 2  # as soon as the exercise is through, and at last
    assert re.match(
        r"Python 3\.\d+\.\d+: 25_steps 3 broken: (test_\w+\[25_steps\], ){2}test_\w+\[25_steps\]\n"
        "exercise ",
        result.output,
    )
    assert "tests/answers/25_steps/right has 1 of at least" in result.output
    assert "\ntests/answers/25_steps/wrong has 1 of at least" in result.output
    assert "hint 3 hardly says anything" in result.output
    assert "\ntests/answers/25_steps/right/model.py says TODO" in result.output
