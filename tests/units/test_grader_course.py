"""The course: what `course.toml` may say, and what is said of what it may not."""

import unicodedata
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader import course_file
from grader.course import BEST, Course, Late, Override
from grader.errors import BadInput
from grader.kit import Check, Exercise, Kit

patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

CHECK = Check("test_it", "It", 100, "x")
KIT = Kit(
    Path(__file__).parent,
    tuple(Exercise(name, "m.py", (CHECK,)) for name in ("02_race", "03_lock")),
)
STUDENTS = ("An Nguyen", "김민준")


def read(tmp_path, text):
    path = tmp_path / "course.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return course_file.read(path, KIT, STUDENTS)


def test_the_example_says_what_it_means(tmp_path):
    _, _, example = course_file.__doc__.partition("\n\n")
    assert read(tmp_path, dedent(example)) == Course(
        late=Late(Fraction(10), Fraction(1), Fraction(7)),
        attempts=BEST,
        weights={"02_race": Fraction(2)},
        due={
            "02_race": datetime(2026, 11, 27, 23, 59),
            "03_lock": datetime(2026, 11, 20, 23, 59),
        },
        overrides={
            ("An Nguyen", "02_race"): Override(Fraction(80), "Ill in November"),
            ("An Nguyen", "03_lock"): Override(None, "Joined in week 4"),
        },
    )


def test_a_file_that_says_nothing_changes_nothing(tmp_path):
    assert read(tmp_path, "") == Course()


def test_a_number_is_exactly_what_is_written_and_a_day_goes_to_its_end(tmp_path):
    found = read(tmp_path, "[exercises.lock]\nweight = 0.1\ndue = 2026-11-20\n")
    assert found.weights == {"03_lock": Fraction(1, 10)}
    assert found.due["03_lock"].isoformat() == "2026-11-20T23:59:59.999999"


def test_a_reason_is_a_line_that_a_terminal_can_show(tmp_path):
    text = OVERRIDE.format("An Nguyen", "02", 1, r"in\nbed \u001b[2J ill")
    (override,) = read(tmp_path, text).overrides.values()
    assert override.reason == r"in bed \x1b[2J ill"


def test_what_is_nested_too_deeply_is_said(tmp_path):
    with pytest.raises(BadInput, match=r"^course.toml: this is nested too deeply to be read\.$"):
        read(tmp_path, "a = " + "[" * 5_000 + "]" * 5_000)


