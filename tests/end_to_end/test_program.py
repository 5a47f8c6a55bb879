"""Programs that are run: how they end, what is said about it, and that nothing of them is left."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from treadle import program
from treadle.program import ProgramFailed, run_program
from treadle.program_result import Ending, judge
from treadle.program_words import Stood, Words

Write = Callable[[str], Path]

SHOWN = sys.platform.startswith("linux")
"""Whether the system shows that a program stands still; elsewhere its time has to run out."""

LIMIT_S = 60.0 if SHOWN else 2.0
STANDS = "program.py stands still for ever" if SHOWN else "program.py had not ended after 2 s"
KIND = "standstill" if SHOWN else "still running"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a program, and gives its path."""

    def write(text: str) -> Path:
        path = tmp_path / "program.py"
        path.write_bytes(text.encode("latin-1"))
        return path

    return write


def test_a_program_runs_as_main_with_its_arguments(write: Write) -> None:
    path = write(
        "import os, sys, __main__\n"
        "folder = os.path.dirname(__file__)\n"
        "print(__name__, __main__.os is os, sys.argv[1:], sys.path[0] == folder)\n"
        "print(__file__ == sys.argv[0], __package__, __spec__, 'treadle' in sys.modules)\n"
        "print('error', file=sys.stderr)\n"
    )
    result = run_program(path, "a b", 7, path)
    assert result.verdict == "passed"
    assert result.stdout == (f"__main__ True ['a b', '7', '{path}'] True\nTrue None None False\n")
    assert result.stderr == "error\n"
    assert (result.kind, result.message, result.returncode, result.story) == ("", "", 0, "")
    assert result.check() is result


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        (
            "def f():\n    return 1 / 0\n\nf()\n",
            "ZeroDivisionError",
            "The program ended with ZeroDivisionError at program.py:2 (`return 1 / 0`): "
            "division by zero.",
        ),
        (
            "raise ValueError(object())\n",
            "ValueError",
            "The program ended with ValueError at program.py:1 (`raise ValueError(object())`): "
            "<object object>.",
        ),
        (
            "import nowhere\n",
            "ModuleNotFoundError",
            "The program ended with ModuleNotFoundError at program.py:1 (`import nowhere`): "
            "No module named 'nowhere'.",
        ),
        (
            "def f():\n    f()\n\nf()\n",
            "RecursionError",
            "The program ended with RecursionError at program.py:2 (`f()`): "
            "maximum recursion depth exceeded.",
        ),
        (
            "x = 1\ndef f(:\n    pass\n",
            "syntax error",
            "program.py:2 is not valid Python: invalid syntax (`def f(:`).",
        ),
        (
            "import threading\nthreading.Lock().release()\n",
            "RuntimeError",
            "The program ended with RuntimeError at program.py:2 (`threading.Lock().release()`): "
            "release unlocked lock.",
        ),
        (
            "import threading\n"
            "def f():\n    raise KeyError('gone')\n"
            "t = threading.Thread(target=f, name='t1')\nt.start()\nt.join()\n",
            "KeyError",
            "The thread 't1' ended with KeyError at program.py:3 (`raise KeyError('gone')`): "
            "'gone'.",
        ),
        (
            "import os\nif os.fork() == 0:\n    1 / 0\nos.wait()\n",
            "ZeroDivisionError",
            "A child process ended with ZeroDivisionError at program.py:3 (`1 / 0`): "
            "division by zero.",
        ),
        (
            "import sys\nsys.exit(3)\n",
            "exit status",
            "program.py ended with exit status 3 instead of 0.",
        ),
        (
            "import sys\nsys.exit('no such file')\n",
            "exit status",
            "program.py ended with exit status 1 instead of 0; "
            "the last line of its errors is: no such file.",
        ),
        ("import os\nos.abort()\n", "exit status", "program.py was ended by SIGABRT."),
    ],
)
def test_a_program_that_fails_says_where(write: Write, text: str, kind: str, message: str) -> None:
    result = run_program(write(text))
    assert (result.verdict, result.kind, result.message) == ("exception", kind, message)
    with pytest.raises(ProgramFailed) as caught:
        result.check()
    error = caught.value
    assert (error.verdict, error.kind, error.message) == ("exception", kind, message)
    assert str(error) == message


