"""`asyncio` in the world: what works, which orders there are, and what is said of mistakes."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent, indent

import pytest

from treadle.verdict import Result

Explored = Callable[..., Result]


def coroutine(body: str) -> str:
    """A program whose scenario is a coroutine with this body."""
    return "import asyncio, contextvars, threading, time\nasync def scenario():\n" + indent(
        dedent(body), "    "
    )


PRIMITIVES = {
    "lock": """
        lock, inside = asyncio.Lock(), []
        async def work():
            async with lock:
                inside.append(1)
                await asyncio.sleep(1)
                assert len(inside) == 1
                inside.pop()
        await asyncio.gather(work(), work())
        """,
    "event": """
        event, seen = asyncio.Event(), []
        async def wait():
            await event.wait()
            seen.append(1)
        task = asyncio.create_task(wait())
        await asyncio.sleep(1)
        assert not seen
        event.set()
        await task
        assert seen
        """,
    "condition": """
        condition, items = asyncio.Condition(), []
        async def take():
            async with condition:
                await condition.wait_for(lambda: items)
                return items.pop()
        async def give():
            async with condition:
                items.append(7)
                condition.notify_all()
        got, _ = await asyncio.gather(take(), give())
        assert got == 7
        """,
    "semaphore": """
        semaphore, inside, most = asyncio.BoundedSemaphore(2), [], []
        async def work():
            async with semaphore:
                inside.append(1)
                most.append(len(inside))
                await asyncio.sleep(1)
                inside.pop()
        await asyncio.gather(work(), work(), work())
        assert max(most) == 2
        """,
    "queue": """
        queue = asyncio.Queue(1)
        async def put():
            for number in range(3):
                await queue.put(number)
        async def get():
            return [await queue.get() for _ in range(3)]
        _, got = await asyncio.gather(put(), get())
        assert got == [0, 1, 2]
        """,
    "queue with priorities": """
        queue = asyncio.PriorityQueue()
        for number in (3, 1, 2):
            queue.put_nowait(number)
        assert [queue.get_nowait() for _ in range(3)] == [1, 2, 3]
        """,
    "barrier": """
        barrier, there = asyncio.Barrier(2), []
        async def come():
            there.append(1)
            await barrier.wait()
            assert len(there) == 2
        await asyncio.gather(come(), come())
        """,
    "task group": """
        done = []
        async def work(number):
            await asyncio.sleep(number)
            done.append(number)
        async with asyncio.TaskGroup() as group:
            group.create_task(work(1))
            group.create_task(work(2))
        assert sorted(done) == [1, 2]
        """,
    "task group with a failure": """
        cancelled = []
        async def fail():
            raise KeyError("x")
        async def work():
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                cancelled.append(1)
                raise
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(work())
                group.create_task(fail())
        except* KeyError:
            pass
        assert cancelled
        """,
    "timeout": """
        try:
            async with asyncio.timeout(1):
                await asyncio.Event().wait()
        except TimeoutError:
            return
        assert False
        """,
    "wait_for": """
        try:
            await asyncio.wait_for(asyncio.Event().wait(), 1)
        except TimeoutError:
            return
        assert False
        """,
    "wait": """
        async def work():
            await asyncio.sleep(1)
        tasks = {asyncio.create_task(work()) for _ in range(2)}
        done, pending = await asyncio.wait(tasks)
        assert done == tasks and not pending
        """,
    "as_completed": """
        async def work(number):
            await asyncio.sleep(1)
            return number
        found = [await each for each in asyncio.as_completed([work(1), work(2)])]
        assert sorted(found) == [1, 2]
        """,
    "shield": """
        async def work():
            await asyncio.sleep(1)
            return 5
        inner = asyncio.create_task(work())
        outer = asyncio.shield(inner)
        outer.cancel()
        assert await inner == 5
        """,
    "context variables": """
        variable = contextvars.ContextVar("variable", default=0)
        async def work(number):
            variable.set(number)
            await asyncio.sleep(1)
            assert variable.get() == number
        await asyncio.gather(work(1), work(2))
        assert variable.get() == 0
        """,
    "asynchronous generator": """
        async def numbers():
            for number in range(3):
                await asyncio.sleep(1)
                yield number
        assert [n async for n in numbers()] == [0, 1, 2]
        """,
    "thread": """
        def work():
            time.sleep(1)
            return threading.current_thread() is not threading.main_thread()
        assert await asyncio.to_thread(work)
        """,
    "call_soon is first in, first out": """
        loop, done = asyncio.get_running_loop(), []
        for number in range(3):
            loop.call_soon(done.append, number)
        await asyncio.sleep(0)
        assert done == [0, 1, 2]
        """,
    "tasks begin in order": """
        done = []
        async def work(number):
            done.append(number)
        await asyncio.gather(*map(work, range(3)))
        assert done == [0, 1, 2]
        """,
    "from another thread": """
        loop, event = asyncio.get_running_loop(), asyncio.Event()
        thread = threading.Thread(target=loop.call_soon_threadsafe, args=(event.set,))
        thread.start()
        await event.wait()
        thread.join()
        """,
}


@pytest.mark.parametrize("name", PRIMITIVES)
@pytest.mark.parametrize("clock", ["adversarial", "exact"])
def test_it_works_on_every_schedule(name: str, clock: str, explored: Explored) -> None:
    result = explored(coroutine(PRIMITIVES[name]), clock=clock)
    assert result.verdict.name == "passed", result.verdict
    assert result.proved


def test_a_scenario_may_run_the_loop_itself(explored: Explored) -> None:
    source = """
        import asyncio
        async def work():
            await asyncio.sleep(1)
            return 3
        def scenario():
            assert asyncio.run(work()) == 3
            with asyncio.Runner() as runner:
                assert runner.run(work()) == 3
            loop = asyncio.new_event_loop()
            assert loop.run_until_complete(work()) == 3
            loop.close()
        """
    assert explored(source).proved


def test_a_coroutine_of_one_thread_is_run_in_the_loop_of_another(explored: Explored) -> None:
    source = """
        import asyncio, threading
        async def work():
            await asyncio.sleep(1)
            return 3
        def scenario():
            loop = asyncio.new_event_loop()
            thread = threading.Thread(target=loop.run_forever)
            thread.start()
            assert asyncio.run_coroutine_threadsafe(work(), loop).result() == 3
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()
        """
    result = explored(source)
    assert result.verdict.name == "passed", result.verdict
    assert result.proved


SLEEPERS = """
    done = []
    async def work(number):
        await asyncio.sleep(number)
        done.append(number)
    await asyncio.gather(*map(work, (1, 2, 3)))
    """


def test_sleeps_end_in_any_order(explored: Explored) -> None:
    orders = ("1, 2, 3", "1, 3, 2", "2, 1, 3", "2, 3, 1", "3, 1, 2", "3, 2, 1")
    for order in orders:
        body = dedent(SLEEPERS) + f"assert done != [{order}]\n"
        assert explored(coroutine(body)).verdict.name == "wrong-result", order
    result = explored(coroutine(SLEEPERS), strategy="exhaustive")
    assert result.proved
    # 3! orders, and after each but the last the loop may or may not come round before the next.
    assert result.schedules == 24


def test_with_the_exact_clock_they_end_when_they_should(explored: Explored) -> None:
    body = dedent(SLEEPERS) + "assert done == [1, 2, 3] and time.monotonic() == 3\n"
    result = explored(coroutine(body), clock="exact")
    assert result.proved
    assert result.schedules == 1


def test_overlap_can_be_asserted(explored: Explored) -> None:
    body = """
        begun = time.monotonic()
        await asyncio.gather(asyncio.sleep(2), asyncio.sleep(3))
        assert time.monotonic() - begun == 3
        """
    assert explored(coroutine(body), clock="exact").proved


def test_a_timeout_may_come_at_any_await_that_takes_time(explored: Explored) -> None:
    for at in (1, 2):
        body = f"""
            at = 0
            try:
                async with asyncio.timeout(9):
                    at = 1
                    await asyncio.sleep(1)
                    at = 2
                    await asyncio.sleep(1)
                    at = 3
            except TimeoutError:
                assert at != {at}
            """
        assert explored(coroutine(body)).verdict.name == "wrong-result", at


def test_a_timeout_never_comes_while_somebody_computes(explored: Explored) -> None:
    body = """
        async with asyncio.timeout(1):
            for _ in range(5):
                await asyncio.sleep(0)
        """
    assert explored(coroutine(body)).proved


def test_polling_comes_to_an_end(explored: Explored) -> None:
    for pause in ("0", "0.1"):
        body = f"""
            ready = []
            async def make():
                await asyncio.sleep(1)
                ready.append(1)
            task = asyncio.create_task(make())
            while not ready:
                await asyncio.sleep({pause})
            await task
            """
        result = explored(coroutine(body))
        assert result.verdict.name == "passed", result.verdict
        assert not result.proved, "some schedules are left out, for fairness"


MISTAKES = {
    "never awaited": ("never-awaited", "never awaited", "async def f(): pass\nf()"),
    "never awaited, of asyncio's own": (
        "never-awaited",
        "never awaited",
        "asyncio.Queue().put(1)",
    ),
    "never awaited, and that is noticed": (
        "never-awaited",
        "never awaited",
        "async def f(): return 1\nx = f()\nassert x == 1",
    ),
    "exception never retrieved": (
        "lost-task",
        "exception never retrieved",
        "async def f(): 1 / 0\ntask = asyncio.create_task(f())\nawait asyncio.sleep(1)",
    ),
    "cut short": (
        "lost-task",
        "cut short",
        "async def f(): await asyncio.sleep(1)\nasyncio.create_task(f())",
    ),
    "exception in a callback": (
        "exception",
        "exception in a callback",
        "asyncio.get_running_loop().call_soon(lambda: 1 / 0)\nawait asyncio.sleep(1)",
    ),
    "what was gathered and is left": (
        "wrong-result",
        "wrong result",
        """
        async def f():
            await asyncio.sleep(0)
        asyncio.gather(f(), f())
        assert not asyncio.all_tasks() - {asyncio.current_task()}
        """,
    ),
    "exception in a task": (
        "exception",
        "ZeroDivisionError",
        "async def f(): 1 / 0\nawait asyncio.gather(f(), asyncio.sleep(1))",
    ),
    "sleep in the loop": (
        "blocked-loop",
        "blocking call in the loop",
        "async def f(): time.sleep(1)\nawait asyncio.gather(f(), f())",
    ),
    "join in the loop": (
        "blocked-loop",
        "blocking call in the loop",
        """
        thread = threading.Thread(target=time.sleep, args=(1,))
        async def f():
            thread.start()
            thread.join()
        await asyncio.gather(f(), asyncio.sleep(1))
        """,
    ),
    "event of threading in the loop": (
        "blocked-loop",
        "blocking call in the loop",
        """
        event = threading.Event()
        async def f(): event.wait()
        async def g(): event.set()
        await asyncio.gather(f(), g())
        """,
    ),
    "lock of threading across an await": (
        "deadlock",
        "lock held over an await",
        """
        lock = threading.Lock()
        async def f():
            with lock:
                await asyncio.sleep(1)
        await asyncio.gather(f(), f())
        """,
    ),
    "a future that nobody completes": (
        "deadlock",
        "future never completed",
        "await asyncio.get_running_loop().create_future()",
    ),
    "a task that waits for itself through another": (
        "deadlock",
        "wait cycle",
        """
        tasks = []
        async def f(other):
            await asyncio.sleep(1)
            await tasks[other]
        tasks += [asyncio.create_task(f(1)), asyncio.create_task(f(0))]
        await asyncio.wait(tasks)
        """,
    ),
    "a task that tidies up, and is cancelled while it does": (
        "wrong-result",
        "wrong result",
        """
        closed = []
        async def f():
            try:
                await asyncio.sleep(5)
            finally:
                await asyncio.sleep(1)
                closed.append(1)
        task = asyncio.create_task(f())
        await asyncio.sleep(1)
        task.cancel()
        await asyncio.sleep(1)
        task.cancel()
        await asyncio.wait([task])
        assert closed or not task.done()
        """,
    ),
    "a generator that nobody closes": (
        "wrong-result",
        "wrong result",
        """
        closed = []
        async def numbers():
            try:
                await asyncio.sleep(1)
                yield 1
            finally:
                await asyncio.sleep(1)
                closed.append(1)
        async for number in numbers():
            break
        assert closed
        """,
    ),
    "a worker that nothing can stop": (
        "no-progress",
        "swallowed cancellation",
        """
        async def f():
            while True:
                try:
                    await asyncio.sleep(1)
                except asyncio.CancelledError:
                    pass
        task = asyncio.create_task(f())
        await asyncio.sleep(1)
        task.cancel()
        await task
        """,
    ),
    "subprocess": (
        "uncontrolled-block",
        "outside world",
        "await asyncio.create_subprocess_exec('ls')",
    ),
    "result that is wrong for a timeout that was swallowed": (
        "wrong-result",
        "swallowed cancellation",
        """
        async def f():
            try:
                await asyncio.sleep(9)
            except asyncio.CancelledError:
                pass
        task = asyncio.create_task(f())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        assert task.cancelled()
        """,
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_has_its_verdict(name: str, explored: Explored) -> None:
    verdict, kind, body = MISTAKES[name]
    result = explored(coroutine(body))
    assert (result.verdict.name, result.verdict.kind) == (verdict, kind), result.verdict


@pytest.mark.parametrize(
    ("way", "waits"),
    [
        ("task._coro = nothing()", "asyncio.sleep(0)"),
        ("task.get_coro().close(); task._coro = nothing()", "asyncio.sleep(0)"),
        ("asyncio.Future.set_result(task, None)", "asyncio.Event().wait()"),
    ],
)
def test_a_program_that_ends_its_scenario_does_not_pass(
    way: str, waits: str, explored: Explored
) -> None:
    """The scenario is a task of the program's own loop, and what it asserts was never asked."""
    body = f"""
        async def nothing():
            pass
        def put_in_place(task):
            {way}
        asyncio.get_running_loop().call_soon(put_in_place, asyncio.current_task())
        await {waits}
        assert False
        """
    result = explored(coroutine(body))
    assert result.verdict.name == "exception"
    assert "scenario() did not come to its end" in result.verdict.message


