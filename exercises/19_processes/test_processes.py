"""The checks of exercise 19."""

import json
import math
import shutil
import time
from collections import Counter

import pytest

import treadle
from treadle.program import ProgramFailed

TRY = '''
import json, os, re, socket, subprocess, sys, tempfile, threading, time
from contextlib import nullcontext, suppress
from functools import partial
from multiprocessing import active_children, current_process, util
from multiprocessing.managers import ValueProxy
from multiprocessing.pool import Pool
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.process import BaseProcess
from pathlib import Path
from unittest.mock import patch


os.cpu_count = os.process_cpu_count = lambda: 1  # on every machine: it is not asked for
TOO_EARLY = RuntimeError(
    "a process is started while processes.py is imported, and every new process imports it, too; "
    'it belongs below `if __name__ == "__main__":`'
)
asked = sys.argv.pop(1) if __name__ == "__main__" else ""
with patch.object(BaseProcess, "start", side_effect=TOO_EARLY):
    import processes

NOTES = Path(__file__).with_name("notes")  # one file for each test of a number
OVER = NOTES.with_name("over")  # is there when select() has returned or raised
COUNTED = NOTES.with_name("counted")  # is there when it has been seen who is left then
BITS = 1 << 19
KEYS = [number + (1 << BITS) for number in range(12)]  # 64 KiB each: more than a pipe takes
NAMED = {"keys": KEYS, "many": range(10_000), "some": range(400)}
# More than that beside an error, and a Pool of Python's may hang as it is ended.


def notes():
    """What was tested, and by which process."""
    return [tuple(map(int, path.name.split()[:2])) for path in NOTES.iterdir() if path.is_file()]


def look_again(looks):
    """Let some time pass, measured in new Pythons: on a slow machine these are slow, too."""
    for _ in range(20):
        yield time.sleep(0.005)
    for _ in range(looks):
        yield subprocess.run([sys.executable, "-c", "import multiprocessing"], check=True)


def changed_by_two(value):
    """Before a process changes a shared value the first time, it waits until another one would.

    If no lock keeps the other one out, both of them go by what the value was before.
    """

    def change(self, new):
        mine = NOTES.with_name(f"changes {os.getpid()}")
        if current_process().name != "MainProcess" and not mine.exists():
            mine.touch()
            for _ in look_again(6):
                if len(list(NOTES.parent.glob("changes *"))) > 1:
                    break
        value.fset(self, new)

    return property(value.fget, change)


for each in Synchronized, ValueProxy:
    each.value = changed_by_two(each.value)


def asked_for_by_select():
    """Whether select() itself wants it, and not a part of Python, such as a pool or an executor."""
    folder, frame = os.path.dirname(util.__file__), sys._getframe(2)
    on_the_way = [os.path.join(folder, name) for name in ("connection.py", "context.py", "queues.py")]
    while frame and frame.f_code.co_filename in on_the_way:
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename == processes.__file__


def small(pipe):
    """As pipe(), which makes a pipe that takes as little as the system allows."""

    def small_pipe(*arguments, **others):
        ends = pipe(*arguments, **others)
        if asked_for_by_select():
            try:
                import fcntl

                fcntl.fcntl(ends[1], fcntl.F_SETPIPE_SZ, 4096)
            except (ImportError, AttributeError, OSError):
                pass
        return ends

    return small_pipe


def small_both_ways(pair):
    """As socketpair(), the same."""

    def small_pair(*arguments, **others):
        ends = pair(*arguments, **others)
        if asked_for_by_select():
            for end in ends:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        return ends

    return small_pair


os.pipe = small(os.pipe)
if hasattr(socket, "AF_UNIX"):
    socket.socketpair = small_both_ways(socket.socketpair)


# When Python's Pool is ended while a worker sends, or while it is sent something itself, it may
# wait for ever, though nothing is wrong with the program: for a worker with more to send than a
# pipe takes, for the rest of a message whose sender was killed, or for the lock that it held.


def read_on(reader):
    """Take what still comes, whatever it is, until the program ends."""

    def read():
        with suppress(Exception):
            while True:
                reader.recv_bytes()

    with suppress(RuntimeError):  # the program is over, and starts no threads any more
        threading.Thread(target=read, daemon=True).start()


def then_read_on(finish):
    """As Pool._handle_results and Pool._help_stuff_finish, which stop reading when they return."""

    def finish_and_read_on(queue, *others):
        finish(queue, *others)
        if hasattr(queue, "_reader"):
            read_on(queue._reader)

    return finish_and_read_on


def end_between_messages(terminate_pool):
    """As Pool._terminate_pool, which kills its workers whatever they are about."""

    def terminate(cls, tasks, inqueue, results, workers, *others):
        for worker in workers:
            if hasattr(worker, "terminate"):
                worker.terminate = partial(end_when_it_is_not_sending, worker, results)
        terminate_pool(cls, tasks, inqueue, results, workers, *others)

    return classmethod(terminate)


def end_when_it_is_not_sending(worker, results):
    with results._wlock or nullcontext():  # there is none on Windows
        BaseProcess.terminate(worker)
        worker.join()


Pool._handle_results = staticmethod(then_read_on(Pool._handle_results))
Pool._help_stuff_finish = staticmethod(then_read_on(Pool._help_stuff_finish))
Pool._terminate_pool = end_between_messages(Pool._terminate_pool.__func__)


def odd(number):
    os.close(tempfile.mkstemp(prefix=f"{number} {os.getpid()} ", dir=NOTES)[0])
    return number % 2  # 1 is as true as True


def even(number):
    return not odd(number)


class OutOfPaper(Exception):
    pass


def is_odd(number):
    return number % 2


def passes_but_zero(number):
    if number == 0:
        raise OutOfPaper("no paper for 0")
    return True


def is_key(number):
    return number >> BITS == 1


def until_quiet(count):
    """Wait until count() stays as it is."""
    before = None
    while before != (before := count()):
        for _ in look_again(3):
            pass


def testers():
    return len({process for _, process in notes()})


def odd_together(number):
    """Wait until three processes test numbers, and a little longer, lest there are more."""
    before = testers()
    passes = odd(number)
    given_up = NOTES.with_name("given up")
    if testers() == before or given_up.exists():
        return passes
    for _ in look_again(40):
        if testers() >= 3:
            until_quiet(testers)
            return passes
    given_up.touch()
    return passes


def odd_slowly(number):
    """The first one waits until the others come to nothing new; the answers cannot be pickled."""
    odd(number)
    if number == 1:
        for _ in look_again(5):
            pass
        until_quiet(lambda: len(notes()))
    return re.search("[13579]$", str(number))


def stay():
    """Go on when select() has waited for that for a while, or when it is seen that it has not."""
    for _ in look_again(10):
        if OVER.exists():
            for _ in look_again(60):
                if COUNTED.exists():
                    break
            break


def odd_and_stays(number):
    """Each process that tests a number stays a while at its end: select() waits for it, or ends it."""
    if not hasattr(odd_and_stays, "ending") and current_process().name != "MainProcess":
        odd_and_stays.ending = util.Finalize(None, stay, exitpriority=-100)
    return odd(number)


def odd_but_seven(number):
    if number == 7:
        raise OutOfPaper("no paper for 7")
    if number == 10:
        stay()
    return odd(number)


def key_but_the_first(number):
    if number == KEYS[0]:
        raise OutOfPaper("no paper for the first")
    return is_key(number)  # the others are more than a pipe takes


FAIL = ("odd_but_seven", "key_but_the_first", "passes_but_zero")


def call(test, numbers, workers):
    """Call select(); note what it gives, who tested which number, and how many are left."""
    if NOTES.exists():  # of a program that ran into its limit
        NOTES.rename(Path(tempfile.mkdtemp(dir=NOTES.parent), NOTES.name))
    NOTES.mkdir()
    OVER.unlink(missing_ok=True)
    COUNTED.unlink(missing_ok=True)
    seen = {}
    try:
        numbers = NAMED[numbers] if type(numbers) is str else numbers
        selected = list(processes.select(globals()[test], numbers, workers))
        seen["selected"] = [number % (1 << BITS) for number in selected]
    except Exception as error:
        if test not in FAIL and workers > 0:
            raise
        seen["error"] = f"{type(error).__name__}({str(error)!r})"
    OVER.touch()
    for _ in look_again(5):  # who is about to end may do so
        if not active_children():
            break
    seen["left"] = len(active_children())
    COUNTED.touch()
    seen["tested"] = notes()
    seen["alone"] = NOTES.with_name("given up").exists()
    NOTES.rename(Path(tempfile.mkdtemp(dir=NOTES.parent), NOTES.name))
    return seen


if __name__ == "__main__":
    calls = [call(*arguments) for arguments in json.loads(asked)]
    answer = {"own": os.getpid(), "calls": calls}
    NOTES.with_name("answer").write_text(json.dumps(answer))
'''
"""The program that calls select()."""