def test_errors_look_as_without_us(write: Write) -> None:
    path = write("def f():\n    return 1 / 0\n\nf()\n")
    result = run_program(path)
    assert result.stderr.startswith("Traceback (most recent call last):\n")
    assert result.stderr.endswith("ZeroDivisionError: division by zero\n")
    assert result.stderr.count("File ") == 2


def test_text_that_is_not_python(write: Write) -> None:
    for text in ("x = '\xe4'\n", "x = 1\0\n"):
        result = run_program(write(text))
        assert (result.verdict, result.kind) == ("exception", "syntax error")
        assert result.message.startswith("program.py")


def test_a_file_in_another_encoding(write: Write) -> None:
    path = write("# -*- coding: latin-1 -*-\nprint(len('\xe4\xf6'))\n")
    assert run_program(path).check().stdout == "2\n"


def test_a_program_may_have_ended_before_anything_else_is_done(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    class ReadToItsEnd(program._Output):
        def __init__(self, stream: IO[bytes]) -> None:
            super().__init__(stream)
            self._thread.join()

    monkeypatch.setattr(program, "_Output", ReadToItsEnd)
    assert run_program(write("print('done')\n")).stdout == "done\n"


def test_there_is_no_such_program(tmp_path: Path) -> None:
    nowhere = run_program(tmp_path / "nowhere.py")
    assert (nowhere.verdict, nowhere.kind) == ("exception", "missing file")
    assert nowhere.message == f"The program {tmp_path / 'nowhere.py'} does not exist."
    folder = run_program(tmp_path)
    assert folder.message == f"The program {tmp_path} is a folder, not a Python file."


@pytest.mark.parametrize(
    "line", ["while True: pass", "time.sleep(1000)", "threading.Event().wait(1000)"]
)
def test_time_is_up(write: Write, line: str) -> None:
    path = write(f"import threading, time\n\ndef wait():\n    {line}\n\nwait()\n")
    result = run_program(path, timeout_s=1)
    assert (result.verdict, result.kind, result.returncode) == ("timeout", "still running", None)
    assert result.message == (
        f"program.py had not ended after 1 s: the program stood at program.py:4 (`{line}`)."
    )


def test_nobody_can_go_on(write: Write) -> None:
    path = write("import threading\n\ndef wait():\n    threading.Event().wait()\n\nwait()\n")
    result = run_program(path, timeout_s=LIMIT_S)
    assert (result.verdict, result.kind, result.returncode) == ("timeout", KIND, None)
    assert result.message == (
        f"{STANDS}: the program stood at program.py:4 (`threading.Event().wait()`)."
    )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
@pytest.mark.parametrize("pin", [True, False])
def test_nobody_can_go_on_and_a_child_neither(write: Write, pin: bool) -> None:
    path = write(
        "import os, threading\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    threading.Event().wait()\n"
        "os.waitpid(child, 0)\n"
    )
    result = run_program(path, timeout_s=LIMIT_S, pin=pin)
    assert result.message == (
        f"{STANDS}: the program stood at program.py:5 (`os.waitpid(child, 0)`), "
        "its child process 1 stood at program.py:4 (`threading.Event().wait()`)."
    )


def test_a_child_that_waits_for_its_queue_stands_at_its_end(write: Write) -> None:
    path = write("start()\njoin()\n")
    begin = "Current thread 0x1 (most recent call first):\n"
    library = '  File "/python/multiprocessing/'
    words = Words(path)
    stood = words.stood(
        {
            "0": f'{begin}{library}process.py", line 149 in join\n'
            f'  File "{path}", line 2 in <module>\n',
            "0.1": f'{begin}{library}queues.py", line 199 in _finalize_join\n'
            f'{library}process.py", line 317 in _bootstrap\n'
            f'{library}process.py", line 121 in start\n'
            f'  File "{path}", line 1 in <module>\n',
        }
    )
    assert words.still_running(10, stood) == (
        "program.py had not ended after 10 s: the program stood at program.py:2 (`join()`), its "
        "child process 1 waits until all that it has put into a queue is taken out before it ends."
    )


FULL = (
    "import multiprocessing\n"
    "def work(there):\n"
    "    {sends}\n"
    "if __name__ == '__main__':\n"
    "    context = multiprocessing.get_context('fork')\n"
    "    {made}\n"
    "    for _ in range(2):\n"
    "        context.Process(target=work, args=(there,)).start()\n"
    "    [each.join() for each in multiprocessing.active_children()]\n"
)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
@pytest.mark.parametrize(
    ("made", "sends"),
    [
        ("here, there = context.Pipe()", "while True: there.send(b'x' * 10_000)"),
        ("there = context.SimpleQueue()", "while True: there.put(b'x' * 10_000)"),
        ("there = context.Queue(1)", "while True: there.put(b'x' * 10_000)"),
    ],
)
def test_a_full_pipe_that_nobody_reads_is_told(write: Write, made: str, sends: str) -> None:
    path = write(FULL.format(made=made, sends=sends))
    assert run_program(path, timeout_s=LIMIT_S, pin=False).message == (
        f"{STANDS}: the program stood at program.py:9 "
        "(`[each.join() for each in multiprocessing.active_children()]`), its child processes 1 "
        f"and 2 stood at program.py:3 (`{sends}`). At program.py:3 the pipe was full, and no "
        "process was receiving."
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux shows who is there")
def test_who_waits_for_those_that_have_ended_is_told_so(write: Write) -> None:
    path = write(
        "import multiprocessing\n"
        "if __name__ == '__main__':\n"
        "    context = multiprocessing.get_context('fork')\n"
        "    queue = context.Queue()\n"
        "    context.Process(target=queue.put, args=(1,)).start()\n"
        "    queue.get()\n"
        "    queue.get()\n"
    )
    assert run_program(path, timeout_s=LIMIT_S, pin=False).message == (
        f"{STANDS}: the program stood at program.py:7 (`queue.get()`), "
        "and all its other processes had ended."
    )


def test_what_a_queue_cannot_pickle_is_told(write: Write) -> None:
    path = write(
        "import multiprocessing, re\n"
        "if __name__ == '__main__':\n"
        "    queue = multiprocessing.Queue()\n"
        "    queue.put(re.match('1', '1'))\n"
        "    queue.get()\n"
    )
    assert run_program(path, timeout_s=LIMIT_S, pin=False).message == (
        f"{STANDS}: the program stood at program.py:5 (`queue.get()`). "
        "What a process put into a queue could not be pickled, so it is lost: TypeError: cannot "
        "pickle 're.Match' object."
    )


def test_a_program_that_prints_without_end(write: Write) -> None:
    result = run_program(write("while True:\n    print('x' * 1000)\n"), timeout_s=60)
    assert (result.verdict, result.kind) == ("timeout", "endless output")
    assert result.message.startswith("program.py prints without end")
    assert len(result.stdout) < 200_000
    assert "bytes left out" in result.stdout


def test_begin_and_end_of_much_output_are_kept(write: Write) -> None:
    result = run_program(write("for n in range(100_000):\n    print(n)\n")).check()
    lines = result.stdout.splitlines()
    assert lines[:2] == ["0", "1"]
    assert lines[-1] == "99999"
    assert sum("bytes left out" in line for line in lines) == 1


def is_running(pid: int) -> bool:
    """Whether there is such a process, and it is more than a record of its end."""
    status = Path(f"/proc/{pid}/status")
    if status.parent.parent.joinpath("self").exists():
        return status.exists() and "State:\tZ" not in status.read_text()
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


CHILDREN = """
import os, subprocess, sys, threading

def say(pid):
    os.write(1, f"{pid}\\n".encode())

def wait():
    threading.Event().wait()

if os.fork() == 0:  # a child that is never waited for
    say(os.getpid())
    wait()
reader, writer = os.pipe()
if os.fork() == 0:  # a child whose child lives on
    if os.fork() == 0:
        say(os.getpid())
        os.write(writer, b"!")
        wait()
    os._exit(0)
os.read(reader, 1)
"""

RUNAWAYS = """
command = "import threading; print(flush=True); threading.Event().wait()"
program = [sys.executable, "-c", command]
runaway = subprocess.Popen(program, stdout=subprocess.PIPE, start_new_session=True)
say(runaway.pid)
runaway.stdout.readline()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
@pytest.mark.parametrize("end", ["", "wait()", "1 / 0", "os._exit(0)", "os.killpg(0, 9)"])
def test_nothing_of_it_is_left(write: Write, end: str) -> None:
    runaways = RUNAWAYS if Path("/proc/self/environ").exists() else ""
    limit_s = 2 if end == "wait()" else 60  # one that ends has the time that it takes
    result = run_program(write(f"{CHILDREN}{runaways}{end}\n"), timeout_s=limit_s)
    pids = [int(line) for line in result.stdout.split()]
    assert len(pids) >= (2 if runaways else 1), result.stderr  # the first may be late
    assert not [pid for pid in pids if is_running(pid)]


def test_a_fault_of_the_pin_is_not_blamed_on_the_program(write: Write) -> None:
    fault = {"event": "kit-error", "kind": "TypeError", "text": "no"}
    with pytest.raises(RuntimeError, match="the pin failed: TypeError: no"):
        judge(write(""), Ending(started=True, events=[fault]))


GIVES_UP = """\
import os, threading
lock, stop = threading.Lock(), threading.Event()
def hold():
    with lock:
        stop.wait()
threading.Thread(target=hold).start()
while not lock.locked():
    pass
pid = os.fork()
if pid == 0:
    lock.acquire(timeout=0.01)
    os._exit(0)
os.waitpid(pid, 0)
stop.set()
reports = os.environ["TREADLE_REPORTS"]
for name in [*os.listdir(reports), "0-1.json"]:
    with open(os.path.join(reports, name), "w") as file:
        file.write('{"event": "kit-error", "kind": "TypeError", "text": "no"}')
for number in range(3, 9):
    try:
        os.close(number)
    except OSError:
        pass
print(open(0).read())
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_what_is_told_of_a_program_it_can_neither_change_nor_find(write: Write) -> None:
    result = run_program(write(GIVES_UP)).check()
    assert result.report["event"] == "gave-up"
    assert result.stdout == "\n"


ELSEWHERE = """\
import os, subprocess, sys, threading
if sys.argv[1:]:
    BESIDE
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    END
else:
    sys.exit(subprocess.run([sys.executable, __file__, "again"]).returncode)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_fork_that_nobody_pins_is_told(write: Write) -> None:
    """A Python that the program starts may fork, but not while another thread may hold a lock."""
    beside = "stop = threading.Event(); threading.Thread(target=stop.wait).start()"
    text = ELSEWHERE.replace("BESIDE", beside).replace("END", "stop.set()")
    result = run_program(write(text))
    assert (result.verdict, result.kind) == ("exception", "fork elsewhere")
    assert "program.py forks in a Python that it has started" in result.message
    assert run_program(write(text), pin=False).verdict == "passed"
    alone = ELSEWHERE.replace("BESIDE", "pass").replace("END", "pass")
    assert run_program(write(alone)).verdict == "passed"


def test_what_comes_first_in_each_python_still_does(write: Write, tmp_path: Path) -> None:
    first = tmp_path / "first" / "sitecustomize.py"
    first.parent.mkdir()
    first.write_text("print('first', flush=True)", encoding="utf-8")
    text = (
        "import os, subprocess, sys\n"
        "print(sys.modules['sitecustomize'].__file__, flush=True)\n"
        "subprocess.run([sys.executable, '-c', 'pass'])\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(first.parent))
        result = run_program(write(text)).check()
    assert result.stdout == f"first\n{first}\nfirst\n"


POOL = """\
import multiprocessing, os
def square(n):
    return n * n
def main(method=None):
    with multiprocessing.get_context(method).Pool(1) as pool:
        print(pool.map(square, [3]), multiprocessing.get_all_start_methods(), hasattr(os, "fork"))
"""


def test_a_program_can_run_as_where_there_is_no_fork(write: Write) -> None:
    guarded = f"{POOL}if __name__ == '__main__':\n    main()\n"
    assert run_program(write(guarded), fork=False).check().stdout == "[9] ['spawn'] False\n"
    result = run_program(write(guarded.replace("main()\n", "main('fork')\n")), fork=False)
    assert (result.verdict, result.kind) == ("exception", "ValueError")


def test_a_missing_main_guard_is_told_at_once(write: Write) -> None:
    result = run_program(write(f"{POOL}main()\n"), fork=False)
    assert (result.verdict, result.kind) == ("exception", "missing main guard")
    assert result.message == (
        "A process that is started imports program.py before it does its work, and at "
        "program.py:7 (`main()`) starts processes, too. What only the program itself is to do "
        'belongs below `if __name__ == "__main__":`.'
    )


DIES = (
    "import multiprocessing, sys\n"
    "def work(queue):\n"
    "    queue.put(1 / 0)\n"
    "if __name__ == '__main__':\n"
    "    context = multiprocessing.get_context('spawn')\n"
    "    queue = context.Queue()\n"
    "    context.Process(target=work, args=(queue,), name='worker').start()\n"
)
DIED = (
    "Its process 'worker' has died of ZeroDivisionError: division by zero at program.py:3 "
    "(`queue.put(1 / 0)`)."
)


@pytest.mark.parametrize(
    ("end", "message"),
    [
        ("sys.exit(7)", f"program.py ended with exit status 7 instead of 0. {DIED}"),
        (
            "raise KeyError(7)",
            "The program ended with KeyError at program.py:9 (`raise KeyError(7)`): 7. " + DIED,
        ),
        ("pass", ""),
    ],
)
def test_a_process_that_has_died_is_named(write: Write, end: str, message: str) -> None:
    wait = "    multiprocessing.active_children()[0].join()\n"
    result = run_program(write(f"{DIES}{wait}    {end}\n"))
    assert result.message == message
    assert result.note == DIED


@pytest.mark.parametrize(
    ("workers", "call"),
    [
        ("multiprocessing.Pool(1)", "workers.map(work, [0])"),
        ("concurrent.futures.ProcessPoolExecutor(1)", "list(workers.map(work, [0]))"),
    ],
)
def test_an_exception_of_a_worker_process_is_told_at_its_line(
    write: Write, workers: str, call: str
) -> None:
    text = (
        "import concurrent.futures, multiprocessing\n"
        "def work(number):\n"
        "    return 1 // number\n"
        "if __name__ == '__main__':\n"
        f"    with {workers} as workers:\n"
        f"        {call}\n"
    )
    result = run_program(write(text), pin=False)
    assert result.message.replace(" or modulo", "").replace("integer division", "division") == (
        "A worker process raised ZeroDivisionError at program.py:3 (`return 1 // number`): "
        f"division by zero; it came out at program.py:6 (`{call}`)."
    )


def test_who_waits_for_a_dead_process_is_told_of_what_it_died(write: Write) -> None:
    words = Words(write(DIES + "    queue.get()\n"))
    stderr = (
        "Process worker:\n"
        "Traceback (most recent call last):\n"
        '  File "/python/multiprocessing/process.py", line 314, in _bootstrap\n'
        "    self.run()\n"
        "KeyError: 2\n"
        "\n"
        "During handling of the above exception, another exception occurred:\n"
        "\n"
        "Traceback (most recent call last):\n"
        f'  File "{write(DIES).parent / "program.py"}", line 3, in work\n'
        "    queue.put(1 / 0)\n"
        "              ~~^~~\n"
        "ZeroDivisionError: division by zero\n"
        "Another: line\n"
    )
    stood = Stood({"0": [{"file": words._program, "line": 8, "source": "queue.get()"}]})
    assert words.still_running(10, stood, stderr) == (
        "program.py had not ended after 10 s: the program stood at program.py:8 (`queue.get()`). "
        + DIED
    )


def test_on_a_busy_machine_a_program_has_more_time(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("print('there')\n")
    assert run_program(path, timeout_s=0.001).verdict == "timeout"
    monkeypatch.setattr("treadle.program.slowness", lambda: 1e6)
    assert run_program(path, timeout_s=0.001).stdout == "there\n"