EXCUSED = "[[overrides]]\nstudent = '김민준'\nexercise = '02'\nexcused = {}\nreason = 'ill'\n"
OVERRIDE = '[[overrides]]\nstudent = "{}"\nexercise = "{}"\npoints = {}\nreason = "{}"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("atempts = 'best'", "1: nothing is called 'atempts' here. Did you mean 'attempts'?"),
        ("\n\nattempts = 'first'", "3: attempts is 'best' or 'last', not 'first'."),
        (
            "zzz = 1",
            "1: nothing is called 'zzz' here. There are due, attempts, late, exercises and",
        ),
        ("late = 3", "1: late is a table: it begins with [late]."),
        ("# x\n[late]\n\nper_day = 'ten'", "4: per_day is a number, not 'ten'."),
        ("[late]\nper_day = true", "2: per_day is a number, not true."),
        ("[exercises.lock]\nweight = 1001", "2: weight is 1001, and cannot be above 1000."),
        ("[late]\nper_day = 101", "2: per_day is 101, and cannot be above 100."),
        (
            "[late]\nper_day = 0.1",
            "2: per_day is 0.1, which is less than one percent. "
            "Write per_day = 10 if 10 percent is meant.",
        ),
        ("[late]\ngrace_days = -1", "2: grace_days is -1, and cannot be below 0."),
        ("[late]\ngrace_days = inf", "2: grace_days is a number that is finite."),
        ("[late]\ngrace = 1", "2: nothing is called 'grace' here. Did you mean 'grace_days'?"),
        ("[exercises.02_rase]\nweight = 1", "1: "),
        ("[exercises.02_rase]\nweight = 1", "02_race"),
        ("[exercises]\n02_race.weigth = 1", "2: nothing is called 'weigth' here. Did you mean"),
        ("exercises.02_race = 2", "1: 02_race is a table: it begins with [exercises.02_race]."),
        ("due = '2026-11-20'", "1: due is a date and time, not '2026-11-20'; write it as 2026-"),
        ("due = 2026-11-20T10:00:00Z", "1: due is by the clock of the course's system, without"),
        ("overrides = [1]", "1: each override begins with a line [[overrides]]."),
        ("x = '''\n\n'''\n[[overrides]]\nstudent = 'An'", "4: this override has no exercise, "),
        (OVERRIDE.format("An Nguyn", "02", 1, "ill"), "2: there is no student 'An Nguyn'. Did you"),
        (OVERRIDE.format("An Nguyen", "22", 1, "ill"), "3: "),
        (OVERRIDE.format("An Nguyen", "02", 101, "ill"), "4: points is 101, and cannot be above 1"),
        (OVERRIDE.format("An Nguyen", "02", 1, " "), "5: an override needs a reason, in words."),
        (
            OVERRIDE.format("김민준", "02", 1, "a") + OVERRIDE.format("김민준", "race", 2, "b"),
            "6: there is an override of 02_race for 김민준 already.",
        ),
        (EXCUSED.format("false"), "4: excused is true, or is not there."),
        (EXCUSED.format("true\npoints = 3"), "5: who is excused has no points; leave one out."),
        ("[[overrides]]\nstudent = ['An']\nexercise = 2\nreason = 'x'\npoints = 1", "2: there is"),
        ("a = 1\na = 2", "2: this is no TOML: cannot overwrite a value."),
        ("a = 1\nb =", "2: this is no TOML: invalid value."),
        (b"a = 1\nb = '\xff'", "2: this is no UTF-8; save the file as UTF-8."),
    ],
)
def test_what_has_no_sense_is_said_with_its_line(tmp_path, text, said):
    with pytest.raises(BadInput) as caught:
        read(tmp_path, text)
    assert any(said in line for line in str(caught.value).splitlines())
    assert str(caught.value).startswith("course.toml:")


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("attempts = best  # of all", 1, 'Text is written in quotes: attempts = "best".'),
        ("attempts = \u201cbest\u201d", 1, 'Quotes are straight ones: "best".'),
        ('attempts = "best', 1, "Text ends with the quote that it begins with."),
        ("[late]\nper_day = 10%", 2, "Write per_day = 10."),
        ("[late]\nper_day = 1,5", 2, "Write per_day = 1.5."),
        ('[late]\nper_day = "10%"', 2, "per_day is a number, not '10%'. Write per_day = 10."),
        ("[late]\nper_day = 1/3", 2, "A number is written with a point: 0.5."),
        ("ATEMPTS = 'best'", 1, "Did you mean 'attempts'?"),
        (OVERRIDE.format("an NGUYEN", "02", 1, "ill"), 2, "Did you mean 'An Nguyen'?"),
        (
            "[late]\ncut_off_days = 1\ngrace_days = 2",
            2,
            "cut_off_days is 1, and cannot be below grace_days, which is 2.",
        ),
        ("due = 20.11.2026", 1, "A date and time is written as 2026-11-20T23:59:00."),
        ("[late\nper_day = 1", 1, "A part of the file begins with a line such as [late]"),
        ("due: 2026-11-20", 1, 'A line is a name, "=" and a value: attempts = "best".'),
        ("[late]\n[late]", 2, "[late] is there twice. Put what is below it below the first one."),
        (
            "[exercises.lock]\n[exercises.03]",
            2,
            "03_lock is there already, by another of its names",
        ),
    ],
)
def test_how_to_write_it_is_said(tmp_path, text, line, hint):
    with pytest.raises(BadInput) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith(f"course.toml:{line}: ")
    assert hint in str(caught.value)


def test_a_value_without_a_name_is_no_number_to_write(tmp_path):
    with pytest.raises(BadInput) as caught:
        read(tmp_path, "= 3")
    assert "Write" not in str(caught.value)


