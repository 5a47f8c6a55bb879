"""Attacks on exercises whose checks look at a program from outside, or run it in a loop of its own.

A folder in `of_programs` is an exercise, a file in it one attack on that. Its first line says how
it must end as it is, see `test_attacks`. What is rejected is not run; the rest is with `--whole`.
"""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest

from grader import engine, kit, policy
from grader.collect import Folder, Student
from grader.journal import Journal
from grader.result import FAILED, PASSED, REJECTED, TAMPERED
from grader.sandbox import Sandbox, probe

KIT = Path(__file__).parents[2] / "exercises"
ATTACKS = sorted(Path(__file__).parent.glob("of_programs/*/*.py"))
ENDS = re.compile(r"# as it is: ([a-z-]+): (.+)\n")


def ends(attack: Path) -> list[str]:
    """The outcome that is right for the attack, and what must be said."""
    found = ENDS.match(attack.read_text(encoding="utf-8"))
    assert found is not None, f"{attack} does not say how it ends"
    return [*found.groups()]


def module(attack: Path) -> str:
    (checks,) = (KIT / attack.parent.name).glob("test_*.py")
    return checks.name.removeprefix("test_")


RUN = [attack for attack in ATTACKS if ends(attack)[0] != REJECTED]


@pytest.mark.parametrize(
    "attack", sorted({*ATTACKS} - {*RUN}), ids=lambda attack: f"{attack.parent.name}-{attack.stem}"
)
def test_the_policy_finds_it(attack: Path) -> None:
    allowed = policy.allowed(KIT / attack.parent.name, module(attack))
    found = policy.violation(attack.read_bytes(), allowed)
    assert found is not None
    assert found.what == ends(attack)[1]


@pytest.mark.whole
@pytest.mark.skipif(not probe.look().works, reason=f"no sandbox: {probe.look().why}")
@pytest.mark.parametrize("attack", RUN, ids=lambda attack: f"{attack.parent.name}-{attack.stem}")
def test_the_checks_see_it(attack: Path, tmp_path: Path) -> None:
    path = tmp_path / attack.parent.name / module(attack)
    path.parent.mkdir()
    path.write_bytes(attack.read_bytes())
    learned = kit.learn(KIT).select([attack.parent.name])
    student = Student("ann", Folder(tmp_path))

    class Nobody:
        def started(self, task: object) -> None: ...

        def finished(self, task: object) -> None: ...

    with closing(Journal()) as journal:
        sandbox = Sandbox(probe.look().level)
        engine.grade(sandbox, learned, engine.tasks([student], learned), journal, Nobody(), jobs=1)
        results = journal.present("ann", learned.exercises[0])
    wanted, said = ends(attack)
    found = [f"{r.outcome}: {r.message}" for r in results if r.outcome != PASSED]
    assert wanted in (FAILED, TAMPERED)
    assert any(one.startswith(f"{wanted}: ") and said in one for one in found), found
