"""Modules of the standard library are executed once, and as good as new in each execution."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from treadle.exploration import explore
from treadle.settings import Settings
from treadle.world import World

PROGRAMS = {
    "names of a pool": """
        from concurrent.futures import ThreadPoolExecutor
        def scenario():
            with ThreadPoolExecutor(1) as pool:
                assert ThreadPoolExecutor(1)._thread_name_prefix.endswith("-1")
        """,
    "loggers, handlers and levels": """
        import logging
        def scenario():
            assert "mine" not in logging.root.manager.loggerDict
            assert not logging.getLogger().handlers
            assert logging.getLevelName(7) == "Level 7" and len(logging._handlerList) == 1
            logging.getLogger("mine").addHandler(logging.Handler())
            logging.getLogger().addHandler(logging.StreamHandler())
            logging.addLevelName(7, "seven")
        """,
    "what is patched": """
        import concurrent.futures, logging, queue
        def scenario():
            assert not hasattr(queue.Queue, "mine") and queue.Queue.get is not None
            assert not hasattr(concurrent.futures, "mine") and logging.Logger.info
            queue.Queue.mine, queue.Queue.get, concurrent.futures.mine = 1, None, 2
            del logging.Logger.info
        """,
    "what is to be called in the end": """
        import threading, atexit
        from concurrent.futures import ThreadPoolExecutor
        def scenario():
            pool = ThreadPoolExecutor(1)
            pool.submit(int)  # its thread waits until somebody says that this is the end
        """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_no_execution_knows_of_another(name: str, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(textwrap.dedent(PROGRAMS[name]), encoding="utf-8")
    world = World(tmp_path)
    result = explore(
        world, lambda: world.load(path).scenario(), Settings(schedules=3, strategy="random")
    )
    assert (result.verdict.name, result.schedules) == ("passed", 3), result.verdict
