"""Collecting: who handed in, and what is taken of it."""

import errno
import io
import os
import re
import stat
import tracemalloc
import unicodedata
import warnings
import zipfile
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import collect
from grader.collect import LATE, Folder, Student, Submission
from grader.collect.archive import ARCHIVE_BYTES
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
    made = collect.students(folder, KIT, folder / out)
    return [student.name for student in made.students], made.left_out


def test_students_are_the_folders_by_name(folder):
    for name in ("b b", "A", "Nguyễn Thị Hương", "김민준", ".git", "__MACOSX", "marks"):
        (folder / name).mkdir()
    assert found(folder) == (["A", "b b", "Nguyễn Thị Hương", "김민준"], [])


def test_what_is_no_folder_is_left_out_and_said(folder):
    (folder / "An").mkdir()
    (folder / "all.txt").touch()
    (folder / "away").symlink_to("/")
    names, left_out = found(folder)
    assert names == ["An"]
    assert left_out == [
        "all.txt is no folder of a student and was left out.",
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
    return Student("An", Folder(tmp_path))


def test_a_module_is_taken_from_its_folder_before_flat(student):
    (student.place.path / "sum.py").write_bytes(b"flat")
    assert collect.take(student, SUM) == Submission(b"flat")
    (student.place.path / "01_sum").mkdir()
    assert collect.take(student, SUM) == Submission(b"flat")
    (student.place.path / "01_sum" / "sum.py").write_bytes(b"mirrored")
    assert collect.take(student, SUM) == Submission(b"mirrored")


def test_nothing_handed_in_is_not_refused(student):
    assert collect.take(student, SUM) == Submission(None)
    (student.place.path / "01_sum").write_text("a file where a folder belongs")
    assert collect.take(student, SUM) == Submission(None)


def refused(student):
    submission = collect.take(student, SUM)
    assert submission.source is None
    return submission.refused


def test_what_is_refused_is_named_as_in_the_folder_of_the_student(folder):
    (folder / "An" / "01_sum").mkdir(parents=True)
    (folder / "An" / "01_sum" / "sum.py").symlink_to("/etc/passwd")
    [an] = collect.students(folder, KIT, folder / "marks").students
    assert collect.take(an, SUM).refused == "01_sum/sum.py is a symbolic link"


def test_links_are_refused(student):
    (student.place.path / "real.py").write_text("")
    (student.place.path / "sum.py").symlink_to("real.py")
    assert refused(student) == "sum.py is a symbolic link"
    (student.place.path / "01_sum").symlink_to("/etc")
    assert refused(student) == "01_sum is a symbolic link"


def test_what_is_no_file_is_refused(student):
    os.mkfifo(student.place.path / "sum.py")
    assert refused(student) == "sum.py is no regular file"
    (student.place.path / "sum.py").unlink()
    (student.place.path / "sum.py").mkdir()
    assert refused(student) == "sum.py is no regular file"


def test_a_file_too_large_is_refused(student):
    (student.place.path / "sum.py").write_bytes(b"#" * collect.FILE_BYTES)
    assert not collect.take(student, SUM).refused
    (student.place.path / "sum.py").write_bytes(b"#" * (collect.FILE_BYTES + 1))
    assert refused(student) == "sum.py is larger than 1000 KB"


def test_a_file_that_cannot_be_read_is_refused(student, monkeypatch):
    def forbidden(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", forbidden)
    assert refused(student) == "01_sum/sum.py cannot be read: Permission denied"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"x = '\xe9'", "sum.py is no UTF-8 text (line 1)"),
        ("x = 1".encode("utf-16"), "sum.py is no UTF-8 text; it looks like UTF-16"),
        (b"# coding: klingon", "sum.py says it is in an encoding in which Python reads no text"),
        (b"# coding: hex", "sum.py says it is in an encoding in which Python reads no text"),
        (b"# coding: undefined", "sum.py says it is in an encoding in which Python reads no text"),
        (b"# coding: latin-1\nx = '\xe9'", ""),
        (b"\xef\xbb\xbfx = 1", ""),
        (b"\0\1\2", ""),  # text of a kind; that it is no Python is for Python to say
        (b"", ""),
    ],
)
def test_what_is_no_text_is_refused(student, source, said):
    (student.place.path / "sum.py").write_bytes(source)
    assert collect.take(student, SUM).refused.startswith(said)
    assert bool(collect.take(student, SUM).refused) == bool(said)


# -- zips ------------------------------------------------------------------------------------------