def test_editors_may_put_a_mark_in_front_and_accents_behind_their_letters(tmp_path):
    override = OVERRIDE.format("김민준", "02", 1, "ill")
    said = unicodedata.normalize("NFD", f"\N{BYTE ORDER MARK}{override}")
    assert list(read(tmp_path, said).overrides) == [("김민준", "02_race")]


def test_everything_wrong_is_said_at_once_in_the_order_of_the_file(tmp_path):
    with pytest.raises(BadInput) as caught:
        read(tmp_path, "x = 1\n[late]\nper_day = [\n1,\n]\n[exercises.lock]\nweight = -1\n")
    lines = str(caught.value).splitlines()
    assert [line.partition(": ")[0] for line in lines] == [
        *("course.toml:1", "course.toml:3", "course.toml:7"),
    ]


def test_what_cannot_be_read_is_said(tmp_path):
    with pytest.raises(BadInput, match="is no file"):
        course_file.read(tmp_path, KIT, STUDENTS)


def test_it_is_found_beside_the_submissions(tmp_path):
    submissions = tmp_path / "submissions"
    assert course_file.find(submissions) is None
    (tmp_path / "course.toml").touch()
    assert course_file.find(submissions) == tmp_path / "course.toml"


def test_what_is_called_course_toml_and_cannot_be_read_is_not_passed_over(tmp_path):
    (tmp_path / "course.toml").symlink_to("nowhere")
    path = course_file.find(tmp_path / "submissions")
    with pytest.raises(BadInput, match="cannot be read: No such file"):
        course_file.read(path, KIT, STUDENTS)


@patient
@given(st.data())
def test_the_line_is_the_one_with_the_mistake(tmp_path_factory, data):
    blank = st.lists(st.sampled_from(["", "# wrong = 1", "  "]), max_size=3)
    text, lines = [], []
    for name in data.draw(st.permutations(["late", "exercises.race", "exercises.lock"])):
        text += [*data.draw(blank), f"[{name}]", *data.draw(blank)]
        if data.draw(st.booleans()):
            text.append(data.draw(st.sampled_from(["wrong = 1", "wrong = [", "wrong = '''"])))
            lines.append(len(text))
            text += {"[": ["1,", "]"], "'": ["wrong = 2", "'''"]}.get(text[-1][-1], [])
    path = tmp_path_factory.mktemp("course") / "course.toml"
    path.write_text("\n".join(text))
    try:
        course_file.read(path, KIT, STUDENTS)
        found = []
    except BadInput as problem:
        found = [int(line.split(":")[1]) for line in str(problem).splitlines()]
    assert found == lines


VALUES = ("1", "-1", "2.5", "nan", "inf", "true", "false", "''", "'best'", "'An Nguyen'", "'02'",
          "2026-11-20", "2026-11-20T10:00:00", "2026-11-20T10:00:00Z", "10:00:00", "[]", "[1]",
          "['An']", "{}", "{a = 1}", "[{student = 'An Nguyen'}]", "[[]]",
          "1" + "0" * 400)  # fmt: skip
KEYS = ("due", "attempts", "late", "exercises", "overrides", "per_day", "grace_days",
        "cut_off_days", "02_race", "weight", "student", "exercise", "points", "excused",
        "reason")  # fmt: skip
HEADS = ("", "[late]", "[exercises.02_race]", "[exercises.'']", "[[overrides]]", "[late.x]")


@patient
@given(
    st.lists(
        st.tuples(
            st.sampled_from(HEADS),
            st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES), max_size=5),
        ),
        max_size=4,
    )
)
def test_whatever_is_written_is_read_or_named_with_a_line(tmp_path_factory, tables):
    lines = []
    for head, said in sorted(tables, key=lambda table: table[0] != ""):
        lines += [head, *(f"{key} = {value}" for key, value in said.items())]
    path = tmp_path_factory.mktemp("course") / "course.toml"
    path.write_text("\n".join(lines))
    for students in (STUDENTS, None):
        try:
            found = course_file.read(path, KIT, students)
        except BadInput as problem:
            for line in str(problem).splitlines():
                number = int(line.removeprefix("course.toml:").partition(":")[0])
                assert 1 <= number <= len(lines)
        else:
            assert isinstance(found, Course)