NO_MISTAKES = {
    "sleeping in a loop that has nothing else to do": "time.sleep(1)",
    "a lock of threading for a moment": """
        lock, numbers = threading.Lock(), []
        def add():
            with lock:
                numbers.append(1)
        async def f():
            with lock:
                numbers.append(2)
        await asyncio.gather(asyncio.to_thread(add), f())
        """,
    "a worker that waits for more": """
        queue = asyncio.Queue()
        async def work():
            while True:
                await queue.get()
                queue.task_done()
        asyncio.create_task(work())
        queue.put_nowait(1)
        await queue.join()
        """,
    "a task that is cancelled and not awaited": """
        async def f():
            await asyncio.sleep(1)
        asyncio.create_task(f()).cancel()
        """,
    "cleaning up when cancelled": """
        done = []
        async def f():
            try:
                await asyncio.sleep(9)
            finally:
                await asyncio.sleep(0)
                done.append(1)
        task = asyncio.create_task(f())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        assert done and task.cancelled()
        """,
    "an exception that is looked at": """
        async def f(): 1 / 0
        task = asyncio.create_task(f())
        await asyncio.wait([task])
        assert isinstance(task.exception(), ZeroDivisionError)
        """,
    "an exception that one got, and another one, who was cancelled, did not": """
        async def f():
            await asyncio.sleep(0)
            1 / 0
        task = asyncio.create_task(f())
        asyncio.shield(task).cancel()
        try:
            await asyncio.shield(task)
        except ZeroDivisionError:
            pass
        """,
}


