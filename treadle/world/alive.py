"""Which threads are alive, for whoever looks at all of them at once."""

from __future__ import annotations

from treadle.operation import READ, Operation
from treadle.questions import WHO_IS_ALIVE, ask
from treadle.state import running_execution
from treadle.virtual_thread import VirtualThread
from treadle.world.primitive import deprecated
from treadle.world.threads import Thread, census


def everybody_alive() -> list[VirtualThread]:
    """All threads that have been started and have not ended."""
    execution = running_execution()
    everyone = census()
    execution.step(Operation(READ, execution.number(everyone)))
    ask(execution, WHO_IS_ALIVE)
    main = execution.main  # which is there until all is over, for it waits for the others
    others = (t for t in execution.alive if t is not main and t.effect is None)
    return [main, *(t for t in others if t.index not in everyone.gone)]


def enumerate_threads() -> list[Thread]:
    """All threads that are alive and have an object of their own."""
    return [t.handle for t in everybody_alive() if t.handle is not None]


def active_count() -> int:
    """How many threads are alive."""
    return len(enumerate_threads())


def activeCount() -> int:  # noqa: N802 - the old name in `threading`
    """The same as `active_count`."""
    deprecated("activeCount()", "use active_count()")
    return active_count()
