"""Courses of nbgrader: what is built, what is read from notebooks, what nbgrader makes of both."""

import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from grader import collect
from grader.cli import main
from grader.collect.notebook import module_of
from grader.collect.place import Refused
from grader.errors import BadInput
from grader.journal import Journal
from grader.kit import Check, Exercise, Kit
from grader.nbgrader.build import CONFIG, build
from grader.nbgrader.notebook import STUB
from grader.result import FAILED, NOT_GRADED, NOT_SUBMITTED, PASSED
from treadle.notebook.cell import module_in

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "exercises" / "02_race"
RACE = Exercise(
    "02_race",
    "race.py",
    (
        Check("test_two", "Two updates", 30, "02_race/test_race.py::test_two"),
        Check("test_three", "Three updates", 70, "02_race/test_race.py::test_three"),
    ),
    "digest",
)
KIT = Kit(ROOT / "exercises", (RACE,))


def cells_of(course):
    path = course / "source" / "02_race" / "02_race.ipynb"
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def source(cell):
    return "".join(cell["source"])


# -- build -------------------------------------------------------------------------------------


def test_an_exercise_becomes_a_notebook_with_a_locked_cell_for_each_check(tmp_path):
    build(KIT, tmp_path)
    kinds = [
        (m["grade_id"], m["grade"], m["solution"], m["locked"], m.get("points"))
        for m in (cell["metadata"]["nbgrader"] for cell in cells_of(tmp_path))
    ]
    assert kinds == [
        ("readme", False, False, True, None),
        ("load", False, False, True, None),
        ("answer", False, True, False, None),
        ("test_two", True, False, True, 30),
        ("test_three", True, False, True, 70),
        ("story", False, False, True, None),
    ]
    assert len({cell["id"] for cell in cells_of(tmp_path)}) == len(kinds)


def test_the_readme_speaks_of_the_notebook(tmp_path):
    build(KIT, tmp_path)
    readme = source(cells_of(tmp_path)[0])
    assert "Only the cell below that begins with `%%exercise 02_race`" in readme
    assert "`!python race.py`" in readme
    assert "    pytest" not in readme
    assert "<!--" not in readme


def test_the_checks_and_the_hints_lie_beside_it(tmp_path):
    build(KIT, tmp_path)
    for name in ("test_race.py", "hints.md"):
        built = tmp_path / "source" / "02_race" / name
        assert built.read_bytes() == (FOLDER / name).read_bytes()


def test_built_twice_is_built_once(tmp_path):
    build(KIT, tmp_path)
    assert build(KIT, tmp_path).config == ""


def test_what_an_instructor_has_changed_is_not_overwritten(tmp_path):
    build(KIT, tmp_path)
    hints = tmp_path / "source" / "02_race" / "hints.md"
    hints.write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput, match=r"something else already: source/02_race/hints\.md"):
        build(KIT, tmp_path)
    assert hints.read_text(encoding="utf-8") == "mine"


def test_a_configuration_that_is_there_stays_and_what_it_needs_is_said(tmp_path):
    (tmp_path / CONFIG).write_text("c = get_config()\n", encoding="utf-8")
    built = build(KIT, tmp_path)
    assert "ClearSolutions.code_stub" in built.config
    assert (tmp_path / CONFIG).read_text(encoding="utf-8") == "c = get_config()\n"


def test_a_machine_that_is_busy_has_time_to_say_what_a_cell_printed(tmp_path):
    build(KIT, tmp_path)
    assert "\nc.Execute.iopub_timeout = 120\n" in (tmp_path / CONFIG).read_text(encoding="utf-8")


def test_the_instructors_cell_counts_as_the_model_answer(tmp_path):
    build(KIT, tmp_path)
    module = module_in(source(cells_of(tmp_path)[2]))
    model = (ROOT / "solutions" / "02_race" / "race.py").read_text(encoding="utf-8")
    assert module.strip().endswith(model.strip())


def released(course):
    """The answer's cell, as nbgrader's own preprocessor leaves it for students."""
    clear = pytest.importorskip(
        "nbgrader.preprocessors", reason="nbgrader is an extra"
    ).ClearSolutions(code_stub={"python": STUB})
    nbformat = pytest.importorskip("nbformat")
    path = course / "source" / "02_race" / "02_race.ipynb"
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    nbformat.validate(notebook)
    made, _ = clear.preprocess(notebook, {})
    return made.cells[2].source