ODD = "the odd ones of"


@pytest.fixture
def run(program, tmp_path):
    """Run the learner's file as a program, or one that calls its select()."""
    shutil.copy(program.path, tmp_path / "processes.py")
    (tmp_path / "checks_program.py").write_text(TRY, encoding="utf-8")

    def run(name, *arguments, fork=True, timeout_s=25):
        return treadle.run_program(
            tmp_path / name, *arguments, timeout_s=timeout_s, pin=False, fork=fork
        ).check()

    return run


@pytest.fixture
def select(run, tmp_path):
    """Have it called with each of the arguments; return what was seen of each call."""

    def select(*calls, **limit):
        run("checks_program.py", json.dumps(calls), **limit)
        answer = tmp_path / "answer"
        assert answer.exists(), "the program has ended before select() returned"
        seen = json.loads(answer.read_text(encoding="utf-8"))
        for each in seen["calls"]:
            each["own"] = seen["own"]
        return seen["calls"]

    return select


@pytest.fixture
def select_soon(select):
    """As select, for a call that may never end: its limit is many times what another one needs.

    If the call runs into its limit, and the other one needs more by then, the machine has become
    slower, and the call gets what that allows.
    """

    def limit_s():
        begin = time.monotonic()
        select(("odd", [1, 2, 3], 3))
        return min(5 * math.ceil(2 * (time.monotonic() - begin) + 1), 40)

    def select_soon(call):
        limit, known = limit_s(), 0
        while True:
            try:
                return select(call, timeout_s=limit)
            except ProgramFailed as failed:
                if failed.kind != "still running":
                    raise
                known, limit = limit, limit_s()
                if limit <= known:
                    raise

    return select_soon


