"""The sandbox, tried from the inside: what a student's code finds there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from grader.sandbox import LANDLOCK, NONE, probe

pytestmark = pytest.mark.skipif(not probe.look().works, reason=f"no sandbox: {probe.look().why}")

CHECK = """
import pytest

@pytest.mark.points(60)
def test_answer(exercise):
    "It answers."
    assert exercise.answer() == 42, exercise.answer()

@pytest.mark.points(40)
def test_name(exercise):
    "It has a name."
    assert exercise.NAME == "it"
"""
ALLOWED = """
import builtins, os, pathlib, resource, signal, socket, subprocess, sys, time, treadle, _pytest
def tricks():
    plugin.decide = _pytest.python.Function.runtest = open
    __eq__ = __hash__ = None
    subprocess.run(what), subprocess.Popen(what)
    os.environ, os.kill, os.truncate, os.write, os.open, os._exit, os.link, os.symlink, os.utime
"""  # else the policy, which tests/attacks is about, would keep these attempts from running
RIGHT = "NAME = 'it'\ndef answer(): return 42\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "exercises" / "01_it"
    folder.mkdir(parents=True)
    (folder / "test_it.py").write_text(CHECK, encoding="utf-8")
    (folder / "it.py").write_text("", encoding="utf-8")
    wrong = tmp_path / "tests" / "answers" / "01_it" / "wrong" / "none.py"
    wrong.parent.mkdir(parents=True)
    wrong.write_text(
        "# rejected by: test_answer wrong-result\n# rejected by: test_name exception\n"
        "def answer(): return 0\n",
        encoding="utf-8",
    )
    right = tmp_path / "tests" / "answers" / "01_it" / "right" / "all.py"
    right.parent.mkdir(parents=True)
    right.write_text(ALLOWED, encoding="utf-8")
    return tmp_path


def graded(place: Path, source: str, *options: str) -> list[dict[str, str]]:
    """The checks' results for a student who handed in *source*."""
    module = place / "class" / "An" / "it.py"
    module.parent.mkdir(parents=True, exist_ok=True)
    module.write_text(dedent(source), encoding="utf-8")
    command = [sys.executable, "-m", "grader", "grade", "class", *options]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    results = json.loads((place / "marks" / "results.json").read_text(encoding="utf-8"))
    checks: list[dict[str, str]] = results["students"][0]["exercises"][0]["checks"]
    return checks


def said(place: Path, expression: str) -> str:
    """What *expression* is in the box."""
    source = f"import os, sys, pathlib, socket, subprocess\ndef answer(): return {expression}\n"
    return graded(place, source)[0]["message"]


def test_a_right_answer_passes_and_says_where_it_ran(place: Path) -> None:
    checks = graded(place, RIGHT)
    assert [(c["outcome"], c["sandbox"]) for c in checks] == [("passed", "bubblewrap")] * 2


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("os.getuid() == 0", "False"),
        ("sorted(os.environ)", "'PATH'"),
        ("[n for n in os.environ if 'SECRET' in n]", "[]"),
        ("os.path.exists('/etc/passwd')", "False"),
        ("os.path.exists('/home') or os.listdir('/root') if os.path.exists('/root') else []", "[]"),
        ("socket.socket().connect_ex(('127.0.0.1', 22)) == 0", "False"),
        ("os.access('/usr/bin', os.W_OK)", "False"),
        ("subprocess.run(['unshare', '-r', 'true'], capture_output=True).returncode == 0", "False"),
        ("len([p for p in os.listdir('/proc') if p.isdigit()]) < 10", "True"),
        ("open('/proc/1/environ', 'rb').read()", "Permission denied"),
    ],
)
def test_what_is_there(
    place: Path, monkeypatch: pytest.MonkeyPatch, expression: str, found: str
) -> None:
    monkeypatch.setenv("SECRET", "of the one who grades")
    python = Path(sys.base_prefix)
    if "'/root'" in expression and python.is_relative_to("/root"):
        found = python.relative_to("/root").parts[0]  # of the home, only what Python lies in
    if "environ'" in expression and os.getuid():
        found = "b'PATH="  # who is one and the same user may read it, and it is the box's own
    assert found in said(place, expression)


def test_other_students_and_the_kit_are_out_of_reach(place: Path) -> None:
    other = place / "class" / "Bo" / "it.py"
    other.parent.mkdir(parents=True)
    other.write_text(RIGHT, encoding="utf-8")
    assert "False" in said(place, f"os.path.exists({str(other)!r})")
    answers = place / "tests"
    assert "False" in said(place, f"os.path.exists({str(answers)!r})")
    check = place / "exercises" / "01_it" / "test_it.py"
    assert "False" in said(place, f"os.access({str(check)!r}, os.W_OK)")


def test_nothing_outlives_its_check(place: Path) -> None:
    source = """
        import os, signal, subprocess, time
        NAME = "it"
        def answer():
            for _ in range(5):
                subprocess.Popen(["sleep", "4242"], start_new_session=True)
            return 42
    """
    assert [c["outcome"] for c in graded(place, source)] == ["passed", "passed"]
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert "sleep 4242" not in running.stdout