@pytest.mark.parametrize("name", NO_MISTAKES)
def test_what_is_no_mistake_passes(name: str, explored: Explored) -> None:
    result = explored(coroutine(NO_MISTAKES[name]))
    assert result.verdict.name == "passed", result.verdict


def test_what_a_thread_hands_to_the_loop_is_no_data_race(explored: Explored) -> None:
    body = """
        box, event, loop = {'value': 0}, asyncio.Event(), asyncio.get_running_loop()
        def add():
            box['value'] += 1
            loop.call_soon_threadsafe(event.set)
        thread = threading.Thread(target=add)
        thread.start()
        HERE
        box['value'] += 1
        thread.join()
        """
    ordered = explored(coroutine(body.replace("HERE", "await event.wait()")), races=True)
    assert ordered.verdict.name == "passed", ordered.verdict
    racy = explored(coroutine(body.replace("HERE", "await asyncio.sleep(0)")), races=True)
    assert racy.verdict.name == "data-race"


def test_a_failing_schedule_can_be_replayed(explored: Explored) -> None:
    body = dedent(SLEEPERS) + "assert done == [1, 2, 3]\n"
    first, second = (explored(coroutine(body)) for _ in range(2))
    assert first.replay == second.replay != ""
    assert first.verdict == second.verdict


