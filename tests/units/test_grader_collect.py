"""Collecting: who handed in, and what is taken of it."""

import errno
import os

import pytest

from grader import collect
from grader.collect import Student, Submission
from grader.errors import BadInput
from grader.kit import Check, Exercise, Kit

SUM = Exercise("01_sum", "sum.py", (Check("test_it", "It", 100, "x"),))
KIT = Kit(None, (SUM,))


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "submissions"
    made.mkdir()
    return made


def found(folder, out="marks"):
    students, left_out = collect.students(folder, KIT, folder / out)
    return [student.name for student in students], left_out


def test_students_are_the_folders_by_name(folder):
    for name in ("b b", "A", "Nguyễn Thị Hương", "김민준", ".git", "__MACOSX", "marks"):
        (folder / name).mkdir()
    assert found(folder) == (["A", "b b", "Nguyễn Thị Hương", "김민준"], [])


def test_what_is_no_folder_is_left_out_and_said(folder):
    (folder / "An").mkdir()
    (folder / "all.zip").touch()
    (folder / "away").symlink_to("/")
    names, left_out = found(folder)
    assert names == ["An"]
    assert left_out == [
        "all.zip is no folder of a student and was left out.",
        "away is a symbolic link and was left out.",
    ]


def test_a_name_that_is_no_text_is_made_one(folder):
    os.mkdir(os.fsencode(folder) + b"/Zo\xeb\x1b[31m")  # noqa: PTH102 - no path of text can name it
    assert found(folder) == ([r"Zo\xeb\x1b[31m"], [])


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: None, "holds no submission"),
        (lambda folder: folder.rmdir(), "does not exist"),
        (lambda folder: (folder.rmdir(), folder.touch()), "is a file"),
        (lambda folder: (folder / "01_sum").mkdir(), "the work of one student"),
    ],
)
def test_a_folder_that_is_no_class_is_refused(folder, make, said):
    make(folder)
    with pytest.raises(BadInput, match=said):
        found(folder)


@pytest.fixture
def student(tmp_path):
    return Student("An", tmp_path)


def test_a_module_is_taken_from_its_folder_before_flat(student):
    (student.folder / "sum.py").write_bytes(b"flat")
    assert collect.take(student, SUM) == Submission(b"flat")
    (student.folder / "01_sum").mkdir()
    assert collect.take(student, SUM) == Submission(b"flat")
    (student.folder / "01_sum" / "sum.py").write_bytes(b"\xff\x00mirrored")
    assert collect.take(student, SUM) == Submission(b"\xff\x00mirrored")


def test_nothing_handed_in_is_not_refused(student):
    assert collect.take(student, SUM) == Submission(None)
    (student.folder / "01_sum").write_text("a file where a folder belongs")
    assert collect.take(student, SUM) == Submission(None)


def refused(student):
    submission = collect.take(student, SUM)
    assert submission.source is None
    return submission.refused


def test_links_are_refused(student):
    (student.folder / "real.py").write_text("")
    (student.folder / "sum.py").symlink_to("real.py")
    assert refused(student) == "sum.py is a symbolic link"
    (student.folder / "01_sum").symlink_to("/etc")
    assert refused(student) == "01_sum is a symbolic link"


def test_what_is_no_file_is_refused(student):
    os.mkfifo(student.folder / "sum.py")
    assert refused(student) == "sum.py is no regular file"
    (student.folder / "sum.py").unlink()
    (student.folder / "sum.py").mkdir()
    assert refused(student) == "sum.py is no regular file"


def test_a_file_too_large_is_refused(student):
    (student.folder / "sum.py").write_bytes(b"#" * collect.FILE_BYTES)
    assert not collect.take(student, SUM).refused
    (student.folder / "sum.py").write_bytes(b"#" * (collect.FILE_BYTES + 1))
    assert refused(student) == "sum.py is larger than 1000 KB"


def test_a_file_that_cannot_be_read_is_refused(student, monkeypatch):
    def forbidden(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", forbidden)
    assert refused(student) == "01_sum/sum.py cannot be read: Permission denied"
