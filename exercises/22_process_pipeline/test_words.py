"""The checks of exercise 22."""

import contextlib
import dataclasses
import glob
import math
import os
import re
import subprocess
import sys
import threading
import time
from itertools import groupby

import pytest

LINE = re.compile(r"(?P<process>\d+) (?P<words>\d+) (?P<name>.*)|error (?P<unread>.*)")

PATIENCE = 10
"""So many new Pythons come and go before a file counts as kept waiting: slow machine, long wait."""

PAUSE = 3
"""So many come and go between the ends of two files, for a program that goes on too early."""

with_named_pipes = pytest.mark.skipif(
    not hasattr(os, "mkfifo"), reason="there are no named pipes here, which keep a file waiting"
)


def readers(path):
    """The processes that have a file open, where the system tells, as Linux does."""
    found = set()
    for opened in glob.glob("/proc/[0-9]*/fd/*"):
        with contextlib.suppress(OSError):
            if os.readlink(opened) == str(path):
                found.add(opened.split("/")[2])
    return found - {str(os.getpid())}


def new_pythons(number):
    """Wait until so many new Pythons have come and gone: long on a slow machine."""
    for _ in range(number):
        subprocess.run([sys.executable, "-c", "import multiprocessing"], check=True)


class Files:
    """The files of one run of the program, and the lines that it writes of them."""

    def __init__(self, program, folder, workers):
        self.program = program
        self.folder = folder
        self.workers = workers
        self.names = []
        self.slow = {}  # by name, whether the file has been opened
        self.untouched = []  # those that never were, until the program had ended
        self.take_long = []  # those that wait for others
        self.readers = {}  # by name, who had it open
        self.kept_waiting = set()  # those that were not, though one should have been
        self.ends_first = None  # of the processes that read: min or max, for one after the other
        self.ended = []  # those that had their turn
        self.news = threading.Condition()

    def add(self, name, text="one two three"):
        """List a file with this text."""
        (self.folder / name).write_text(text, encoding="utf-8")
        self.names.append(str(self.folder / name))

    def add_slow(self, name, text, *before):
        """List a file which can be read to its end only when the files *before* have been opened.

        It is a named pipe: to open it for writing waits for the reader, and the other way round.
        """
        path = self.folder / name
        os.mkfifo(path)
        self.names.append(str(path))
        self.slow[name] = False
        self.take_long += [name] if before else []

        def write():
            with contextlib.suppress(BrokenPipeError), open(path, "w", encoding="utf-8") as pipe:
                self.note(name)
                with self.news:
                    self.news.wait_for(lambda: self.kept_waiting or all(map(self.slow.get, before)))
                self.wait_for_turn(name, path)
                pipe.write(text)
            self.pass_turn_on(name)

        threading.Thread(target=write, daemon=True).start()

    def wait_for_turn(self, name, path):
        with self.news:
            self.readers[name] = readers(path)
            self.news.notify_all()
            if self.ends_first:
                self.news.wait_for(lambda: self.kept_waiting or self.whose_turn() == name)

    def whose_turn(self):
        """Which file is to end now, by the number of the process that reads it."""
        left = sorted(self.slow.keys() - self.ended)
        if self.readers.keys() != self.slow.keys():
            return None
        return self.ends_first(left, key=lambda name: min(map(int, self.readers[name]), default=0))

    def pass_turn_on(self, name):
        if self.ends_first and not self.kept_waiting:
            new_pythons(PAUSE)
            with self.news:
                self.ended.append(name)
                self.news.notify_all()

    def note(self, name):
        with self.news:
            self.slow[name] = True
            self.news.notify_all()

    def be_patient(self):
        """From when one file has been opened, wait for all; a while for each, in new Pythons."""
        with self.news:
            self.news.wait_for(lambda: any(self.slow.values()))
            self.news.wait_for(lambda: all(self.slow.values()), timeout=0.2)
        opened, looks = 0, 0
        while looks < PATIENCE:
            before, opened = opened, sum(self.slow.values())
            if opened == len(self.slow):
                return
            looks = looks + 1 if opened == before else 0
            new_pythons(1)
        with self.news:
            self.kept_waiting = {name for name, opened in self.slow.items() if not opened}
            self.news.notify_all()

    def run(self, **limit):
        """Run the program; the lines of the result, as matches."""
        listed, result = self.folder / "LIST", self.folder / "RESULT"
        result.unlink(missing_ok=True)
        listed.write_text("".join(f"{name}\n" for name in self.names), encoding="utf-8")
        if self.slow:
            threading.Thread(target=self.be_patient, daemon=True).start()
        ended = self.program(listed, result, self.workers, **limit)
        self.let_go()
        if ended.kind in ("still running", "standstill") and len(self.names) > 1 == len(set(self.names)):
            twice = f"All {len(self.names):,} lines of LIST name the same file."
            ended = dataclasses.replace(
                ended, message=f"{ended.message} {twice}", story=f"{ended.story}\n\n{twice}"
            )
        ended.check()
        assert result.exists(), f"the program has ended, but there is no RESULT. {ended.note}"
        lines = result.read_text(encoding="utf-8").splitlines()
        matches = [LINE.fullmatch(line) for line in lines]
        for number, match in enumerate(matches, 1):
            assert match, (
                f"line {number} of RESULT is neither 'PROCESS WORDS NAME' nor 'error NAME'"
            )
        named = {match["name"] or match["unread"] for match in matches}
        missing = [repr(self.shown(name)) for name in self.names if name not in named]
        many = len(self.names)
        more = [self.shown(match["name"] or match["unread"] or "") for match in matches[many:]]
        longest = ", which took longest" if self.ends_first else ""
        wrong = f": it has none of {', '.join(missing)}{longest}" if missing else ""
        wrong = wrong or (f": the last is of {more[-1]!r}" if more else "")
        if len(lines) < many and len(set(self.names)) == 1:
            wrong = ", though all name the same file: each line of LIST counts"
        assert len(lines) == many, (
            f"LIST has {many} line{'s' * (many != 1)}, so RESULT should have as many, but it has "
            f"{len(lines)}{wrong}. {ended.note}"
        )
        return matches

    def shown(self, name):
        base = os.path.basename(name) if name != str(self.folder) else "FOLDER"
        return base if len(base) < 40 else f"{base[:10]}…"

    def nobody_waited(self):
        """Fail if a file was kept waiting that should have been opened."""
        assert not self.kept_waiting, (
            f"LIST has {self}, and there are {self.workers} workers. While "
            f"{' and '.join(name for name in self.take_long if self.slow[name])} could not be read to "
            f"the end, {', '.join(name for name in self.slow if name in self.kept_waiting)} had to wait, "
            "and a worker had nothing to do: a file that takes long should keep nobody but its own worker"
        )

    def all_counted(self, lines):
        """Fail if a line says of a file that it cannot be counted."""
        for line in lines:
            name = self.shown(line["unread"] or "")
            pipe = "; it is a named pipe, which is read as any file is, and the program did not open it"
            assert line["unread"] is None, (
                f"{name} can be counted, but its line in RESULT is 'error {name}'"
                f"{pipe if name in self.untouched else ''}"
            )

    def let_go(self):
        """Be the reader of the files that had none, so that nobody waits there any more."""
        self.untouched = [name for name, opened in self.slow.items() if not opened]
        for name in self.untouched:
            reader = os.open(self.folder / name, os.O_RDONLY | os.O_NONBLOCK)
            with self.news:
                self.news.wait_for(lambda name=name: self.slow[name])
            os.close(reader)

    def __str__(self):
        bases = [(base, len(list(same))) for base, same in groupby(map(os.path.basename, self.names))]
        return ", ".join(f"{many} times {base}" if many > 1 else base for base, many in bases)