@pytest.mark.parametrize("strategy", ["exhaustive", "random", "pct", "pos", "surw"])
def test_every_strategy_finds_it(strategy: str, explored: Explored) -> None:
    body = dedent(SLEEPERS) + "assert done[-1] == 3\n"
    assert explored(coroutine(body), strategy=strategy).verdict.name == "wrong-result"


def test_tasks_that_poll_let_other_threads_come_to_something(explored: Explored) -> None:
    result = explored("""
        import asyncio, threading

        async def poll():
            while True:
                await asyncio.sleep(1)

        def scenario():
            threading.Thread(target=lambda: asyncio.run(poll()), daemon=True).start()
            done = []
            other = threading.Thread(target=done.append, args=(1,))
            other.start()
            other.join()
            assert done == [1]
    """)
    assert not result.verdict.failed, result.verdict


LOOP_IN_A_THREAD = """
import asyncio, threading

def scenario():
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    {stop}
    thread.join()
    loop.close()
"""


@pytest.mark.parametrize("stop", ["loop.stop()", "loop.call_soon(loop.stop)"])
def test_who_stops_a_loop_in_another_thread_has_to_wake_it(stop: str, explored: Explored) -> None:
    result = explored(LOOP_IN_A_THREAD.format(stop=stop))
    assert (result.verdict.name, result.verdict.kind) == ("deadlock", "loop not woken")


