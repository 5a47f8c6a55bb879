"""`grader export`: what it writes where, what it says, and with which exit code it ends."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader import score
from grader.cli import main
from grader.course import Course, Override
from grader.export.command import export
from grader.export.results import results_json
from grader.kit import Check, Exercise, Kit
from grader.result import FAILED, NOT_SUBMITTED, PASSED, REFUSED, Attempt, Result

CHECK = Check("test_it", "It works", 100, "x")
KIT = Kit(Path(), (Exercise("02_race", "race.py", (CHECK,)),))
CLASS = {"An_1": PASSED, "Bo_2": FAILED, "Chi_3": NOT_SUBMITTED, "Dan_4": REFUSED, "Eve_5": FAILED}
EXCUSED = Course(overrides={("Eve_5", "02_race"): Override(None, "away")})
CANVAS = """Student,ID,SIS Login ID,Section,Race (77)
    Points Possible,,,,10
A,1,a,S,
B,2,b,S,
C,3,c,S,4
D,4,d,S,5
E,5,e,S,
"""
MOODLE = """First name,Last name,Email address,Race (Real),Race (Letter)
An,A,an@x,-,-
Bo,B,bo@x,-,-
"""
WORKSHEET = """Identifier,Full name,Grade,Maximum grade,Last modified (grade)
Participant 1,An A,,50.00,-
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    rows = [
        score.row(name, KIT, lambda *_, o=outcome: [Attempt((Result(CHECK, o),))], EXCUSED)
        for name, outcome in CLASS.items()
    ]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "marks").mkdir()
    (tmp_path / "marks" / "results.json").write_text(results_json(KIT, rows))
    (tmp_path / "canvas.csv").write_text(CANVAS)
    (tmp_path / "moodle.csv").write_text(MOODLE)
    (tmp_path / "worksheet.csv").write_text(WORKSHEET)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["export", *arguments])


@pytest.mark.parametrize("name", ["csv", "json", "junit"])
def test_a_class_is_printed_or_written(folder, name):
    printed, wrote = run(name, "marks"), run(name, "marks", "-o", "out")
    assert (printed.exit_code, wrote.exit_code, wrote.output) == (0, 0, "")
    assert printed.stdout_bytes == (folder / "out").read_bytes() != b""


@pytest.mark.parametrize("name", ["gradescope", "prairielearn", "classroom", "check50"])
def test_a_student_is_chosen_and_what_is_open_is_said(folder, name):
    chosen = run(name, "marks", "--student", "An_1")
    assert (chosen.exit_code, chosen.stderr) == (0, "")
    json.loads(chosen.stdout)
    waiting = run(name, "marks", "--student", "Dan_4")
    assert waiting.exit_code == 1
    assert "Dan_4" in waiting.stderr and "refused" in waiting.stderr
    assert (waiting.stdout == "") == (name == "gradescope")
    assert "choose with --student. There are An_1, Bo_2, Chi_3, …" in run(name, "marks").stderr
    wrong = run(name, "marks", "--student", "Ann")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "There is no student 'Ann'." in wrong.stderr


def test_canvas_is_filled_in_and_the_rest_is_said(folder):
    (folder / "canvas.csv").write_text(CANVAS.replace("B,2,b,S,\n", ""))
    done = run("canvas", "marks", "--template", "canvas.csv", "--assignment", "77", "-o", "up.csv")
    assert done.exit_code == 1
    assert (folder / "up.csv").read_text().splitlines()[2:] == [
        *("A,1,a,S,10", "C,3,c,S,4", "D,4,d,S,5", "E,5,e,S,EX"),
    ]
    assert done.stderr.splitlines() == [
        "up.csv: 2 marks of 4 students filled in, 1 left as they were: not submitted.",
        "Bo_2 is not in canvas.csv.",
        "Dan_4 has no mark yet (refused); the cell says 5 as before.",
    ]


