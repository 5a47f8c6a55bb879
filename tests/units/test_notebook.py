"""The exercises in a notebook: the cell, the magics, what is drawn."""

import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest

from treadle.kit import KitInputError
from treadle.notebook import drawing
from treadle.notebook.cell import exercise_of, module_in, note
from treadle.notebook.checking import Checked, find, run_check
from treadle.notebook.helper import Helper
from treadle.report import ERROR, FAILED, PASSED, Decision

EXERCISES = Path(__file__).parents[2] / "exercises"
RACE = find("02_race", EXERCISES)
TWO = "test_two_updates_are_both_kept"


# -- the cell ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("%%exercise 02_race\nx = 1", "02_race"),
        ("\n%%exercise   02_race \nx = 1", "02_race"),
        ("x = 1\n%%exercise 02_race", ""),
        ("%%exercise", ""),
        ("%%exercise 02_race 03_lock\n", ""),
        ("%exercise 02_race\n", ""),
    ],
)
def test_a_cell_names_its_exercise_in_its_first_line(source, name):
    assert exercise_of(source) == name


def test_every_line_keeps_its_number():
    module = module_in('%%exercise 02_race\n"""Doc."""\n\nx = 1').split("\n")
    assert module == [note("02_race"), '"""Doc."""', "", "x = 1", ""]


def test_of_an_instructor_the_model_answer_counts():
    cell = "%%exercise 02_race\n### BEGIN SOLUTION\nx = 'model'\n### END SOLUTION\nx = 'shipped'\n"
    lines = module_in(cell).split("\n")
    assert lines.index("x = 'model'") == 2
    assert not any("shipped" in line for line in lines)


def test_half_a_pair_of_marks_is_only_a_comment():
    assert "x = 1" in module_in("%%exercise 02_race\n### END SOLUTION\nx = 1\n### BEGIN SOLUTION")


# -- where the checks are ----------------------------------------------------------------------


def test_the_checks_lie_beside_the_notebook(tmp_path):
    (tmp_path / "test_race.py").touch()
    assert find("02_race", tmp_path).module == tmp_path / "race.py"


def test_the_checks_lie_in_a_folder_of_that_name(tmp_path):
    (tmp_path / "02_race").mkdir()
    (tmp_path / "02_race" / "test_race.py").touch()
    assert find("02_race", tmp_path).folder == tmp_path / "02_race"


def test_the_checks_beside_are_not_those_of_another_exercise(tmp_path):
    folder = tmp_path / "03_lock"
    folder.mkdir()
    (folder / "test_lock.py").touch()
    with pytest.raises(KitInputError, match="no checks of 02_race here"):
        find("02_race", folder)


@pytest.mark.parametrize("name", ["../02_race", "race", "", "/"])
def test_what_is_no_name_of_an_exercise_is_refused(name, tmp_path):
    with pytest.raises(KitInputError, match="is no name of an exercise"):
        find(name, tmp_path)


# -- a check in a process of its own -----------------------------------------------------------


@pytest.fixture(scope="module")
def helper():
    made = Helper()
    yield made
    made.close()


def test_the_story_has_the_lines_of_the_cell(helper):
    source = (EXERCISES / ".shipped" / "02_race" / "race.py").read_text(encoding="utf-8")
    checked = run_check(helper, RACE, "02_race", module_in("%%exercise 02_race\n" + source), TWO)
    assert (checked.decision.outcome, checked.decision.kind) == (FAILED, "lost update")
    wrong = next(step for step in checked.story["steps"] if step.get("wrong"))
    cell = ["%%exercise 02_race", *source.splitlines()]
    assert cell[wrong["line"] - 1].strip() == wrong["source"] == "self.value = value"


def test_a_process_that_is_ended_costs_its_own_check_and_keeps_its_title(helper):
    module = "import ctypes\nctypes.string_at(0)\n"
    checked = run_check(helper, RACE, "02_race", module, TWO)
    assert checked.decision.verdict == "crashed"
    assert checked.decision.points == 30
    assert "in the middle of this check" in checked.decision.message


def test_a_check_that_is_not_there_is_no_fault_of_the_learner(helper):
    checked = run_check(helper, RACE, "02_race", "x = 1\n", "test_nothing")
    assert checked.decision.outcome == ERROR
    assert "test_nothing" in checked.decision.message


def test_who_interrupts_a_check_can_go_on(monkeypatch):
    helper = Helper()
    helper.start()
    process = helper._process

    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr(process.stdout, "readline", interrupted, raising=False)
    with pytest.raises(KeyboardInterrupt):
        run_check(helper, RACE, "02_race", "x = 1\n", TWO)
    assert process.poll() is not None
    checked = run_check(helper, RACE, "02_race", "x = 1\n", TWO)
    assert checked.decision.kind == "missing name"
    helper.close()


# -- what is drawn -----------------------------------------------------------------------------

STEP = {"thread": "ann", "file": "a.py", "line": 3, "notes": [], "wrong": False, "remark": ""}
EVIL = "<script>alert('&')</script>"


class Text(HTMLParser):
    """What a person reads, and which elements there are."""

    def __init__(self, html):
        super().__init__()
        self.text, self.elements, self._open = "", [], []
        self.feed(html)
        self.close()
        assert not self._open, "an element is not closed"

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if self._open[-1] != "style":
            self.text += data


def checked(outcome=FAILED, story=None, **known):
    known = {"exercise": "02_race", "check": "test_x", "title": "X", "points": 20} | known
    return Checked(Decision(outcome=outcome, **known), story)