def test_a_loop_in_another_thread_can_be_stopped(explored: Explored) -> None:
    assert explored(LOOP_IN_A_THREAD.format(stop="loop.call_soon_threadsafe(loop.stop)")).proved


def test_a_loop_in_each_of_two_threads_is_proved(explored: Explored) -> None:
    result = explored(
        """
        import asyncio, threading

        def scenario():
            async def work():
                await asyncio.sleep(0)
                return 1
            found = []
            def run():
                found.append(asyncio.run(work()))
            threads = [threading.Thread(target=run) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            assert found == [1, 1]
        """
    )
    assert result.proved


DAEMONS = {
    "that is in the midst of a step": """
        async def work():
            with lock:
                pass
        """,
    "that awaits a task which has died": """
        async def fail():
            raise ValueError
        async def work():
            task = asyncio.create_task(fail())
            await asyncio.sleep(1)
            with suppress(ValueError):
                await task
        """,
}


@pytest.mark.parametrize("work", DAEMONS.values(), ids=DAEMONS)
def test_the_loop_of_a_daemon_may_be_cut_short(work: str, explored: Explored) -> None:
    result = explored(
        "import asyncio, threading\nfrom contextlib import suppress\nlock = threading.Lock()\n"
        + dedent(work)
        + dedent(
            """
            def scenario():
                threading.Thread(target=lambda: asyncio.run(work()), daemon=True).start()
                with lock:
                    pass
            """
        )
    )
    assert result.verdict.name == "passed", result.verdict


def test_a_task_that_died_is_told_of_if_its_loop_came_to_its_end(explored: Explored) -> None:
    result = explored(
        """
        import asyncio, threading
        async def fail():
            raise ValueError
        async def work():
            task = asyncio.create_task(fail())
            await asyncio.sleep(1)
        def scenario():
            thread = threading.Thread(target=lambda: asyncio.run(work()), daemon=True)
            thread.start()
            thread.join()
        """
    )
    assert result.verdict.name == "lost-task", result.verdict
