"""`queue.SimpleQueue`."""

from __future__ import annotations

from collections import deque
from queue import Empty
from types import GenericAlias
from typing import Any

from treadle.kernel import Execution
from treadle.operation import GET, PUT, READ, TRY_DOWN, whole
from treadle.world.primitive import Primitive


class SimpleQueue(Primitive):
    """`queue.SimpleQueue`, which is atomic by itself."""

    __slots__ = ("_items",)

    IN_C = "_queue.SimpleQueue"

    __class_getitem__: Any = classmethod(GenericAlias)

    def _reset(self, execution: Execution) -> None:
        self._items: deque[Any] = deque()
        execution.initial[self._number] = 0

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Put *item* in; never waits."""
        execution = self._treadle_execution()
        execution.step(whole(PUT, self._number))
        self._items.append(item)

    def put_nowait(self, item: Any) -> None:
        """Put *item* in."""
        self.put(item)

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Take the oldest item out, waiting for one. Raises queue.Empty if there is none."""
        if block and timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        execution = self._treadle_execution()
        if not block or timeout == 0:
            execution.step(whole(TRY_DOWN, self._number))
            if not self._items:
                execution.futile()
                raise Empty
        elif not execution.block(whole(GET, self._number), self._filled, self, timeout):
            raise Empty
        return self._items.popleft()

    def get_nowait(self) -> Any:
        """Take the oldest item out. Raises queue.Empty if there is none."""
        return self.get(block=False)

    def qsize(self) -> int:
        """How many items are in."""
        execution = self._treadle_execution()
        execution.step(whole(READ, self._number))
        return len(self._items)

    def empty(self) -> bool:
        """Whether nothing is in."""
        return self.qsize() == 0

    def _filled(self) -> bool:
        return bool(self._items)