def a_story(**changes):
    return {
        **{"verdict": "wrong-result", "kind": "", "message": "it is 1", "replay": "1", "at": None},
        **{"pattern": None, "threads": ["ann", "bob"], "steps": [], "waiting": [], "race": None},
        "timing": None,
        **changes,
    }


def test_what_the_program_says_is_escaped_everywhere():
    story = a_story(
        message=EVIL,
        pattern={"name": EVIL, "sentence": f"{EVIL}: {EVIL}"},
        threads=[EVIL],
        steps=[
            {"thread": EVIL, "left_out": EVIL},
            {**STEP, "number": 1, "thread": EVIL, "source": EVIL, "notes": [EVIL], "remark": EVIL},
        ],
    )
    failing = checked(story=story, title=EVIL, kind=EVIL)
    told = Checked(Decision("02_race", "test_y", EVIL, 20, FAILED, message=EVIL, story=EVIL))
    for html in (
        drawing.check(failing, EVIL),
        drawing.points(EVIL, [failing, told], EVIL),
        drawing.check(checked(ERROR, message=EVIL)),
        drawing.sentence(EVIL),
    ):
        shown = Text(html)
        assert "script" not in shown.elements
    assert Text(drawing.check(failing)).text.count(EVIL) >= 8


def test_a_step_stands_in_the_column_of_its_thread():
    steps = [
        {**STEP, "number": 1, "source": "x = 1", "notes": ["writes 1"]},
        {**STEP, "number": 2, "thread": "bob", "source": "y", "wrong": True, "remark": "why"},
    ]
    html = drawing.check(checked(story=a_story(steps=steps)))
    rows = re.findall(r"<tr.*?</tr>", html)
    assert [re.findall(r"<td[^>]*>(.*?)</td>", row)[1:] for row in rows[1:]][1][0] == ""
    assert 'class="wrong"' in rows[2]
    assert "✗ 2" in rows[2]


def test_who_waits_is_told_of_a_deadlock():
    one = {
        **{"thread": "ann", "waits": "waits for b", "file": "a.py", "line": 4, "source": "x"},
        **{"holder": "bob", "held_since": "a.py:9"},
    }
    story = a_story(verdict="deadlock", waiting=[one])
    assert "ann waits for b (a.py:4), held by bob since a.py:9" in (
        Text(drawing.check(checked(story=story, verdict="deadlock"))).text
    )


def test_the_points_of_all_checks_are_added():
    text = Text(drawing.points("02_race", [checked(PASSED), checked(title="Y", points=30)])).text
    assert "02_race: 20 of 50 points" in text
    assert "No check of 02_race was run yet" in Text(drawing.points("02_race", [])).text


# -- the magics --------------------------------------------------------------------------------


@pytest.fixture
def shell(tmp_path, monkeypatch):
    pytest.importorskip("IPython", reason="IPython comes with the extra nbgrader")
    from treadle.notebook import magics

    monkeypatch.chdir(tmp_path)
    (tmp_path / "test_race.py").touch()
    shown = []
    monkeypatch.setattr(magics, "HTML", lambda html: Text(html).text)
    monkeypatch.setattr(magics, "display", shown.append)
    monkeypatch.setattr(magics.Helper, "start", lambda self: None)
    made = magics.Magics(SimpleNamespace(kernel=True))
    return SimpleNamespace(magics=made, shown=shown, folder=tmp_path, module=magics)


def test_the_value_of_a_check_is_a_plain_number_with_a_story(shell, monkeypatch):
    monkeypatch.setattr(shell.module, "run_check", lambda *_: checked(PASSED, points=20))
    shell.magics.exercise("02_race", "x = 1\n")
    points = shell.magics.check("02_race::test_x")
    assert repr(points) == "20.0"
    assert "20 of 20 points" in points._repr_html_()
    shell.magics.story("02_race")
    assert "02_race: 20 of 20 points" in shell.shown[-1]


def test_without_the_cell_a_check_is_worth_nothing_and_says_so(shell):
    points = shell.magics.check("02_race::test_x")
    assert repr(points) == "0.0"
    assert "%%exercise 02_race" in points._repr_html_()


def test_in_a_notebook_nothing_goes_to_stderr_any_more(shell, monkeypatch):
    redirected = []
    monkeypatch.setattr(shell.module.os, "dup2", lambda *given: redirected.append(given))
    monkeypatch.setattr(shell.module.sys, "stderr", None)
    known = []
    shell.module.register(
        SimpleNamespace(kernel=True, register_magic_function=lambda *given: known.append(given[1:]))
    )
    assert shell.module.sys.stderr is shell.module.sys.stdout
    assert redirected == [(1, 2)]
    assert known == [("line", "check"), ("line", "story"), ("cell", "exercise")]


def test_the_module_is_written_beside_the_notebook_but_never_over_another_file(shell):
    shell.magics.exercise("02_race", "x = 1\n")
    shell.magics.exercise("02_race", "x = 2\n")
    file = shell.folder / "race.py"
    assert "x = 2" in file.read_text(encoding="utf-8")
    file.write_text("mine\n", encoding="utf-8")
    shell.magics.exercise("02_race", "x = 3\n")
    assert file.read_text(encoding="utf-8") == "mine\n"
    assert "stays as it is" in shell.shown[-1]


def test_a_cell_that_is_no_python_says_so_at_once_with_its_line(shell):
    shell.magics.exercise("02_race", "x = 1\ndef f(:\n")
    assert shell.shown[-1].startswith("race.py:3 is not Python")