@pytest.mark.parametrize(
    "source",
    [
        """
        import treadle.report as report
        import treadle.plugin as plugin
        def forged(*args, **rest):
            return real(*args, **rest).__class__(**{**real(*args, **rest).as_json(),
                "outcome": "passed", "verdict": "passed"})
        real = plugin.decide
        plugin.decide = forged
        """,
        """
        class Anything:
            __eq__ = lambda *_: True
            __hash__ = None
        import builtins, _pytest.runner, _pytest.python
        _pytest.python.Function.runtest = lambda self: None
        """,
    ],
)
def test_whoever_makes_a_check_pass_makes_the_canary_pass(place: Path, source: str) -> None:
    outcomes = {c["outcome"] for c in graded(place, source)}
    assert outcomes <= {"tampered", "failed"}
    assert "tampered" in outcomes


BREAKING_OUT = """
import os, pathlib, resource, signal, socket, subprocess, sys, time
NAME = "it"

def refused(attempt):
    try:
        attempt()
    except OSError:
        return True
    return False

def answer():
    secret = pathlib.Path("{secret}")
    found = dict(
        root=os.getuid() == 0,
        passwords=not refused(lambda: open("/etc/passwd").read()),
        secret=not refused(secret.read_text),
        listing=not refused(lambda: os.listdir(secret.parent)),
        writing=not refused(lambda: secret.write_text("")),
        moving=not refused(lambda: secret.rename("here")),
        modes=not refused(lambda: secret.chmod(0)),
        times=not refused(lambda: os.utime(secret)),
        cutting=not refused(lambda: os.truncate(secret, 0)),
        beside=not refused(lambda: (secret.parent / "new").touch()),
        environment=not refused(lambda: open("/proc/{pid}/environ").read()),
        limits=not refused(lambda: resource.prlimit({pid}, resource.RLIMIT_CPU, (1, 1))),
        datagrams=not refused(lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)),
        internet=not refused(lambda: socket.socket(socket.AF_INET)),
        local=not refused(lambda: socket.socket(socket.AF_UNIX)),
        namespaces=subprocess.run(["unshare", "-r", "true"], capture_output=True).returncode == 0,
        signals=not refused(lambda: os.kill({pid}, 0)),
        ours=not refused(lambda: pathlib.Path("ours").write_text("x")) and not refused(
            lambda: subprocess.run([sys.executable, "-c", ""], check=True)),
    )
    subprocess.Popen(["/bin/sleep", "4243"], start_new_session=True)
    return sorted(name for name, done in found.items() if done)
"""


@pytest.mark.skipif(not probe.look(LANDLOCK).works, reason=probe.look(LANDLOCK).why)
def test_the_rung_below_keeps_code_in_as_well(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")  # where there is no bwrap
    secret = place / "secret" / "file"
    secret.parent.mkdir()
    secret.write_text("secret", encoding="utf-8")
    source = BREAKING_OUT.replace("{secret}", str(secret)).replace("{pid}", str(os.getpid()))
    answer, name = graded(place, source)
    assert answer["message"] == "['ours']"
    assert (name["outcome"], name["sandbox"]) == ("passed", LANDLOCK)
    assert secret.read_text(encoding="utf-8") == "secret"
    monkeypatch.undo()
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert "sleep 4243" not in running.stdout


UNSANDBOXED = Path(__file__).with_name("unsandboxed.py")


def test_below_the_ladder_nothing_is_graded(place: Path) -> None:
    graded(place, RIGHT)
    command = [sys.executable, str(UNSANDBOXED), "grade", "class", "--regrade"]
    refused = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "bubblewrap: not today" in refused.stderr
    assert "landlock: not today" in refused.stderr
    assert "--i-trust-this-code" in refused.stderr
    command.append("--i-trust-this-code")
    trusted = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    assert trusted.returncode == 0
    assert "UNSANDBOXED" in trusted.stderr
    results = json.loads((place / "marks" / "results.json").read_text(encoding="utf-8"))
    checks = results["students"][0]["exercises"][0]["checks"]
    assert [check["sandbox"] for check in checks] == ["none", "none"]


def test_the_doctor_says_what_holds() -> None:
    command = [sys.executable, "-m", "grader", "doctor", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = json.loads(done.stdout)
    assert said["sandbox"] == "bubblewrap"
    assert said["levels"][0] == {"level": "bubblewrap", "works": True, "why": ""}
    nowhere = os.environ | {"PATH": "/nowhere"}
    done = subprocess.run(command[:-1], env=nowhere, capture_output=True, text=True, check=False)
    assert "bubblewrap  no: bwrap is not installed" in done.stdout
    assert "Install bubblewrap" in done.stdout


def test_what_is_no_sandbox_is_found_out() -> None:
    assert "does not hold: no network" in probe.look(NONE).why