def in_order(files, lines):
    """Whether the lines are those of the files, in their order."""
    return [line["name"] or line["unread"] for line in lines] == files.names


@pytest.fixture
def files(program, tmp_path):
    return lambda workers: Files(program, tmp_path, workers)


@pytest.mark.points(30)
def test_a_long_list(files):
    """The program comes to its end, however short or long the list is."""
    empty, many = files(workers=2), files(workers=2)
    begin = time.monotonic()
    assert empty.run() == []
    needed_s = time.monotonic() - begin
    many.add("n" * 200)
    many.names *= 2_000  # more than a pipe takes, or a socket
    lines = many.run(timeout_s=min(5 * math.ceil(4 * needed_s + 0.5), 30))
    for number, line in enumerate(lines, 1):
        assert line["words"] == "3" and line["name"] == many.names[0], (
            f"LIST names the same file of three words 2,000 times; line {number} of RESULT is another"
        )


@pytest.mark.points(25)
@with_named_pipes
def test_results_are_in_the_order_of_the_list(files):
    """The results are in the order of the list, and no other file waits when the first takes longest."""
    some = files(workers=2)
    others = "apple plum fig quince lime date kiwi mango peach".split()
    some.add_slow("pear", "1", *others)
    for number, name in enumerate(others, 2):
        some.add_slow(name, "word " * number)
        if name == "apple":  # many, so that who hands out several at a time has apple wait for pear
            some.add("fast", "word " * (len(others) + 2))
            some.names += some.names[-1:] * 89
    lines = some.run(timeout_s=40)
    some.nobody_waited()
    some.all_counted(lines)
    assert in_order(some, lines), (
        f"LIST has {some}; the first took longest, "
        "but RESULT should have them in this order, and it has another"
    )
    found = {os.path.basename(line["name"]): line["words"] for line in lines if line["name"]}
    for number, name in enumerate(["pear", *others, "fast"], 1):
        assert found.get(name) == str(number), (
            f"{name} has {number} {'words' if number > 1 else 'word'}, but RESULT says {found.get(name)}"
        )