@pytest.mark.points(25)
def test_every_number_is_tested(select, select_soon):
    """Every number is tested once, and those that pass come in their order."""
    asked = [("odd", [9, 4, 7, 7, 2, 5, 3, 8, 1, 3], 4), ("odd", [5, 6], 3), ("odd", [], 2)]
    asked += [("even", [2, 0, 5, 4, 0], 2)]  # 0 is a number, too, though it is false
    for (test, numbers, workers), seen in zip(asked, select(*asked), strict=True):
        expected = [number for number in numbers if number % 2 == (test == "odd")]
        found, tested = seen["selected"], sorted(number for number, _ in seen["tested"])
        assert found == expected, (
            f"with {numbers} and {workers} workers, the {test} ones are {expected}, "
            f"but select() gave {found}"
        )
        often = sorted((Counter(tested) - Counter(numbers)).keys())
        assert not often, (
            f"with {numbers} and {workers} workers, each number should be tested once, "
            f"but these were tested more than once: {', '.join(map(str, often))}"
        )
        never = sorted((Counter(numbers) - Counter(tested)).keys())
        assert not never, (
            f"with {numbers} and {workers} workers, each number should be tested once, "
            f"but these were not tested: {', '.join(map(str, never))}"
        )
    (slow,) = select(("odd_slowly", [1, 3, 5, 7, 9, 11], 3))
    assert slow["selected"] == [1, 3, 5, 7, 9, 11], (
        "if the first number takes longest, the odd ones of [1, 3, 5, 7, 9, 11] should still come "
        f"in this order, but select() gave {slow['selected']}"
    )
    (large,) = select_soon(("is_key", "keys", 2))  # who waits for a full pipe stays there
    assert large["selected"] == list(range(12)), (
        "with 12 numbers of 64 KiB each, which all pass, select() gave "
        f"{len(large['selected'])} numbers, or not in their order"
    )
    (many,) = select_soon(("is_odd", "many", 2))  # the same, where there are many small messages
    assert many["selected"] == list(range(1, 10_000, 2)), (
        "with range(10000) and 2 workers, there are 5000 odd ones, but select() gave "
        f"{len(many['selected'])} numbers, or not in their order"
    )