def test_canvas_takes_no_mark_of_whom_the_assignment_is_not_given_to(folder):
    given = CANVAS.replace("a,S,", "a,S,N/A").replace("c,S,4", "c,S,N/A")
    (folder / "canvas.csv").write_text(given)
    done = run("canvas", "marks", "--template", "canvas.csv", "--assignment", "77")
    assert (done.exit_code, done.stdout) == (
        1,
        given.replace("b,S,", "b,S,0").replace("e,S,", "e,S,EX"),
    )
    assert "An_1 has 10, but the cell says N/A: no mark is taken there.\n" in done.stderr
    assert "Chi_3" not in done.stderr


ROSTER = """identifier,github_username,github_id,name
zoe@x,An_1,900,
b@x,Bo_2,2,
"""


def test_a_roster_says_who_is_who(folder):
    (folder / "roster.csv").write_text(ROSTER)
    canvas = CANVAS.replace("A,1,a", "A,11,zoe@x").replace("B,2,b", "B,12,b@x")
    (folder / "canvas.csv").write_text(canvas)
    call = ("canvas", "marks", "--template", "canvas.csv", "--assignment", "77", "--roster")
    done = run(*call, "roster.csv")
    assert "A,11,zoe@x,S,10\nB,12,b@x,S,0\n" in done.stdout
    assert "An_1 is not in" not in done.stderr
    (folder / "roster.csv").write_text(ROSTER + "c@x,An_1,901,\n")
    done = run(*call, "roster.csv")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "roster.csv:4: An_1 may be this one, or the one on line 2." in done.stderr
    (folder / "roster.csv").write_text(ROSTER.replace("900", "b@x"))
    done = run(*call, "roster.csv")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "canvas.csv:4: An_1 may be this one, or the one on line 3." in done.stderr


def test_moodle_is_filled_in_by_name_or_number(folder):
    filled = run("moodle", "marks", "--template", "moodle.csv", "--column", "02=Race (Real)")
    assert filled.exit_code == 1  # most of the class is not in the file
    (folder / "moodle.csv").write_text(MOODLE.replace("An,A", "An,").replace("Bo,B", "Bo,"))
    filled = run("moodle", "marks", "--template", "moodle.csv", "--column", "Race (Real)",
                 "--points", "30")  # fmt: skip
    assert "An,,an@x,30,-\nBo,,bo@x,0,-\n" in filled.stdout
    sheet = run("moodle-worksheet", "marks", "--template", "worksheet.csv", "--exercise", "race")
    assert "Participant 1,An A,50,50.00,-\n" in sheet.stdout


def test_moodle_would_give_a_line_without_an_address_to_the_student_above(folder):
    (folder / "moodle.csv").write_text(MOODLE.replace("bo@x", ""))
    done = run("moodle", "marks", "--template", "moodle.csv", "--column", "Race (Real)")
    assert done.exit_code == 1
    assert "moodle.csv:3: there is no email address; if you map by it" in done.stderr


def test_feedback_for_moodle_is_html(folder):
    (folder / "worksheet.csv").write_text(
        WORKSHEET.replace("(grade)\n", "(grade),Feedback comments\n").replace("-\n", "-,\n")
    )
    check = Check("test_it", "a < b & c", 100, "x")
    kit = Kit(Path(), (Exercise("02_race", "race.py", (check,)),))
    result = Result(check, FAILED, message="<Lock> is held")
    rows = [score.row("An A", kit, lambda *_: [Attempt((result,))])]
    (folder / "marks" / "results.json").write_text(results_json(kit, rows))
    done = run("moodle-worksheet", "marks", "--template", "worksheet.csv")
    told = "02_race: 0 of 100<br>- a &lt; b &amp; c: &lt;Lock&gt; is held"
    assert f"Participant 1,An A,0,50.00,-,{told}\n" in done.stdout


