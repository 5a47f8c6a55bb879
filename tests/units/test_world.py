"""What a program gets in the world does what Python documents, in every order of two threads."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from treadle.verdict import Result
from treadle.world import shutdown

TOGETHER = """
import threading, time

def together(*functions):
    threads = [threading.Thread(target=f, name=f.__name__) for f in functions]
    for thread in threads: thread.start()
    for thread in threads: thread.join()

"""

PROVED = {
    "Lock": """
        def scenario():
            lock, inside, most = threading.Lock(), [], []
            def work():
                with lock:
                    inside.append(1); most.append(len(inside)); inside.pop()
            together(work, work)
            assert most == [1, 1] and not lock.locked()
        """,
    "mock.patch": """
        from unittest import mock
        def scenario():
            with mock.patch("time.sleep") as sleep, mock.patch("builtins.open") as opened:
                time.sleep(3); open("nowhere")
            sleep.assert_called_once_with(3); opened.assert_called_once_with("nowhere")
            with mock.patch("threading.Thread.start") as start:
                threading.Thread().start()
            assert start.called
        """,
    "time.tzset": """
        def scenario():
            import os
            from unittest import mock
            if hasattr(time, "tzset"):
                with mock.patch.dict(os.environ, {"TZ": "STD-3"}):
                    time.tzset()
                    assert (time.timezone, time.tzname) == (-10800, ("STD", "STD"))
                time.tzset()
        """,
    "OrderedDict": """
        from collections import OrderedDict
        def scenario():
            emptied = OrderedDict(a=[1])
            dict.clear(emptied)
            together(lambda: emptied == [emptied])
        """,
    "RLock": """
        def scenario():
            lock, value = threading.RLock(), [0]
            def add():
                with lock, lock: value[0] += 1
            together(add, add)
            assert value == [2]
        """,
    "Condition": """
        def scenario():
            changed, items = threading.Condition(), []
            def get():
                with changed:
                    assert changed.wait_for(lambda: items)
                    items.pop()
            def put():
                with changed:
                    items.append(1); changed.notify()
            together(get, put)
            assert not items
        """,
    "Semaphore": """
        def scenario():
            permits, order = threading.Semaphore(0), []
            def wait():
                permits.acquire(); order.append("wait")
            def give():
                order.append("give"); permits.release()
            together(wait, give)
            assert order == ["give", "wait"]
        """,
    "BoundedSemaphore": """
        def scenario():
            permits = threading.BoundedSemaphore(1)
            def use():
                with permits: pass
            together(use, use)
            try: permits.release()
            except ValueError: pass
            else: assert False
        """,
    "Event": """
        def scenario():
            ready, seen = threading.Event(), []
            def wait(): seen.append(ready.wait())
            together(wait, ready.set)
            assert seen == [True] and ready.is_set()
        """,
    "Barrier": """
        def scenario():
            calls, places = [], []
            barrier = threading.Barrier(2, action=lambda: calls.append(1))
            def meet(): places.append(barrier.wait())
            together(meet, meet)
            assert sorted(places) == [0, 1] and calls == [1]
        """,
    "Timer": """
        def scenario():
            called = []
            timer = threading.Timer(3600, called.append, args=(1,))
            timer.start()
            timer.join()
            assert called == [1]
        """,
    "Timer, cancelled": """
        def scenario():
            called = []
            timer = threading.Timer(3600, called.append, args=(1,))
            timer.cancel()
            timer.start()
            timer.join()
            assert not called
        """,
    "local": """
        def scenario():
            mine, seen = threading.local(), []
            mine.value = "main"
            def look():
                seen.append(hasattr(mine, "value"))
                mine.value = threading.current_thread().name
            together(look, look)
            assert seen == [False, False] and mine.value == "main"
        """,
    "_threading_local": """
        import _threading_local
        def scenario():
            mine, seen = _threading_local.local(), []
            def look():
                seen.append(hasattr(mine, "value")); mine.value = 1
            together(look, look)
            assert seen == [False, False]
        """,
    "contextvars": """
        import contextvars
        name = contextvars.ContextVar("name", default="nobody")
        def scenario():
            seen = []
            name.set("main")
            copy = contextvars.copy_context()
            def look():
                seen.append(name.get()); name.set("other")
            def inherit(): copy.run(look)
            together(look)
            together(inherit)
            assert seen == ["nobody", "main"] and name.get() == "main"
        """,
    "contextvars, of two threads": """
        import contextvars
        name = contextvars.ContextVar("name")
        def scenario():
            lock = threading.Lock()
            def one(value):
                name.set(value)
                with lock: pass
                assert name.get() == value
            def a(): one("a")
            def b(): one("b")
            together(a, b)
        """,
    "_thread": """
        import _thread
        def scenario():
            done, seen = _thread.allocate_lock(), []
            done.acquire()
            def work(value, more):
                seen.append((value, more, threading.current_thread().daemon)); done.release()
            assert _thread.start_new_thread(work, (1,), {"more": 2}) != _thread.get_ident()
            done.acquire()
            assert seen == [(1, 2, True)]
        """,
    "excepthook": """
        def scenario():
            told = []
            threading.excepthook = lambda args: told.append((args.exc_type, args.thread.name))
            def fail(): raise ValueError
            together(fail)
            assert told == [(ValueError, "fail")]
        """,
    "names": """
        def scenario():
            main = threading.main_thread()
            assert main is threading.current_thread() and main.name == "MainThread"
            assert main.ident == threading.get_ident() and main.is_alive() and not main.daemon
            thread = threading.Thread(target=scenario)
            assert thread.ident is None and thread.name == "Thread-1 (scenario)"
            assert threading.Thread(name="").name == "Thread-2"
        """,
    "stack_size, tracing": """
        def scenario():
            assert threading.stack_size() == 0 == threading.stack_size(65536)
            assert threading.stack_size() == 65536
            threading.settrace(print); threading.setprofile(print)
            assert threading.gettrace() is print is threading.getprofile()
            together(int, float)
        """,
    "Queue": """
        import queue
        def scenario():
            items, got = queue.Queue(maxsize=1), []
            def put():
                for item in 1, 2: items.put(item)
            def get():
                for _ in range(2): got.append(items.get()); items.task_done()
            together(put, get)
            items.join()
            assert got == [1, 2] and items.empty()
        """,
    "LifoQueue, PriorityQueue": """
        import queue
        def scenario():
            last, least = queue.LifoQueue(), queue.PriorityQueue()
            def fill(): last.put(1); last.put(2); least.put(2); least.put(1)
            together(fill)
            assert (last.get(), least.get()) == (2, 1)
        """,
    "SimpleQueue": """
        import queue
        def scenario():
            items = queue.SimpleQueue()
            def put(): items.put(1); items.put(2)
            def get(): assert items.get() == 1
            together(put, get)
            assert items.get_nowait() == 2 and items.empty()
        """,
    "ThreadPoolExecutor.submit": """
        from concurrent.futures import ThreadPoolExecutor
        def scenario():
            with ThreadPoolExecutor(1) as pool:
                future = pool.submit(pow, 2, 3)
            assert future.result() == 8 and future.done()
        """,
    "sched": """
        import sched
        def scenario():
            order = []
            plan = sched.scheduler(time.monotonic, time.sleep)
            plan.enter(20, 1, order.append, argument=("late",))
            plan.enter(10, 1, order.append, argument=("early",))
            together(plan.run)
            assert order == ["early", "late"] and time.monotonic() >= 20
        """,
    "logging": """
        import logging
        def scenario():
            lines = []
            class Handler(logging.Handler):
                def emit(self, record): lines.append(record.threadName)
            log = logging.getLogger("program")
            log.addHandler(Handler())
            def a(): log.warning("hello")
            def b(): log.warning("hello")
            together(a, b)
            assert sorted(lines) == ["a", "b"]
        """,
    "logging, in a coroutine": """
        import asyncio, logging, sys
        async def scenario():
            names = []
            class Handler(logging.Handler):
                def emit(self, record): names.append(getattr(record, "taskName", "Task-1"))
            log = logging.getLogger("program")
            log.addHandler(Handler())
            log.warning("hello")
            assert names == [asyncio.current_task().get_name()]
        """,
    "finalize": """
        import atexit, weakref
        class Thing: pass
        kept, order = Thing(), []
        def last():
            assert order == ["gone", "kept 2", "kept 1"], order
        def scenario():
            atexit.register(last)
            weakref.finalize(kept, order.append, "kept 1")
            weakref.finalize(kept, order.append, "kept 2")
            weakref.finalize(kept, order.append, "never").detach()
            weakref.finalize(Thing(), order.append, "gone")
        """,
    "atexit": """
        import atexit
        def scenario():
            order = []
            def last(): assert order == ["shutdown", "thread", "exit 2", "exit 1"]
            atexit.register(last)
            atexit.register(order.append, "exit 1")
            atexit.register(order.append, "never")
            atexit.unregister(order.append)
            atexit.register(order.append, "exit 1")
            atexit.register(order.append, "exit 2")
            threading._register_atexit(order.append, "shutdown")
            gate = threading.Event()
            threading._register_atexit(gate.set)
            def work():
                gate.wait()
                while "shutdown" not in order: pass
                order.append("thread")
            threading.Thread(target=work).start()
        """,
    "a daemon, which is not waited for": """
        def scenario():
            threading.Thread(target=threading.Event().wait, daemon=True).start()
        """,
    "a thread that is no daemon, which is": """
        def scenario():
            gate = threading.Event()
            threading.Thread(target=gate.wait).start()
            threading.Thread(target=gate.set).start()
        """,
    "importlib.import_module": """
        import importlib
        def scenario():
            assert importlib.import_module("threading") is threading
            assert importlib.import_module("queue").SimpleQueue is __import__("queue").SimpleQueue
        """,
}
"""By what is used: a program that uses it as documented and passes in every order."""

EXPLORED = {
    "ThreadPoolExecutor.map": """
        from concurrent.futures import ThreadPoolExecutor
        def scenario():
            ready = []
            with ThreadPoolExecutor(2, initializer=ready.append, initargs=(1,)) as pool:
                assert list(pool.map(abs, [-1, -2])) == [1, 2]
            assert ready
        """,
    "as_completed, wait": """
        from concurrent.futures import ThreadPoolExecutor, as_completed, wait
        def scenario():
            with ThreadPoolExecutor(2) as pool:
                futures = [pool.submit(abs, -n) for n in (1, 2)]
                assert sorted(f.result() for f in as_completed(futures)) == [1, 2]
                assert not wait(futures).not_done
        """,
    "QueueHandler, QueueListener": """
        import logging, logging.handlers, queue
        def scenario():
            lines, items = [], queue.Queue()
            class Handler(logging.Handler):
                def emit(self, record): lines.append(record.getMessage())
            listener = logging.handlers.QueueListener(items, Handler())
            log = logging.getLogger("program")
            log.addHandler(logging.handlers.QueueHandler(items))
            listener.start()
            def hello(): log.warning("hello")
            together(hello)
            listener.stop()
            assert lines == ["hello"]
        """,
    "ThreadPool": """
        from multiprocessing.pool import ThreadPool
        def scenario():
            with ThreadPool(2) as pool:
                assert pool.map(abs, [-1, -2]) == [1, 2]
                assert pool.apply_async(abs, (-3,)).get() == 3
        """,
    "ThreadPool, closed and joined": """
        from multiprocessing.pool import ThreadPool
        def scenario():
            seen = []
            pool = ThreadPool(2)
            pool.apply_async(abs, (-1,), callback=seen.append)
            pool.close()
            pool.join()
            assert seen == [1]
        """,
    "ThreadPool, by the name of its package": """
        import multiprocessing.pool
        def scenario():
            with multiprocessing.pool.ThreadPool(1) as pool:
                pool.map(abs, [-1, -2])
        """,
    "what comes along with other parts of multiprocessing": """
        import multiprocessing
        from multiprocessing.connection import wait
        def scenario():
            assert multiprocessing.util._afterfork_registry is not None
            together(lambda: None)
        """,
    "what is imported by code of the library": """
        import importlib
        import importlib.metadata
        import pkgutil
        def scenario():
            load = importlib.metadata.EntryPoint("name", "queue:Queue", "group").load
            def look():
                seen.append(load() is pkgutil.resolve_name("queue:Queue"))
            seen = []
            together(look, look)
            assert importlib.import_module("queue").Queue is load()
            assert seen == [True, True]
        """,
    "multiprocessing.dummy": """
        from multiprocessing.dummy import Pool, Process, Queue
        def scenario():
            items = Queue()
            process = Process(target=items.put, args=(1,))
            process.start()
            assert items.get() == 1
            process.join()
            assert process.exitcode == 0
            with Pool(1) as pool: assert pool.map(abs, [-1]) == [1]
        """,
    "the end of the main thread": """
        import atexit
        def scenario():
            main, seen = threading.main_thread(), []
            def look():
                seen.append(main.is_alive())
                main.join()
                seen.append(main.is_alive())
                main.join(timeout=1)
            def last():
                assert seen[-1] is False and len(seen) == 2, seen
            atexit.register(last)
            threading.Thread(target=look).start()
            assert main.is_alive()
        """,
    "the main thread waits for a thread that waits for it": """
        def scenario():
            def wait():
                threading.main_thread().join(timeout=1)
                assert threading.main_thread().is_alive()
            thread = threading.Thread(target=wait)
            thread.start()
            thread.join()
        """,
    "threading._shutdown": """
        import atexit
        def scenario():
            order = []
            def wait():
                threading.main_thread().join()
                order.append("thread")
            atexit.register(order.append, "exit")
            threading.Thread(target=wait).start()
            threading._shutdown()
            atexit._run_exitfuncs()
            assert order == ["thread", "exit"], order
        """,
    "enumerate, active_count": """
        def scenario():
            gate = threading.Event()
            thread = threading.Thread(target=gate.wait)
            assert threading.active_count() == 1
            thread.start()
            assert threading.enumerate() == [threading.main_thread(), thread]
            gate.set()
            thread.join()
            assert threading.active_count() == 1
        """,
}
"""The same for what has too many orders to try them all, or none of them announced."""


@pytest.mark.parametrize("name", PROVED)
def test_it_works_in_every_order(name: str, explored: Callable[..., Result]) -> None:
    result = explored(TOGETHER + "\n".join(_dedented(PROVED[name])))
    assert not result.verdict.failed, result.verdict.message
    assert result.proved == ("weakref" not in PROVED[name])  # who drops an object last is no step


@pytest.mark.parametrize("name", EXPLORED)
@pytest.mark.parametrize("strategy", ["exhaustive", "random"])
def test_it_works_in_many_orders(name: str, strategy: str, explored: Callable[..., Result]) -> None:
    source = TOGETHER + "\n".join(_dedented(EXPLORED[name]))
    result = explored(source, strategy=strategy, schedules=60)
    assert not result.verdict.failed, result.verdict.message


@pytest.mark.parametrize(
    ("version", "refused"),
    [
        ((3, 11, 9, "final", 0), False),
        ((3, 12, 0, "final", 0), True),
        ((3, 12, 2, "final", 0), True),
        ((3, 12, 3, "final", 0), False),
        ((3, 13, 0, "final", 0), False),
    ],
)
def test_a_thread_is_started_when_main_has_ended_as_this_python_does(
    version: tuple[object, ...],
    refused: bool,
    explored: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutdown, "sys", SimpleNamespace(version_info=version))
    result = explored(
        """
        import threading
        def scenario():
            done = threading.Event()
            def late():
                threading.main_thread().join()
                threading.Thread(target=done.set).start()
            threading.Thread(target=late).start()
            threading._shutdown()
            assert done.is_set()
        """
    )
    assert result.verdict.failed == refused
    assert ("can't create new thread" in result.verdict.message) == refused


WHO_IS_THERE = {
    "another has ended": ("assert threading.active_count() == 3", "wrong-result"),
    "another is not there yet": ("assert threading.active_count() > 1", "passed"),
    "main is done": ("assert threading.main_thread().is_alive()", "wrong-result"),
    "somebody waits for the end": ("while threading.active_count() > 2: pass", "passed"),
}


@pytest.mark.parametrize("case", WHO_IS_THERE)
def test_who_is_there_is_asked_in_every_order(case: str, explored: Callable[..., Result]) -> None:
    look, verdict = WHO_IS_THERE[case]
    result = explored(
        f"""
        import threading
        def look():
            {look}
        def end():
            raise SystemExit
        def scenario():
            threading.Thread(target=end).start()
            threading.Thread(target=look).start()
        """,
    )
    assert result.verdict.name == verdict
    assert result.proved == (verdict == "passed")


def test_what_hangs_on_who_is_alive_is_searched_to_its_end(explored: Callable[..., Result]) -> None:
    result = explored(
        """
        import queue, threading
        def scenario():
            lines, main = queue.Queue(), threading.main_thread()
            def write():
                while any(t.is_alive() for t in threading.enumerate() if t in (main, helper)):
                    try: lines.get(timeout=0.1)
                    except queue.Empty: pass
            helper = threading.Thread(target=lines.put, args=(1,))
            threading.Thread(target=write).start()
            helper.start()
            lines.put(2)
        """,
        clock="exact",
    )
    assert (result.verdict.name, result.proved) == ("passed", True)


@pytest.mark.skipif(sys.version_info < (3, 13), reason="Queue.shutdown came with Python 3.13")
def test_a_queue_can_be_shut_down(explored: Callable[..., Result]) -> None:
    result = explored(
        """
        import queue, threading
        def scenario():
            items, seen = queue.Queue(), []
            def get():
                try: items.get()
                except queue.ShutDown: seen.append("down")
            thread = threading.Thread(target=get)
            thread.start()
            items.shutdown()
            thread.join()
            assert seen == ["down"]
        """
    )
    assert not result.verdict.failed and result.proved


def _dedented(source: str) -> list[str]:
    return [line.removeprefix("        ") for line in source.splitlines()]