@pytest.mark.points(30)
def test_processes_work_at_the_same_time(select):
    """As many processes as asked work at the same time, and no others."""
    calls = ("odd_together", [1, 2, 3, 4, 5, 6, 7], 3), ("odd", [1, 2], 1)
    together, alone = select(*calls, timeout_s=40)  # who is alone waits for long
    for seen in together, alone:
        own = [number for number, process in seen["tested"] if process == seen["own"]]
        assert not own, (
            f"{min(own)} was tested in the process of the program itself, where all threads share "
            "one interpreter; workers are processes of their own"
        )
    count = len({process for _, process in together["tested"]})
    assert not (together["alone"] and count == 1), (
        "3 workers should test 7 numbers at the same time, but one process tested them all: there "
        "is only that one, or it was given all of them at once, as one chunk"
    )
    assert not together["alone"], (
        "3 workers should test 7 numbers at the same time, but while one worker was testing, "
        "two others did not begin"
    )
    assert count == 3, f"3 processes should test 7 numbers, but {count} did"
    count = len({process for _, process in alone["tested"]})
    assert count == 1, f"one process should test 2 numbers, but {count} did"


@pytest.mark.points(20)
def test_it_runs_where_there_is_no_fork(run):
    """It runs where there is no fork, as on Windows."""
    printed = run("processes.py", 100, 4, fork=False).stdout
    assert printed == "25 primes below 100\n", (
        "where there is no fork, `python processes.py 100 4` should print '25 primes below 100', "
        f"but it printed {printed!r}"
    )


@pytest.mark.points(15)
def test_errors_come_out(select, select_soon):
    """An error of the test comes out of select(), and so does a number of workers that is none."""
    nobody, fewer, nothing = select(("odd", [1, 2], 0), ("odd", [1, 2], -1), ("odd", [], 0))
    numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9]
    (failed,) = select_soon(("odd_but_seven", numbers, 3))  # who waits for the dead stays there
    raised = failed.get("error", "nothing")
    assert raised == "OutOfPaper('no paper for 7')", (
        "the test raised OutOfPaper('no paper for 7') for one of the numbers, and select() should "
        f"raise it, too, but it raised {raised}"
    )
    (beside,) = select_soon(("key_but_the_first", "keys", 2))
    raised = beside.get("error", "nothing")
    assert raised == "OutOfPaper('no paper for the first')", (
        "the test raised OutOfPaper('no paper for the first') for the first of 12 numbers of 64 KiB "
        f"each, and the others pass; select() should raise it, but it raised {raised}"
    )
    (beside,) = select_soon(("passes_but_zero", "some", 2))
    raised = beside.get("error", "nothing")
    assert raised == "OutOfPaper('no paper for 0')", (
        "the test raised OutOfPaper('no paper for 0') for the first of range(400), and all others "
        f"pass; select() should raise it, but it raised {raised}"
    )
    for seen, asked in (nobody, "0 workers"), (fewer, "-1 workers"), (nothing, "0 workers, []"):
        raised = seen.get("error", "nothing")
        assert raised.startswith("ValueError"), (
            f"with {asked} select() should raise ValueError, but it raised {raised}"
        )
        assert not seen["tested"], f"with {asked}, no number should be tested"


@pytest.mark.points(10)
def test_no_process_is_left(select_soon):
    """When select() is over, its processes are, too."""
    (done,) = select_soon(("odd_and_stays", [1, 2, 3, 4], 2))
    (failed,) = select_soon(("odd_but_seven", [7, 10], 2))
    for seen, how in (done, "returned"), (failed, "raised an error"):
        left = seen["left"]
        are = "is" if left == 1 else "are"
        assert not left, f"select() has {how}, but {left} of its processes {are} still there"