@pytest.mark.parametrize(
    ("table", "assignment", "said"),
    [
        (CANVAS, "78", "canvas.csv:1: there is no assignment with the number 78 here, and Canvas"),
        (CANVAS, "78", "There are:\n  77  Race\n"),
        (CANVAS, "Race", "there is no assignment with the number Race here"),
        (CANVAS, "09=77", "grader: There is no exercise"),
        (CANVAS.replace(",ID,", ",Id,"), "77", "canvas.csv:1: there is no column 'ID' here; give"),
        (CANVAS.replace(",ID,", ",Id,"), "77", "There are:\n  Student\n  Id\n"),
        (
            CANVAS.replace("    Points Possible", "x"),
            "77",
            "canvas.csv:2: there is no line 'Points",
        ),
        (CANVAS.replace(",10\n", ",ten\n"), "77", "canvas.csv:2: 'ten' is no number of points."),
        (CANVAS.replace(",10\n", ",0.00\n"), "77", "canvas.csv:2: it is worth 0 points there; ch"),
        (CANVAS.replace(",10\n", ",(read only)\n"), "77", "canvas.csv:2: the assignment 77 is rea"),
        (
            CANVAS.replace("Race (77)", "Race(77)"),
            "77",
            "no assignment with the number 77 here, and",
        ),
        (
            CANVAS.replace("Race (77)", "Final Grades (77)"),
            "77",
            "takes 'Final Grades' for a total",
        ),
        (
            CANVAS.replace("SIS Login ID", "Login"),
            "77",
            "canvas.csv:1: the columns up to 'Section' a",
        ),
        (CANVAS.replace(",", "\t"), "77", "canvas.csv:1: Canvas reads commas or semicolons betwee"),
        (
            CANVAS.replace("\n", ",\n").replace("(77),", "(77),Race (77)"),
            "77",
            "canvas.csv:1: there are 2 columns with the number 77; Canvas reads the first alone.",
        ),
        (CANVAS.replace("B,2,", "B,1,"), "77", "canvas.csv:4: An_1 may be this one, or the one on"),
        (CANVAS.replace("B,2,b,S,", "B,2,b"), "77", "canvas.csv:4: this line has 3 cells, and the"),
        (CANVAS.replace("B,2", '"B,2'), "77", "canvas.csv:4: a quote is opened here that nothing"),
        (CANVAS.replace("B,", "\xff,").encode("latin-1"), "77", "canvas.csv:4: this is no UTF-8"),
        ("", "77", "canvas.csv:1: the file is empty"),
        (None, "77", "canvas.csv cannot be read: No such file"),
    ],
)
def test_a_wrong_template_is_named_with_its_line(folder, table, assignment, said):
    path = folder / "canvas.csv"
    path.unlink()
    if table is not None:
        path.write_bytes(table if isinstance(table, bytes) else table.encode())
    done = run("canvas", "marks", "--template", "canvas.csv", "--assignment", assignment)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["moodle", "--template", "moodle.csv", "--column", "Race"], "  Race (Real)\n"),
        (["moodle", "--template", "moodle.csv", "--column", "Race (Letter)"], "holds no points"),
        (["moodle", "--template", "canvas.csv", "--column", "x"], "canvas.csv:1: there is no col"),
        (["moodle-worksheet", "--template", "moodle.csv"], "Download grading worksheet"),
        (["csv", "-o", "no/such/place"], "cannot be written"),
    ],
)
def test_wrong_use_is_said_in_a_sentence(folder, arguments, said):
    name, *options = arguments
    done = run(name, "marks", *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_the_template_is_never_overwritten(folder):
    done = run("canvas", "marks", "--template", "canvas.csv", "--assignment", "77",
               "-o", "canvas.csv")  # fmt: skip
    assert done.exit_code == 2
    assert (folder / "canvas.csv").read_text() == CANVAS


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There are no marks in marks: grade first, with -o marks."),
        ("{", "results.json is no JSON"),
        ('{"schema": 2}', "results.json has schema 2, and this grader knows 1."),
        ('{"schema": 1}', "results.json is damaged"),
    ],
)
def test_marks_that_cannot_be_read_are_said(folder, content, said):
    (folder / "marks" / "results.json").unlink()
    if content:
        (folder / "marks" / "results.json").write_text(content)
    done = run("csv", "marks")
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize("name", export.commands)
def test_every_format_has_help_with_an_example(name):
    done = run(name, "--help")
    assert done.exit_code == 0
    assert f"    grader export {name} marks" in done.output


def test_a_fault_of_ours_is_said_to_be_ours(folder, monkeypatch):
    monkeypatch.setattr("grader.export.command.junit_xml", lambda _: 1 / 0)
    done = run("junit", "marks")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "this should never happen; please report it: ZeroDivisionError" in done.stderr