def zipped(*members, compress=zipfile.ZIP_DEFLATED):
    """A zip of (name or ZipInfo, content) pairs."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compress) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a name is there twice
        for name, content in members:
            made.writestr(name, content)
    return file.getvalue()


def info(name, mode=stat.S_IFREG | 0o644, when=(2026, 11, 20, 23, 59, 58)):
    made = zipfile.ZipInfo(name, when)
    made.external_attr = mode << 16
    return made


def handed_in(folder, archive):
    """What is taken of *archive*, handed in by An; and what was left out."""
    (folder / "An.zip").write_bytes(archive)
    made = collect.students(folder, KIT, folder / "marks")
    assert [student.name for student in made.students] == ["An"]
    assert made.what == "1 archive of students"
    return collect.take(made.students[0], SUM), made.left_out


@pytest.mark.parametrize(
    "name",
    [
        "sum.py",
        "01_sum/sum.py",
        "exercises/01_sum/sum.py",
        "lab one/sum.py",
        "lab/01_sum/sum.py",
        "Bài tập/exercises/01_sum/sum.py",
        "lab\\01_sum\\sum.py",
        "./sum.py",
    ],
)
def test_a_module_is_found_in_a_zip_wherever_it_lies(folder, name):
    archive = zipped((name, b"right"), ("__MACOSX/._sum.py", b"junk"), (".DS_Store", b""))
    assert handed_in(folder, archive) == (Submission(b"right"), [])


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ([("../sum.py", b"x")], "An.zip: ../sum.py leads out of it; left out."),
        ([("/etc/sum.py", b"x")], "An.zip: /etc/sum.py leads out of it; left out."),
        ([("C:\\sum.py", b"x")], "An.zip: C:/sum.py leads out of it; left out."),
        ([("a/../../b", b""), ("..\\c", b"")], "a/../../b leads out of it, and 1 more; left out."),
        ([(info("x", stat.S_IFLNK | 0o777), b"/")], "An.zip: x is a symbolic link; left out."),
        ([(info("x", stat.S_IFIFO), b"")], "An.zip: x is no regular file; left out."),
    ],
)
def test_tricks_in_a_zip_are_said_and_cost_nothing_else(folder, members, said):
    submission, [line] = handed_in(folder, zipped(*members, ("sum.py", b"right")))
    assert submission == Submission(b"right")
    assert line.endswith(said)


@pytest.mark.parametrize(
    ("archive", "said"),
    [
        (zipped((info("sum.py", stat.S_IFLNK), b"/etc/passwd")), "sum.py is a symbolic link"),
        (
            zipped((info("01_sum", stat.S_IFLNK), b"/etc"), ("01_sum/sum.py", b"")),
            "01_sum is a symbolic link",
        ),
        (zipped(("sum.py", b"1"), ("sum.py", b"2")), "sum.py is in the archive twice"),
        (zipped(("sum.py", b"#" * 900_000)), "sum.py is packed more than 200-fold"),
        (
            zipped(("sum.py", b"#" * 1_000_001), compress=zipfile.ZIP_STORED),
            "sum.py is larger than 1000 KB",
        ),
        (zipped(("sum.py", b"\xff")), "sum.py is no UTF-8 text (line 1)"),
        (b"not a zip", "An.zip is no zip file, or a damaged one"),
        (b"PK\1\2" * 10_001, "An.zip holds more than 10000 files"),
        (b"\0" * (ARCHIVE_BYTES + 1), "An.zip is larger than 20000 KB"),
    ],
)
def test_a_bad_zip_is_refused(folder, archive, said):
    submission, _ = handed_in(folder, archive)
    assert submission.source is None
    assert submission.refused.startswith(said)


def test_a_zip_that_lies_about_sizes_gives_no_more_than_it_says(folder):
    archive = bytearray(zipped(("sum.py", b"#" * 50_000)))
    size = (50_000).to_bytes(4, "little")
    assert archive.count(size) == 2
    submission, _ = handed_in(folder, archive.replace(size, (10).to_bytes(4, "little")))
    assert submission.refused == "sum.py is damaged in the archive"


def test_an_encrypted_zip_is_refused(folder):
    archive = bytearray(zipped(("sum.py", b"x")))
    archive[6] |= 1
    archive[archive.index(b"PK\1\2") + 8] |= 1
    assert handed_in(folder, bytes(archive))[0].refused == "sum.py is encrypted"


def test_names_of_macos_and_windows_are_read(tmp_path):
    # macOS: decomposed UTF-8 that is not said to be UTF-8.
    names = ["Nguyễn Thị Hương", "김민준", "Amélie"]
    archive = zipped(*((f"{unicodedata.normalize('NFD', n)}/sum.py", n) for n in names))
    archive = bytearray(archive)
    for start in (m.start() for m in re.finditer(re.escape(b"PK\3\4"), archive)):
        archive[start + 7] &= ~8
    for start in (m.start() for m in re.finditer(re.escape(b"PK\1\2"), archive)):
        archive[start + 9] &= ~8
    (tmp_path / "class.zip").write_bytes(archive)
    made = collect.students(tmp_path / "class.zip", KIT, tmp_path / "marks")
    assert sorted(student.name for student in made.students) == sorted(names)
    taken = {s.name: collect.take(s, SUM).source.decode() for s in made.students}
    assert taken == {name: name for name in names}


def test_the_same_name_twice_is_said(folder):
    for form in ("NFC", "NFD"):
        (folder / unicodedata.normalize(form, "Zoë")).mkdir()
    (folder / "Zoë.zip").write_bytes(zipped(("sum.py", b"")))
    names, left_out = found(folder)
    assert names == ["Zoë"]
    assert len(left_out) == 2
    assert left_out[0].startswith("Zoë is there a second time, which was left out: give one")
    assert left_out[1].startswith("Zoë is there a second time in Zoë.zip, which was left out")


@given(st.binary(max_size=200), st.data())
def test_whatever_the_bytes_of_a_zip_are_something_is_said(noise, data):
    good = zipped(("01_sum/sum.py", b"right"), (info("x", stat.S_IFLNK), b"/"), ("b/c", b"c"))
    at = data.draw(st.integers(0, len(good)))
    cut = data.draw(st.integers(0, 40))
    archive = good[:at] + noise + good[at + cut :]
    with TemporaryDirectory() as folder:
        Path(folder, "An.zip").write_bytes(archive)
        made = collect.students(Path(folder), KIT, Path(folder, "marks"))
        submission = collect.take(made.students[0], SUM)
    assert submission.source in (b"right", None)
    assert bool(submission.refused) <= (submission.source is None)


# -- what systems hand out -------------------------------------------------------------------------


def tree(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def class_of(where, files, *, packed):
    """What is collected of a class, which lies in a folder or a zip."""
    if packed:
        where = where.with_suffix(".zip")
        where.write_bytes(zipped(*((info(name), content) for name, content in files.items())))
    else:
        where.mkdir(exist_ok=True)
        tree(where, files)
    made = collect.students(where, KIT, where / "marks")
    return made, {student.name: collect.take(student, SUM) for student in made.students}


@pytest.mark.parametrize("packed", [False, True])
def test_canvas(folder, packed):
    files = {
        "anle_1234_501_sum.py": b"old",
        "anle_1234_502_sum-1.py": b"new",
        "bo_LATE_77_503_sum.py": b"late",
        "anle_99_504_work.zip": zipped(("lab/sum.py", b"packed")),
        "anle_99_505_notes_of_mine.txt": b"",
        "김민준_5_506_sum.py": b"kim",
        "readme.txt": b"",
    }
    made, taken = class_of(folder, files, packed=packed)
    assert made.what == "a Canvas download of 6 files"
    assert made.left_out == ["readme.txt is no upload and was left out."]
    assert taken == {
        "anle_1234": Submission(b"new"),
        "anle_99": Submission(b"packed"),
        "bo_77": Submission(b"late", handed_in=LATE),
        "김민준_5": Submission(b"kim"),
    }


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("between", ["/", ""])
def test_moodle(folder, packed, between):
    mark = f"_assignsubmission_file_{between}"
    files = {
        f"Nguyễn Thị Hương_12{mark}sum.py": b"huong",
        f"An_Le_3{mark}work.zip": zipped(("sum.py", b"packed")),
        "An_Le_3_assignsubmission_onlinetext_onlinetext.html": b"",
    }
    made, taken = class_of(folder, files, packed=packed)
    assert made.what == "a Moodle download of 2 students"
    assert len(made.left_out) == 1
    le = taken["An_Le_3"]
    assert le.source == b"packed"
    assert datetime.fromisoformat(le.handed_in)  # when the archive came, which Moodle says
    assert not packed or le.handed_in == "2026-11-20T23:59:58"
    huong = taken["Nguyễn Thị Hương_12"]
    assert huong.source == b"huong"
    assert not packed or huong.handed_in == "2026-11-20T23:59:58"
    assert datetime.fromisoformat(huong.handed_in)


@pytest.mark.parametrize("name", ["lab-1-submissions", "class"])
def test_checkouts_of_github_classroom(tmp_path, name):
    files = {f"lab-1-{user}/.git/HEAD": b"" for user in ("octo-cat", "hubot")}
    files["lab-1-octo-cat/exercises/01_sum/sum.py"] = b"right"
    made, taken = class_of(tmp_path / name, files, packed=False)
    assert made.what == "2 checkouts of GitHub Classroom"
    assert taken == {"hubot": Submission(None), "octo-cat": Submission(b"right")}


@pytest.mark.parametrize("around", ["", "submitted/"])
def test_nbgrader(tmp_path, around):
    files = {
        f"{around}an/ps1/sum.py": b"right",
        f"{around}an/ps1/timestamp.txt": b"2026-11-20 10:00:00 UTC",
        f"{around}bo/01_sum/sum.py": b"bo",
        f"{around}cy/ps1/sum.ipynb": b"{}",
    }
    if around:
        files["source/ps1/sum.ipynb"] = b"{}"
    made, taken = class_of(tmp_path / ("course" if around else "submitted"), files, packed=False)
    assert made.what == "an nbgrader tree of 3 students"
    assert taken == {
        "an": Submission(b"right", handed_in="2026-11-20T10:00:00"),
        "bo": Submission(b"bo"),
        "cy": Submission(None, "ps1/sum.ipynb is a notebook; only sum.py is taken"),
    }


def test_folders_in_a_zip_with_one_folder_around(folder):
    files = {"class/An/sum.py": b"an", "class/Bo/01_sum/sum.py": b"bo", "class/c/c.zip": b"no"}
    made, taken = class_of(folder, files, packed=True)
    assert made.what == "3 folders of students"
    assert taken["An"] == Submission(b"an")
    assert taken["Bo"] == Submission(b"bo")
    assert taken["c"].refused == "c.zip is no zip file, or a damaged one"


@pytest.mark.parametrize(
    ("name", "data"),
    [("ps1/01_sum/sum.py", b"sum"), ("ps1/a.zip", zipped(("sum.py", b"sum"))), ("sum.py", b"sum")],
)
def test_wherever_a_module_lies_nbgrader_knows_when_it_came(tmp_path, name, data):
    stamp = name.rpartition("01_sum/")[0] or name.rpartition("/")[0]
    files = {f"an/{name}": data, f"an/{stamp}/timestamp.txt": b"2026-11-20 10:00:00 UTC"}
    _, taken = class_of(tmp_path / "submitted", files, packed=False)
    assert taken["an"] == Submission(b"sum", handed_in="2026-11-20T10:00:00")


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        (b"soon", "timestamp.txt does not say when it was handed in"),
        (b" " * 200, "ps1/timestamp.txt is larger than 100 bytes"),
    ],
)
def test_who_changes_the_time_that_nbgrader_has_written_waits_for_a_person(tmp_path, stamp, said):
    files = {"an/ps1/sum.py": b"sum", "an/ps1/timestamp.txt": stamp, "bo/ps1/sum.py": b"bo"}
    _, taken = class_of(tmp_path / "submitted", files, packed=False)
    assert taken == {"an": Submission(None, said), "bo": Submission(b"bo")}


def test_the_name_of_a_file_is_no_name_of_a_student(folder):
    mark = "_assignsubmission_file_"
    files = {f"An_1{mark}Bo_2{mark}sum.py": b"an", f"Bo_2{mark}sum.py": b"bo"}
    _, taken = class_of(folder, files, packed=False)
    assert {name: one.source for name, one in taken.items()} == {"An_1": None, "Bo_2": b"bo"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("sum (1).py", "sum (1).py has another name; only sum.py is taken"),
        ("SUM.PY", "SUM.PY has another name; only sum.py is taken"),
        ("Copy of sum.py", "Copy of sum.py has another name; only sum.py is taken"),
        ("01_sum.py", "01_sum.py has another name; only sum.py is taken"),
        ("sum.py.txt", "sum.py.txt has another name; only sum.py is taken"),
        ("lab/sum2.ipynb", "lab/sum2.ipynb is a notebook; only sum.py is taken"),
        (
            "a/b/01_sum/sum.py",
            "a/b/01_sum/sum.py lies in a folder in which sum.py is not looked for",
        ),
        ("02_next/01_sum.ipynb", "01_sum.ipynb has no cell that begins with %%exercise 01_sum"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_what_may_have_been_meant_is_for_a_person_to_decide(folder, name, said, packed):
    _, taken = class_of(folder, {f"An/{name}": b'{"cells": []}', "Bo/sum.py": b"1"}, packed=packed)
    assert taken["An"] == Submission(None, said)


@pytest.mark.parametrize(
    "name",
    [
        "total.py",
        "test_sum.py",
        "sum_up.py",
        "summary.ipynb",
        "sum.pdf",
        ".old/sum.py",
        "x/.sum.py",
    ],
)
def test_what_was_not_meant_is_nothing(folder, name):
    _, taken = class_of(folder, {f"An/{name}": b"1", "An/x/notes.txt": b""}, packed=False)
    assert taken["An"] == Submission(None)


def test_a_class_is_not_searched_without_end(folder):
    files = {f"An/a/{n:04}.txt": b"" for n in range(1000)} | {"An/b/c/sum (1).py": b"1"}
    _, taken = class_of(folder, files, packed=False)
    assert taken["An"] == Submission(None)


def test_an_archive_in_another_one_is_said_to_be_there(folder):
    inner = zipped(("sum.py", b"1"))
    files = {"An/all.zip": zipped(("week/work.zip", inner)), "Bo/x.rar": b"Rar!", "cy.TAR.GZ": b""}
    made, taken = class_of(folder, files, packed=False)
    assert made.what == "2 folders and 1 archive of students"
    assert {name: one.refused for name, one in taken.items()} == {
        "An": "week/work.zip is an archive in another one, and not opened",
        "Bo": "x.rar is no zip file, or a damaged one",
        "cy": "cy.TAR.GZ is no zip file, or a damaged one",
    }


def test_nobody_hands_in_archives_without_end(folder):
    one = zipped(("sum.py", b"1"))
    _, taken = class_of(folder, {f"An/{n}.zip": one for n in range(11)}, packed=False)
    assert taken["An"].refused == "there are 11 archives, and more than 10 are not opened"


def test_an_archive_with_folders_in_folders_without_end_is_looked_into_soon(folder):
    deep = zipped(("sum.py", b"1"), ("a/" * 32_000 + "b", b""))
    with zipfile.ZipFile(folder / "An.zip", "w") as archive:
        archive.writestr("work.zip", deep)
        archive.writestr("sum.py", b"1")
    (folder / "Bo.zip").write_bytes(deep)
    tracemalloc.start()
    made = collect.students(folder, KIT, folder / "marks")
    assert [collect.take(one, SUM) for one in made.students] == [Submission(b"1")] * 2
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 100_000_000  # it would be 1 GB to keep each of the folders
    (said,) = made.left_out
    assert re.fullmatch(r"Bo.zip: (a/){50} lies in more than 50 folders; left out\.", said)


def test_what_cannot_be_unpacked_is_refused(folder):
    data = zipped(("sum.py", b"1" * 100), compress=zipfile.ZIP_LZMA)
    place = data.index(b"sum.py") + len("sum.py") + 4  # behind the version, and a size
    broken = data[:place] + b"\xff" * 5 + data[place + 5 :]
    _, taken = class_of(folder, {"An/work.zip": broken}, packed=False)
    assert taken["An"].refused == "sum.py is packed in a way that cannot be read"


def test_two_archives_that_differ_are_for_a_person_to_decide(folder):
    one, other = zipped(("sum.py", b"1")), zipped(("sum.py", b"2"))
    _, taken = class_of(folder, {"An/a.zip": one, "An/b.zip": other, "Bo/a.zip": one}, packed=False)
    assert taken["An"].refused == "sum.py is in a.zip and b.zip, and not the same"
    assert taken["Bo"] == Submission(b"1")


def test_a_folder_that_is_gone_in_the_middle_is_nobodys_missing_work(folder):
    for student in ("ann", "bob"):
        (folder / student / "01_sum").mkdir(parents=True)
        (folder / student / "01_sum" / "sum.py").write_text("")
    with zipfile.ZipFile(folder / "cy.zip", "w") as archive:
        archive.writestr("sum.py", "")
    ann, bob, cy = collect.students(folder, KIT, folder / "marks").students
    (folder / "bob" / "01_sum" / "sum.py").unlink()
    assert collect.take(bob, SUM) == Submission(None)
    (folder / "cy.zip").unlink()
    assert collect.take(cy, SUM).refused == "cy.zip is not there any more"
    folder.rename(folder.with_name("elsewhere"))
    for student in (ann, bob, cy):
        with pytest.raises(BadInput, match="submissions is not there any more"):
            collect.take(student, SUM)
