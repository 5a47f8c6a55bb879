"""How a program ends: what Python does when the main thread has done its work.

The main thread counts as ended from then on. First what `threading._register_atexit` was given is
called (a pool tells its threads to end), then all threads that are no daemons are waited for, then
what `atexit` was given is called; both lists from the back. Daemons are not waited for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from treadle.state import running_execution
from treadle.world.census import Census
from treadle.world.threads import census, join, main_done


def register_at_shutdown(function: Callable[..., object], /, *args: Any, **kwargs: Any) -> None:
    """`threading._register_atexit`: call *function* before threads are waited for."""
    waiting = census().at_shutdown
    if waiting is None:
        raise RuntimeError("can't register atexit after shutdown")
    waiting.append(lambda: function(*args, **kwargs))


def register_at_exit(
    function: Callable[..., Any], /, *args: Any, **kwargs: Any
) -> Callable[..., Any]:
    """`atexit.register`: call *function* when all is over."""
    census().at_exit.append((function, lambda: function(*args, **kwargs)))
    return function


def unregister_at_exit(function: Callable[..., Any], /) -> None:
    """`atexit.unregister`."""
    everyone = census()
    everyone.at_exit = [(f, call) for f, call in everyone.at_exit if f != function]


def run_at_exit() -> None:
    """`atexit._run_exitfuncs`: call what was registered, from the back, and forget it."""
    callbacks = census().at_exit
    while callbacks:
        callbacks.pop()[1]()


def shut_down() -> None:
    """End the program; the main thread comes here when the scenario has returned."""
    everyone = _begin()
    if everyone.at_exit:
        _join_all()
        run_at_exit()


def end_threads() -> None:
    """`threading._shutdown`: wait for all threads that are no daemons.

    In Python 3.12.0 to 3.12.2 no thread can be started from then on (cpython issue 113964). (After
    a scenario one can be: the end of a test is not the end of a program.)
    """
    census().no_more_starts = (3, 12) <= sys.version_info < (3, 12, 3)
    _begin()
    _join_all()


def _begin() -> Census:
    everyone = census()
    main_done()
    waiting, everyone.at_shutdown = everyone.at_shutdown or [], None
    for callback in reversed(waiting):
        callback()
    return everyone


def _join_all() -> None:
    """Wait for all threads that are no daemons."""
    execution = running_execution()
    for thread in execution.threads:  # which may grow meanwhile
        if thread is not execution.main and not thread.daemon and not thread.joined:
            join(execution, thread)