@pytest.mark.points(20)
def test_errors_are_told(files):
    """A file that cannot be counted is told in its line, and the others are counted."""
    some = files(workers=2)
    some.add("first")
    some.names.append(str(some.folder / "missing"))
    some.names.append(str(some.folder))
    some.names.append(str(some.folder / "first" / "below"))
    some.names.append(str(some.folder / ("long" * 100)))
    some.add("latin", "")
    (some.folder / "latin").write_bytes("für ein Wort".encode("latin-1"))
    some.add("last one")
    some.add("closed")
    (some.folder / "closed").chmod(0)
    may_be_read = os.access(some.folder / "closed", os.R_OK)  # by root, or on Windows
    lines = {line["name"] or line["unread"]: line for line in some.run()}
    whys = ["", "is not there", "is a folder", "is to be in a folder that is a file"]
    whys += ["has too long a name", "is not UTF-8", "", "" if may_be_read else "may not be read"]
    for name, why in zip(some.names, whys, strict=True):
        shown = some.shown(name)
        assert name in lines, f"LIST has {shown}, but RESULT has no line of it"
        assert bool(why) == (lines[name]["unread"] is not None), (
            f"{shown} {why}, so its line in RESULT should be 'error {shown}'"
            if why
            else f"{shown} can be counted, but its line in RESULT is 'error {shown}'"
        )
        found = lines[name]["words"]
        assert why or found == "3", f"{shown} has 3 words, but RESULT says {found}"


def counted_at_the_same_time(three, lines):
    """Fail unless three processes have counted, and those that the lines name."""
    three.nobody_waited()
    three.all_counted(lines)
    processes = {line["process"] for line in lines}
    assert len(processes) == 3, (
        "three files were open at the same time, so three processes should have counted them, "
        f"but RESULT names {len(processes)}"
    )
    for line in lines:
        name = os.path.basename(line["name"])
        had_it_open = three.readers.get(name)
        assert not had_it_open or line["process"] in had_it_open, (
            f"RESULT says which process has counted {name}, but another one had it open"
        )


@pytest.mark.points(15)
@with_named_pipes
def test_files_are_counted_at_the_same_time(files):
    """As many files are counted at the same time as there are workers, each by another process."""
    # Whoever waits only for the process that was begun first, or last, writes RESULT too early.
    for ends_first, names in (min, ["ant", "bee", "cow"]), (max, ["dog", "eel", "fox"]):
        three = files(workers=3)
        three.ends_first = ends_first
        for name in names:
            three.add_slow(name, "moo", *(other for other in names if other != name))
        counted_at_the_same_time(three, three.run(timeout_s=40))


@pytest.mark.points(10)
def test_any_number_of_files_and_workers(files):
    """It does what it is asked: more workers than files, and one worker."""
    for workers, names in [(3, ["alone"]), (1, ["second", "fourth", "third"])]:
        some = files(workers)
        for name in names:
            some.add(name)
        lines = some.run()
        some.all_counted(lines)
        assert in_order(some, lines) and {line["words"] for line in lines} == {"3"}, (
            f"LIST has {some}, and WORKERS is {workers}: RESULT should say in this order that each has "
            "three words"
        )
    lines_of_text = files(workers=1)
    lines_of_text.add("lines", "don't count,\n\n  as they\twere\u2014all\u00a0six.\n")
    (line,) = lines = lines_of_text.run()
    lines_of_text.all_counted(lines)
    assert line["words"] == "6", (
        'LIST has one file, with the 6 words "don\'t count,", and after an empty line "as they '
        f'were\u2014all six.", as str.split sees them; RESULT says {line["words"]}'
    )
    large = files(workers=1)
    large.add("large", " ".join(map(str, range(200_000))))  # whoever reads by parts finds it cut
    (line,) = lines = large.run()
    large.all_counted(lines)
    assert line["words"] == "200000", (
        f"LIST has one file, with 200000 words in one line; RESULT says {line['words']}"
    )
    if hasattr(os, "mkfifo"):
        one = files(workers=1)
        one.add_slow("left", "one two three", "right")
        one.add_slow("right", "one two three", "left")
        lines = one.run(timeout_s=40)
        one.all_counted(lines)
        should = "1 worker should be one process, which reads one file after the other, but"
        assert one.kept_waiting, f"{should} {one} were open at the same time"
        many = len({line["process"] for line in lines})
        assert many == 1, f"{should} {one} were counted by {many} processes"