def test_students_get_the_module_as_it_is_shipped(tmp_path):
    build(KIT, tmp_path)
    first, stub, module = released(tmp_path).split("\n", 2)
    assert first == "%%exercise 02_race"
    assert stub == STUB
    assert (
        module == (FOLDER.parent / ".shipped/02_race/race.py").read_text(encoding="utf-8").strip()
    )


# -- what is read from a notebook ----------------------------------------------------------------


def notebook(*cells):
    made = []
    for text in cells:
        metadata = {"nbgrader": {"grade": True}} if text.startswith("%check") else {}
        made.append({"cell_type": "code", "metadata": metadata, "source": text})
    return json.dumps({"cells": made}).encode()


def test_a_module_is_taken_out_of_its_cell():
    taken = module_of(notebook("%load_ext treadle", "%%exercise 02_race\nx = 1"), "02_race", "n")
    assert taken == module_in("%%exercise 02_race\nx = 1").encode()


def test_of_several_cells_the_one_counts_that_the_checks_see():
    data = notebook(
        *("%%exercise 02_race\nx = 1", "%%exercise 03_lock\nx = 9", "%%exercise 02_race\nx = 2"),
        *("%check 02_race::a", "%%exercise 02_race\nx = 3"),
    )
    assert b"x = 2" in module_of(data, "02_race", "n")


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"\xff", b'{"cells": 1}', b'{"cells": [1]}', b"[" * 100_000, b"1"],
)
def test_what_is_no_notebook_is_refused(data):
    with pytest.raises(Refused, match="is no notebook"):
        module_of(data, "02_race", "02_race.ipynb")


@pytest.mark.parametrize("cell", [{}, {"source": 1}, {"source": ["x", 1]}, {"metadata": []}])
def test_a_notebook_with_odd_cells_is_refused_and_breaks_nothing(cell):
    data = json.dumps({"cells": [{"cell_type": "code", **cell}]}).encode()
    with pytest.raises(Refused, match="has no cell that begins with %%exercise 02_race"):
        module_of(data, "02_race", "02_race.ipynb")


def hand_in(course, student, *cells, stamp="2026-11-20 10:30:00.123456 UTC\n"):
    folder = course / "submitted" / student / "02_race"
    folder.mkdir(parents=True)
    (folder / "02_race.ipynb").write_bytes(notebook(*cells))
    (folder / "race.py").write_text("old\n", encoding="utf-8")
    if stamp:
        (folder / "timestamp.txt").write_text(stamp, encoding="ascii")


def taken_of(course, name):
    students = collect.students(course, KIT, course / "marks").students
    return collect.take(next(s for s in students if s.name == name), RACE)


def test_the_notebook_goes_before_the_file_that_its_cell_has_written(tmp_path):
    (tmp_path / "gradebook.db").touch()
    hand_in(tmp_path, "ann", "%%exercise 02_race\nx = 1")
    taken = taken_of(tmp_path, "ann")
    assert b"x = 1" in taken.source
    assert taken.handed_in == "2026-11-20T10:30:00"


def test_a_notebook_without_its_first_line_waits_for_a_person(tmp_path):
    (tmp_path / "gradebook.db").touch()
    hand_in(tmp_path, "ann", "x = 1", stamp="")
    taken = taken_of(tmp_path, "ann")
    assert "02_race.ipynb has no cell that begins with %%exercise 02_race" in taken.refused


@pytest.mark.parametrize("stamp", ["", "now", "2026-11-20", "2026-99-99 1:1 UTC", "\n"])
def test_a_stamp_that_says_nothing_is_no_time(tmp_path, stamp):
    (tmp_path / "gradebook.db").touch()
    hand_in(tmp_path, "ann", "%%exercise 02_race\nx = 1", stamp=stamp)
    assert taken_of(tmp_path, "ann").handed_in == ""


def test_import_puts_what_was_handed_in_into_the_journal(tmp_path, monkeypatch):
    monkeypatch.setattr("grader.nbgrader.commands.kit.learn", lambda folder: KIT)
    course, out = tmp_path / "course", tmp_path / "marks"
    hand_in(course, "ann", "%%exercise 02_race\nx = 1")
    hand_in(course, "bob", "x = 1")
    done = CliRunner().invoke(main, ["nbgrader", "import", str(course), "-o", str(out)])
    assert done.exit_code == 1, done.output
    assert "bob/02_race: 02_race.ipynb has no cell" in done.output
    journal = Journal(out / "journal.db")
    try:
        (attempt,) = journal.attempts("ann", RACE)
        assert attempt.handed_in == "2026-11-20T10:30:00"
        assert attempt.results == ()
    finally:
        journal.close()


