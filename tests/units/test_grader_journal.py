"""The journal keeps what it was told, once, and says so when it cannot."""

import sqlite3
import threading
import time

import pytest

from grader.database import VERSIONS
from grader.errors import BadInput
from grader.journal import Journal
from grader.kit import Check, Exercise
from grader.result import CRASHED, FAILED, GRADER_ERROR, PASSED, Attempt, Result

FIRST, SECOND = (Check(name, name, 50, name) for name in ("test_first", "test_second"))
SUM = Exercise("01_sum", "sum.py", (FIRST, SECOND), "kit 1")


@pytest.fixture(autouse=True)
def _nothing_stays_open(monkeypatch):
    """Close what a test leaves open, as the end of a process does."""
    opened = []
    connect = sqlite3.connect

    def keep(*arguments, **options):
        opened.append(connect(*arguments, **options))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", keep)
    yield
    for database in opened:
        database.close()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journal.db"


def begin(journal, student="An", submission="bytes", kit="kit 1", anew=False):
    return journal.open(student, SUM.name, submission, kit, anew=anew)


def outcomes(results):
    return [(result.check.name, result.outcome) for result in results]


def test_what_was_recorded_is_there_in_the_next_process(path):
    journal = Journal(path)
    told = Result(
        FIRST, FAILED, verdict="deadlock", kind="self-deadlock", message="it waits — für sich",
        proved=True, schedules=7, replay="41e", story="a\nb",
    )  # fmt: skip
    journal.record(begin(journal), [told])
    # Not closed, as after kill -9.
    again = Journal(path)
    assert again.present("An", SUM) == [told]
    assert again.results(begin(again), SUM) == [told]
    assert again.present("Bo", SUM) == []


def test_other_bytes_and_another_kit_are_other_work(path):
    journal = Journal(path)
    journal.record(begin(journal), [Result(FIRST, PASSED)])
    for changed in ({"submission": "other"}, {"kit": "kit 2"}):
        assert journal.results(begin(journal, **changed), SUM) == []
        assert journal.present("An", SUM) == []
    assert journal.results(begin(journal), SUM) == [Result(FIRST, PASSED)]
    assert journal.present("An", SUM) == [Result(FIRST, PASSED)]


def test_the_first_result_stays_unless_it_was_an_error_of_ours(path):
    journal = Journal(path)
    work = begin(journal)
    journal.record(work, [Result(FIRST, PASSED), Result(SECOND, GRADER_ERROR)])
    journal.record(work, [Result(FIRST, FAILED), Result(SECOND, FAILED)])
    assert outcomes(journal.results(work, SUM)) == [("test_first", PASSED), ("test_second", FAILED)]


def test_all_attempts_at_the_same_kit_are_known_and_the_present_one_is_last(path):
    journal = Journal(path)
    assert journal.attempts("An", SUM) == []
    for submission, outcome, handed_in in (("a", PASSED, "late"), ("b", FAILED, ""), ("c", "", "")):
        work = journal.open("An", SUM.name, submission, "kit 1", anew=False, handed_in=handed_in)
        if outcome:
            journal.record(work, [Result(FIRST, outcome)])
    begin(journal, student="Bo", submission="b")
    a, b = (Attempt((Result(FIRST, outcome),), when) for outcome, when in
            ((PASSED, "late"), (FAILED, "")))  # fmt: skip
    assert journal.attempts("An", SUM) == [a, b, Attempt()]
    begin(journal, submission="a")  # handed in again; when is not known now
    assert journal.attempts("An", SUM) == [b, Attempt(), Attempt(a.results)]
    begin(journal, submission="a", kit="kit 2")
    assert journal.attempts("An", SUM) == [Attempt()]


def test_what_is_graded_anew_becomes_history(path):
    journal = Journal(path)
    journal.record(begin(journal), [Result(FIRST, PASSED)])
    anew = begin(journal, anew=True)
    assert journal.results(anew, SUM) == []
    journal.record(anew, [Result(FIRST, FAILED)])
    assert outcomes(journal.present("An", SUM)) == [("test_first", FAILED)]
    kept = sqlite3.connect(path).execute("SELECT round, outcome FROM result ORDER BY id").fetchall()
    assert kept == [(1, PASSED), (2, FAILED)]


def test_a_round_without_results_is_not_begun_again(path):
    """Interrupted twice before the first result, it is still the first round."""
    journal = Journal(path)
    assert begin(journal, anew=True).round == begin(journal, anew=True).round == 1


