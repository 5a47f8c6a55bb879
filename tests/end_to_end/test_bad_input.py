"""Whatever a program does, it gets the verdict that Python would give, or a clear one of ours.

It never hangs, never stops the harness, never is told a fault of the harness, and never sees a file
of it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

BEGIN = """
import builtins, ctypes, gc, importlib, itertools, os, queue, random, signal, sys, threading, time

def together(*functions):
    threads = [threading.Thread(target=f, name=f"t{i}") for i, f in enumerate(functions, 1)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()

class Box:
    def __init__(self): self.value = 0

"""

PASSED = ("passed", "")

PROGRAMS: dict[str, tuple[tuple[str, str], str, str]] = {
    # what it does: (verdict and kind, what must stand in the output, the program)
    "leaves a thread": (
        ("thread-left-running", "missed event"),
        "t waits for event to be set, and nobody ever sets it",
        """
        def scenario():
            event = threading.Event()
            threading.Thread(target=event.wait, name="t").start()
        """,
    ),
    "leaves a daemon": (
        PASSED,
        "passed",
        """
        def scenario():
            threading.Thread(target=threading.Event().wait, daemon=True).start()
        """,
    ),
    "catches everything, and goes on": (
        ("deadlock", "self-deadlock"),
        "t1 waits for lock, which it holds itself",
        """
        def scenario():
            lock = threading.Lock()
            def stubborn():
                while True:
                    try:
                        lock.acquire()
                        lock.acquire()
                    except BaseException: pass
            together(stubborn)
        """,
    ),
    "waits while it is being ended": (
        ("deadlock", "missed event"),
        "t1 and t2 wait for event to be set",
        """
        def scenario():
            event = threading.Event()
            def wait():
                try: event.wait()
                finally: event.wait()
            together(wait, wait)
        """,
    ),
    "recurses to the limit": (
        ("exception", "exception in a thread"),
        "t1 died of RecursionError: maximum recursion depth exceeded",
        """
        def scenario():
            def deeper(): deeper()
            together(deeper, deeper)
        """,
    ),
    "recurses to the limit, over what is shared": (
        ("exception", "exception in a thread"),
        "t1 died of RecursionError: maximum recursion depth exceeded",
        """
        def scenario():
            box = Box()
            def deeper():
                box.value += 1
                deeper()
            together(deeper, lambda: box.value)
        """,
    ),
    "recurses to the limit, and gets over it": (
        PASSED,
        "passed",
        """
        def scenario():
            box = Box()
            def deeper():
                box.value += 1
                deeper()
            def careful():
                try: deeper()
                except RecursionError: box.value = -1
            together(careful)
            assert box.value == -1
        """,
    ),
    "starts more threads than there can be": (
        ("exception", "exception in a thread"),
        "died of RuntimeError: can't start new thread",
        """
        def scenario():
            def more():
                thread = threading.Thread(target=more)
                thread.start()
                thread.join()
            together(more)
        """,
    ),
    "lifts the limit of recursion": (
        PASSED,
        "passed",
        """
        def scenario():
            sys.setrecursionlimit(10 ** 6)
            def deeper(n): return n and deeper(n - 1)
            together(lambda: deeper(4_000))
        """,
    ),
    "allocates without end": (
        ("exception", "exception in a thread"),
        "asks for more memory than there is",
        """
        def scenario():
            kept = []
            def more():
                while True: kept.append(bytearray(10 ** 6))
            together(more)
        """,
    ),
    "allocates too much at once": (
        ("exception", "exception in a thread"),
        "asks for more memory than there is",
        """
        def scenario(): together(lambda: bytearray(10 ** 15))
        """,
    ),
    "forks": (
        ("uncontrolled-block", "fork"),
        "os.fork() copies the whole process",
        """
        def scenario(): together(lambda: os.fork())
        """,
    ),
    "forks by the module under os": (
        ("uncontrolled-block", "fork"),
        "os.fork() copies the whole process",
        """
        def scenario(): together(lambda: importlib.import_module(os.name).fork())
        """,
    ),
    "puts something else in the place of threading.Lock": (
        ("wrong-result", "lost update"),
        "t1 reads value as 0",
        """
        def scenario():
            class Fake:
                def __enter__(self): pass
                def __exit__(self, *error): pass
            threading.Lock = Fake
            lock, box = threading.Lock(), Box()
            def add():
                with lock: box.value += 1
            together(add, add)
            assert box.value == 2
        """,
    ),
    "finds threading as it was, after somebody changed it": (
        PASSED,
        "passed",
        """
        def scenario():
            lock, box = threading.Lock(), Box()
            def add():
                with lock: box.value += 1
            together(add, add)
            assert box.value == 2
        """,
    ),
    "takes a real lock, made outside the world": (
        ("uncontrolled-block", "real wait"),
        ", at `with lock: box.value += 1`, waits for something real",
        """
        def scenario():
            lock, box = sys.modules["threading"].Lock(), Box()
            def add():
                with lock: box.value += 1
            together(add, add)
        """,
    ),
    "waits for a pipe": (
        ("uncontrolled-block", "real wait"),
        "t1, at `os.read(reads, 1)`, waits for something real",
        """
        def scenario():
            reads, writes = os.pipe()
            def wait():
                os.read(reads, 1)
            together(wait)
        """,
    ),
    "waits for the keyboard": (
        ("uncontrolled-block", "input"),
        "the program waits for input",
        """
        def scenario(): together(lambda: input("how many? "))
        """,
    ),
    "sleeps for less than no time": (
        ("exception", "exception in a thread"),
        "t1 died of ValueError: sleep length must be non-negative",
        """
        def scenario(): together(lambda: time.sleep(-1))
        """,
    ),
    "gives back a lock that it does not hold": (
        ("exception", "exception in a thread"),
        "t1 died of RuntimeError: release unlocked lock",
        """
        def scenario(): together(threading.Lock().release)
        """,
    ),
    "gives back somebody else's lock": (
        ("exception", "exception in a thread"),
        "t1 died of RuntimeError: cannot release un-acquired lock",
        """
        def scenario():
            lock = threading.RLock()
            lock.acquire()
            together(lock.release)
        """,
    ),
    "notifies without the lock": (
        ("exception", "exception in a thread"),
        "t1 died of RuntimeError: cannot notify on un-acquired lock",
        """
        def scenario(): together(threading.Condition().notify)
        """,
    ),
    "exits": (
        ("exception", "process ended"),
        "the program called sys.exit(3)",
        """
        def scenario(): sys.exit(3)
        """,
    ),
    "exits in a thread, which ends only that": (
        PASSED,
        "passed",
        """
        def scenario(): together(lambda: sys.exit(3))
        """,
    ),
    "exits at once": (
        ("exception", "process ended"),
        "os._exit() ends the whole process at once",
        """
        def scenario(): together(lambda: os._exit(3))
        """,
    ),
    "exits by the module under os": (
        ("exception", "process ended"),
        "os._exit() ends the whole process at once",
        """
        def scenario(): importlib.import_module(os.name)._exit(3)
        """,
    ),
    "kills itself": (
        ("exception", "process ended"),
        "os.kill() ends the whole process at once",
        """
        def scenario(): together(lambda: os.kill(os.getpid(), 9))
        """,
    ),
    "sets a handler for a signal": (
        PASSED,
        "passed",
        """
        def scenario():
            got = []
            signal.signal(signal.SIGINT, lambda number, frame: got.append(number))
            signal.raise_signal(signal.SIGINT)
            assert got == [signal.SIGINT]
        """,
    ),
    "prints without end": (
        ("no-progress", "endless loop"),
        "goes round and round",
        """
        def scenario():
            while True: print("x" * 100)
        """,
    ),
    "writes without end, in a thread": (
        ("no-progress", "livelock"),
        "Livelock: t1 and t2 are at work all the time, and none of them comes to an end",
        """
        def scenario():
            def write():
                while True: sys.stdout.write("x" * 100)
            together(write, write)
        """,
    ),
    "goes round a for loop too often": (
        ("no-progress", "too many steps"),
        "Too many steps: t1 goes round a `for` loop at",
        """
        def scenario():
            box = Box()
            def count():
                for _ in range(100_000): box.value += 1
            together(count, lambda: box.value)
        """,
    ),
    "goes round a for loop too often, and without a step": (
        ("no-progress", "too many rounds"),
        "if it comes to an end, let it go round less often",
        """
        def scenario():
            def count():
                for _ in range(2_000_000): pass
            together(count)
        """,
    ),
    "goes round a for loop in a while loop that has no end": (
        ("no-progress", "endless loop"),
        "t1 goes round and round",
        """
        def scenario():
            def loop():
                while True:
                    for _ in range(3): pass
            together(loop)
        """,
    ),
    "waits for the flag of a signal that a timer is to send": (
        ("uncontrolled-block", "no signal"),
        "without SIGALRM the program does not end. signal.setitimer asks for it at",
        """
        def scenario():
            box = Box()
            signal.signal(signal.SIGALRM, lambda *_: setattr(box, "value", 1))
            signal.setitimer(signal.ITIMER_REAL, 0.1)
            while not box.value: time.sleep(0.01)
        """,
    ),
    "waits for an event that the handler of an alarm sets": (
        ("uncontrolled-block", "no signal"),
        "send it where it is to come: signal.raise_signal(signal.SIGALRM)",
        """
        def scenario():
            event = threading.Event()
            signal.signal(signal.SIGALRM, lambda *_: event.set())
            signal.alarm(1)
            together(event.wait)
        """,
    ),
    "has an alarm end it if it hangs, and hangs": (
        ("deadlock", "missed event"),
        "nobody ever sets it",
        """
        def scenario():
            signal.alarm(10)
            threading.Event().wait()
        """,
    ),
    "has an alarm raise an exception that does not come": (
        PASSED,
        "passed (no bug in 1 schedule)",
        """
        def scenario():
            def late(*_): raise TimeoutError
            signal.signal(signal.SIGALRM, late)
            signal.alarm(10)
            together(lambda: None)
            signal.alarm(0)
        """,
    ),
    "loops without end, and without a step": (
        ("no-progress", "endless loop"),
        "t1 goes round and round",
        """
        def scenario():
            def loop():
                while True: pass
            together(loop, loop)
        """,
    ),
    "loops without end in code made of text": (
        ("timeout", "endless computation"),
        "computes without end",
        """
        def scenario(): together(lambda: exec("while True: pass"))
        """,
    ),
    "starts threads without end": (
        ("no-progress", "livelock"),
        "20,000 steps were taken",
        """
        def scenario():
            def more(): threading.Thread(target=more).start()
            together(more)
        """,
    ),
    "enters a generator that is running": (
        ("exception", "exception in a thread"),
        "died of ValueError: generator already executing",
        """
        def scenario():
            box = Box()
            def count():
                while True:
                    box.value += 1
                    yield box.value
            numbers = count()
            together(lambda: next(numbers), lambda: next(numbers))
        """,
    ),
    "has greenlets of its own": (
        PASSED,
        "passed",
        """
        import greenlet
        def scenario():
            box = Box()
            def add(): box.value += 1
            together(lambda: greenlet.greenlet(add).switch(), lambda: None)
        """,
    ),
    "throws into the greenlet of another thread": (
        ("exception", "exception in a thread"),
        "died of ValueError",
        """
        import greenlet
        def scenario():
            box, others = Box(), []
            def one():
                others.append(greenlet.getcurrent())
                box.value += 1
            def two():
                box.value += 1
                if others: others[0].throw(ValueError)
                box.value += 1
            together(one, two)
        """,
    ),
    "sets a profiler": (
        PASSED,
        "passed",
        """
        def scenario():
            threading.setprofile(lambda *event: None)
            threading.settrace(lambda *event: None)
            together(lambda: None)
        """,
    ),
    "traces": (
        ("uncontrolled-block", "tracing"),
        "sys.settrace() and sys.setprofile() have the interpreter call the program",
        """
        def scenario():
            sys.settrace(lambda *event: None)
            together(lambda: None)
            sys.settrace(None)
        """,
    ),
    "profiles a thread": (
        ("uncontrolled-block", "tracing"),
        "sys.settrace() and sys.setprofile() have the interpreter call the program",
        """
        def scenario():
            together(lambda: sys.setprofile(lambda *event: None))
        """,
    ),
    "deletes what is built in": (
        ("exception", "exception in a thread"),
        "t1 died of NameError: name 'sorted' is not defined",
        """
        def scenario():
            del builtins.sorted, builtins.isinstance, builtins.getattr, builtins.len
            together(lambda: sorted([2, 1]))
        """,
    ),
    "replaces what is built in": (
        ("exception", "exception in a thread"),
        "t1 died of TypeError: 'NoneType' object is not callable",
        """
        def scenario():
            builtins.print = None
            together(lambda: print("x"))
        """,
    ),
    "finds what is built in, after somebody deleted it": (
        PASSED,
        "passed",
        """
        def scenario(): together(lambda: print(len(sorted([2, 1]))))
        """,
    ),
    "clears sys.modules": (
        ("wrong-result", "lost update"),
        "t1 reads value as 0",
        """
        def scenario():
            sys.modules.clear()
            box = Box()
            def add(): box.value += 1
            together(add, add)
            assert box.value == 2
        """,
    ),
    "spoils sys.modules": (
        ("wrong-result", "lost update"),
        "t1 reads value as 0",
        """
        def scenario():
            for name in ("treadle.story", "treadle.diagnosis", "json", "rich"):
                sys.modules[name] = None
            box = Box()
            def add(): box.value += 1
            together(add, add)
            assert box.value == 2
        """,
    ),
    "empties sys.path": (
        ("exception", "exception in a thread"),
        "No module named 'wave'",
        """
        def scenario():
            sys.path[:] = []
            together(lambda: importlib.import_module("wave"))
        """,
    ),
    "changes the folder": (
        ("wrong-result", "wrong result"),
        "assert False",
        """
        def scenario():
            os.chdir("/")
            assert False
        """,
    ),
    "closes its output": (
        ("exception", "exception in a thread"),
        "t1 died of ValueError: I/O operation on closed file",
        """
        def scenario():
            sys.stdout.close()
            together(lambda: sys.stdout.write("x"))
        """,
    ),
    "closes the output of the process": (
        PASSED,
        "passed",
        """
        def scenario():
            os.close(1)
            os.close(2)
            sys.stdout = sys.stderr = None
        """,
    ),
    "raises SystemExit in a thread": (
        PASSED,
        "passed",
        """
        def scenario():
            def leave(): raise SystemExit("bye")
            together(leave)
        """,
    ),
    "raises KeyboardInterrupt in a thread": (
        ("exception", "exception in a thread"),
        "t1 died of KeyboardInterrupt",
        """
        def scenario():
            def stop(): raise KeyboardInterrupt
            together(stop)
        """,
    ),
    "raises what ends virtual threads": (
        ("exception", "Unwind"),
        "Unwind",
        """
        def scenario():
            from treadle.ending import Unwind
            raise Unwind
        """,
    ),
    "raises an exception of its own": (
        ("exception", "exception in a thread"),
        "t1 died of Lost: nowhere to be found",
        """
        class Lost(BaseException): pass
        def scenario():
            def lose(): raise Lost("nowhere to be found")
            together(lose)
        """,
    ),
    "raises an exception that cannot be shown": (
        ("exception", "exception in a thread"),
        "t1 died of Evil: <its __str__ failed>",
        """
        class Evil(Exception):
            def __str__(self): raise ValueError
            __repr__ = __str__
        def scenario():
            def fail(): raise Evil
            together(fail)
        """,
    ),
    "fails an assertion that cannot be shown": (
        ("wrong-result", "wrong result"),
        "<its __str__ failed>",
        """
        class Evil(AssertionError):
            def __str__(self): sys.exit()
        def scenario(): raise Evil
        """,
    ),
    "raises an exception that takes for ever to be shown": (
        ("no-progress", "endless loop"),
        "goes round and round",
        """
        class Evil(Exception):
            def __str__(self):
                while True: pass
        def scenario():
            def fail(): raise Evil
            together(fail)
        """,
    ),
    "raises an exception with a very long text": (
        ("exception", "ValueError"),
        "xxx…",
        """
        def scenario(): raise ValueError("x" * 10 ** 6)
        """,
    ),
    "raises a number that is too long to be shown": (
        ("exception", "ValueError"),
        "ValueError: <its __str__ failed>",
        """
        def scenario(): raise ValueError(10 ** 5_000)
        """,
    ),
    "speaks to the terminal": (
        ("exception", "exception in a thread"),
        r"\x1b[2Jred died of ValueError: \udc80",
        r"""
        def scenario():
            def fail(): raise ValueError("\udc80")
            threading.Thread(target=fail, name="\x1b[2Jred").start()
        """,
    ),
    "claims to be out of time": (
        ("exception", "exception in a thread"),
        "t1 died of Failed: Timeout >1.0s",
        """
        class Failed(Exception): pass
        def scenario():
            def fail(): raise Failed("Timeout >1.0s")
            together(fail)
        """,
    ),
    "keeps objects that cannot be looked at": (
        ("wrong-result", "not waited for"),
        "assert box.value is None",
        """
        class Evil:
            def fail(self, *arguments): raise ValueError("evil")
            __eq__ = __hash__ = __repr__ = __str__ = __bool__ = __len__ = __del__ = fail
            __getattr__ = __getattribute__ = __class__ = fail
        def scenario():
            box, evil = Box(), Evil()
            def keep():
                box.value = evil
                items = {1: box.value, 2: [evil]}
                items[3] = evil
            threads = [threading.Thread(target=keep) for _ in range(2)]
            for thread in threads: thread.start()
            assert box.value is None
        """,
    ),
    "does something else each time": (
        ("exception", "not deterministic"),
        "does not do the same",
        """
        def scenario():
            box, runs = Box(), sys.modules["how often it was run"]
            def add():
                for _ in range(runs() % 2): box.value += 1
            together(add, add, add)
        """,
    ),
    "has a metaclass that refuses": (
        ("exception", "exception in a thread"),
        "ValueError: meta",
        """
        class Meta(type):
            def __getattribute__(cls, name): raise ValueError("meta")
        class Odd(metaclass=Meta): pass
        def scenario():
            odd = object.__new__(Odd)
            def change(): odd.value = 3
            def fail(): Odd.value
            together(change, change)
            together(fail)
        """,
    ),
    "nests too deep to be shown": (
        ("wrong-result", "wrong result"),
        "assert False",
        """
        def scenario():
            nested, box = [], Box()
            for _ in range(10_000): nested = [nested]
            def keep(): box.value = nested
            together(keep)
            assert False
        """,
    ),
    "starts a thread twice": (
        ("exception", "RuntimeError"),
        "threads can only be started once",
        """
        def scenario():
            thread = threading.Thread(target=print)
            thread.start()
            thread.start()
        """,
    ),
    "collects garbage whose finalisers take locks": (
        PASSED,
        "passed",
        """
        def scenario():
            lock = threading.Lock()
            class Final:
                def __del__(self):
                    with lock: pass
            def drop():
                final = Final()
                final.me = final
                del final
                gc.collect()
            together(drop, drop)
        """,
    ),
    "has a hook for exceptions that fails": (
        ("exception", "exception in a thread"),
        "t1 died of ValueError: hook",
        """
        def scenario():
            def hook(args): raise ValueError("hook")
            threading.excepthook = hook
            def fail(): raise KeyError
            together(fail)
        """,
    ),
    "is a generator, of which nothing would run": (
        ("", ""),
        "cannot be run as a scenario: it is a generator",
        """
        def scenario(): yield
        """,
    ),
    "is not there": (
        ("", ""),
        "has no function 'scenario'; did you mean scenari0?",
        "def scenari0(): pass",
    ),
    "is no function": (("", ""), "has no function 'scenario'", "scenario = 5"),
    "is fine, after all this": (
        ("wrong-result", "lost update"),
        "t1 reads value as 0",
        """
        def scenario():
            box = Box()
            def add(): box.value += 1
            together(add, add)
            assert box.value == 2
        """,
    ),
}

CODES = {"passed": 0, "": 2}
"""Exit codes by verdict; all others are findings, and 1."""


OTHERWISE = {
    # With races looked for, this is one before it is seen that it comes and goes.
    ("--races", "does something else each time"): ("data-race", "data race"),
}
"""What differs with an option."""


@pytest.fixture(scope="module", params=["", "--races", "--check-determinism"])
def option(request: pytest.FixtureRequest) -> str:
    """What `treadle run` is asked to look for besides."""
    return str(request.param)


@pytest.fixture(scope="module")
def outcomes(option: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What `treadle run` says of each program, all of them in one process."""
    folder = tmp_path_factory.mktemp("bad")
    files = {name: f"p{number}.py" for number, name in enumerate(PROGRAMS)}
    for name, file in files.items():
        (folder / file).write_text(BEGIN + dedent(PROGRAMS[name][2]), encoding="utf-8")
    driver = Path(__file__).parent / "programs" / "run_many.py"
    done = subprocess.run(
        [sys.executable, str(driver), *filter(None, [option]), *files.values()],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    found = {line["file"]: line for line in lines}
    assert len(found) == len(files), f"it stopped after {lines[-1:]}: {done.stderr[-3000:]}"
    assert not done.stderr
    return {name: found[file] for name, file in files.items()}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_that(name: str, option: str, outcomes: dict[str, dict[str, Any]]) -> None:
    (verdict, kind), said, _ = PROGRAMS[name]
    outcome = outcomes[name]
    text = " ".join(outcome["text"].split())
    if (option, name) in OTHERWISE:
        (verdict, kind), said = OTHERWISE[option, name], ""
    assert (outcome.get("verdict", ""), outcome.get("kind", "")) == (verdict, kind), text
    assert outcome["code"] == CODES.get(verdict, 1)
    assert said in text
    assert "Traceback" not in text
    assert "/treadle/" not in text
    if verdict:
        lines = outcome["text"].splitlines()
        assert all(len(line) <= 80 for line in lines if "treadle replay" not in line)