# -- nbgrader's gradebook as marks ---------------------------------------------------------------


def grade(name, score, most=None, *, manual=None, needs=False):
    points = {"test_two": 30.0, "test_three": 70.0}[name]
    return SimpleNamespace(
        cell=SimpleNamespace(name=name),
        auto_score=score,
        manual_score=manual,
        needs_manual_grade=needs,
        score=manual if manual is not None else (score or 0.0),
        max_score=points if most is None else most,
    )


def submission(*grades, penalty=0.0):
    return SimpleNamespace(
        notebooks=[SimpleNamespace(name="02_race", grades=list(grades))],
        score=sum(one.score for one in grades),
        late_submission_penalty=penalty,
    )


def test_marks_from_the_gradebook_keep_apart_what_is_not_zero(tmp_path):
    pytest.importorskip("nbgrader", reason="nbgrader is an extra")
    from nbgrader.api import MissingEntry

    from grader.nbgrader.exporter import MarksExporter

    grades = [
        SimpleNamespace(name="test_two", max_score=30.0),
        SimpleNamespace(name="test_three", max_score=70.0),
    ]
    assignment = SimpleNamespace(
        name="02_race", notebooks=[SimpleNamespace(name="02_race", grade_cells=grades)]
    )
    submissions = {
        "all": submission(grade("test_two", 30.0), grade("test_three", 70.0)),
        "half": submission(grade("test_two", 30.0), grade("test_three", 0.0)),
        "zero": submission(grade("test_two", 0.0), grade("test_three", 0.0)),
        "broken": submission(grade("test_two", 30.0), grade("test_three", None)),
        "late": submission(grade("test_two", 30.0), grade("test_three", 70.0), penalty=12.5),
        "set": submission(grade("test_two", 0.0, manual=12.0), grade("test_three", 70.0)),
    }

    class Gradebook:
        assignments = (assignment,)
        students = tuple(SimpleNamespace(id=name) for name in (*submissions, "nobody"))

        def find_submission(self, name, student):
            if student not in submissions:
                raise MissingEntry
            return submissions[student]

    exporter = MarksExporter(to=str(tmp_path / "marks.csv"))
    exporter.export(Gradebook())
    lines = (tmp_path / "marks.csv").read_text(encoding="utf-8").splitlines()
    marks = {line.split(",")[0]: line.split(",")[1:] for line in lines}
    assert marks["student"][:3] == ["02_race", "total", "max"]
    assert {name: (found[0], found[3]) for name, found in marks.items() if name != "student"} == {
        "all": ("100", PASSED),
        "half": ("30", FAILED),
        "zero": ("0", FAILED),
        "broken": ("", NOT_GRADED),
        "late": ("87.5", PASSED),
        "set": ("82", "overridden"),
        "nobody": ("", NOT_SUBMITTED),
    }


def test_hidden_tests_stay_hidden_in_feedback():
    pytest.importorskip("nbgrader", reason="nbgrader is an extra")
    nbformat = pytest.importorskip("nbformat")
    from grader.nbgrader.feedback import HideTests

    text = "### BEGIN HIDDEN TESTS\nassert secret() == 42\n### END HIDDEN TESTS"
    cell = nbformat.v4.new_code_cell(text)
    cell.metadata["nbgrader"] = {"grade": True, "solution": False, "points": 5}
    cell.outputs = [
        nbformat.v4.new_output(
            "error", ename="AssertionError", evalue="", traceback=["assert secret() == 42"]
        )
    ]
    shown, _ = HideTests().preprocess_cell(cell, {}, 0)
    assert "secret" not in json.dumps(shown)
    assert shown.outputs[0]["text"] == "Hidden tests: 0 of 5 points\n"


def test_a_kit_without_a_model_answer_is_told(tmp_path):
    kit = tmp_path / "exercises"
    shutil.copytree(FOLDER, kit / "02_race")
    with pytest.raises(BadInput, match="cannot be read"):
        build(Kit(kit, (RACE,)), tmp_path / "course")


def test_a_notebook_in_a_zip_is_read_too(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "ann.zip", "w") as archive:
        archive.writestr("02_race.ipynb", notebook("%%exercise 02_race\nx = 1"))
    (tmp_path / "bob").mkdir()
    assert b"x = 1" in taken_of(tmp_path, "ann").source