def test_the_same_bytes_of_somebody_else(path):
    journal = Journal(path)
    an, bo = begin(journal, "An"), begin(journal, "Bo")
    journal.record(an, [Result(FIRST, PASSED)])
    assert journal.twin(bo, SUM, of_now=False) == []  # not complete
    journal.record(an, [Result(SECOND, FAILED)])
    whole = [("test_first", PASSED), ("test_second", FAILED)]
    assert outcomes(journal.twin(bo, SUM, of_now=False)) == whole
    assert outcomes(journal.twin(bo, SUM, of_now=True)) == whole
    assert journal.twin(begin(journal, "Cy", "other"), SUM, of_now=False) == []
    assert Journal(path).twin(bo, SUM, of_now=True) == []


def test_a_crash_is_nobody_elses(path):
    journal = Journal(path)
    journal.record(begin(journal, "An"), [Result(FIRST, PASSED), Result(SECOND, CRASHED)])
    assert journal.twin(begin(journal, "Bo"), SUM, of_now=False) == []


def test_two_graders_write_to_one_journal(path):
    journals = [Journal(path), Journal(path)]

    def grade(journal):
        for number in range(20):
            work = begin(journal, f"student {number}")
            journal.record(work, [Result(FIRST, PASSED)])
            journal.record(work, [Result(SECOND, FAILED)])

    threads = [threading.Thread(target=grade, args=(journal,)) for journal in journals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(20):
        assert len(journals[0].present(f"student {number}", SUM)) == 2
    (count,) = sqlite3.connect(path).execute("SELECT count(*) FROM result").fetchone()
    assert count == 40


def test_a_full_disk_loses_nothing(path):
    journal = Journal(path)
    work = begin(journal)
    journal.record(work, [Result(FIRST, PASSED)])
    pages = journal._database.ask("PRAGMA page_count").fetchone()[0]
    journal._database.ask(f"PRAGMA max_page_count={pages}")
    with pytest.raises(BadInput, match=r"full.*the same command goes on from there"):
        journal.record(work, [Result(SECOND, FAILED, story="x" * 100_000)])
    assert outcomes(Journal(path).present("An", SUM)) == [("test_first", PASSED)]


def test_a_journal_that_is_damaged_does_not_promise_that_all_is_kept(path):
    journal = Journal(path)
    journal.record(begin(journal), [Result(FIRST, PASSED)])
    journal.close()
    pages = path.read_bytes()
    path.write_bytes(pages[:4096] + b"\xff" * (len(pages) - 4096))
    with pytest.raises(BadInput, match="Move it away and grade again") as caught:
        begin(Journal(path), student="Bo")
    assert "is kept" not in str(caught.value)


def test_what_is_no_journal(path):
    path.write_text("student,marks\n" * 100, encoding="utf-8")
    with pytest.raises(BadInput, match=r"journal.db cannot be opened: file is not a database"):
        Journal(path)


def test_a_journal_of_a_newer_grader_is_left_alone(path):
    Journal(path).close()
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA user_version={len(VERSIONS) + 1}")
    database.close()
    with pytest.raises(BadInput, match="written by a newer grader"):
        Journal(path)


@pytest.mark.parametrize("version", [0, 2, 99])
def test_the_database_of_another_program_is_left_alone(path, version):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE mine(x)")
    other.execute(f"PRAGMA user_version={version}")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(BadInput, match="another program"):
        Journal(path)
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_damaged_journal_says_what_to_do(path):
    journal = Journal(path)
    work = begin(journal)
    journal.record(work, [Result(FIRST, PASSED), Result(SECOND, PASSED)])
    journal.close()
    size = path.stat().st_size
    told = 0
    for page in range(0, size, 4096):
        whole = path.read_bytes()
        path.write_bytes(whole[:page] + bytes([7]) * 4096 + whole[page + 4096 :])
        try:
            damaged = Journal(path)
            damaged.present("An", SUM)
            damaged.rejected()
            damaged.close()
        except BadInput as problem:
            assert "Move it away and grade again" in str(problem)
            told += 1
        path.write_bytes(whole)
    assert told > 2


def test_a_folder_in_its_place_is_said(path):
    path.mkdir()
    with pytest.raises(BadInput, match="is a folder, and has to be a file"):
        Journal(path)


def test_two_that_begin_a_journal_together_wait_for_each_other(path, monkeypatch):
    Journal(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode=DELETE")
    other.execute("BEGIN IMMEDIATE")
    paused = []

    def end(pause_s):
        paused.append(pause_s)
        other.execute("COMMIT")

    monkeypatch.setattr(time, "sleep", end)
    Journal(path).close()
    assert len(paused) == 1
