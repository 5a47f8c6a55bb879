"""A fork of the worker: a process that does what it is told, one order after another.

An order is a number and a *seal*, a secret that nobody in the fork knows before. What the fork says
to an order stands between seals, since the code that runs in it may write to the same pipe:

    SEAL … SEAL {JSON} SEAL

The first one says that it has begun. The fork that cannot go on, or that its user does not trust
any more, is ended, and all that it has started with it.
"""

from __future__ import annotations

import json
import os
import secrets
import select
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from grader.sandbox.box import Box
from grader.sandbox.keeper import sweep
from treadle.busy import is_over

LOOK_S = 0.02
"""How often a fork that says nothing is looked after, in seconds."""

LAST_S = 1.0
"""How long a fork that says no more may take to end, in seconds."""

CHUNK_BYTES = 64 << 10
MOST_BYTES = 4 << 20
"""Nothing that is said is longer."""

SEAL_BYTES = 32
ORDER_BYTES = SEAL_BYTES + 8


@dataclass(frozen=True, slots=True)
class Said:
    """What a fork said to an order.

    Attributes:
        begun: whether it has begun to do it.
        text: what stood between its seals; empty if it did not come to that.
        status: the wait status, if it has ended in the middle of it; None if it was out of time.

    """

    begun: bool
    text: bytes
    status: int | None


class Fork:
    """A fork of this process.

    Args:
        begin: what it does first.
        obey: what it does for each number that it is told; gives what is to be said, and whether it
            can do more.
        box: that it enters.

    """

    def __init__(
        self, begin: Callable[[], None], obey: Callable[[int], tuple[Any, bool]], box: Box
    ) -> None:
        orders, self._orders = os.pipe()
        self._ours, said = os.pipe()
        self._box = box
        self._child = os.fork()
        if self._child == 0:
            os.close(self._orders)
            os.close(self._ours)
            _serve(begin, obey, orders, said)
        os.close(orders)
        os.close(said)

    def tell(self, number: int, limit_s: float) -> Said:
        """Order it to do *number*, within so many seconds; what it says to that.

        On a busy machine they are more, see `treadle.busy`.

        Not until the end of the pipe: what the code leaves running may hold it open.
        """
        seal = secrets.token_hex(SEAL_BYTES // 2).encode()
        begin_s = time.monotonic()
        said, parts, late = b"", [b""], False
        ended = None
        try:
            os.write(self._orders, seal + b"%8d" % number)
        except BrokenPipeError:
            return Said(begun=False, text=b"", status=_ended(self._child, LAST_S))
        while len(parts) < 4 and len(said) < MOST_BYTES and not (late := is_over(begin_s, limit_s)):
            if select.select([self._ours], [], [], LOOK_S)[0]:
                chunk = os.read(self._ours, CHUNK_BYTES)
                if not chunk:
                    break
                said += chunk
                parts = said.split(seal)
            elif ended is not None or self._box.is_full():
                break  # it has ended, and there is no more to read; or is to end
            else:
                ended = _ended(self._child, 0.0)
        if len(parts) > 3:
            return Said(begun=True, text=parts[2], status=None if late else 0)
        if ended is None and not late:
            ended = _ended(self._child, LAST_S)
        if ended is None:
            ended = self.end()
        return Said(len(parts) > 1, b"", None if late else ended)

    def end(self) -> int | None:
        """End it, and what it has started; its wait status, if it had not ended before."""
        if not self._child:
            return None
        os.close(self._orders)
        os.close(self._ours)
        status = sweep(self._child)
        self._child = 0
        self._box.tidy()
        return status


def _serve(
    begin: Callable[[], None], obey: Callable[[int], tuple[Any, bool]], orders: int, said: int
) -> NoReturn:
    """Be the fork: obey until there are no more orders, or one ends it."""
    code = 1
    try:
        begin()
        goes_on = True
        while goes_on and (order := os.read(orders, ORDER_BYTES)):
            seal = order[:SEAL_BYTES]
            os.write(said, seal)
            told, goes_on = obey(int(order[SEAL_BYTES:]))
            with os.fdopen(said, "wb", closefd=False) as file:
                file.write(seal + json.dumps(told).encode() + seal)
        code = 0
    finally:
        os._exit(code)


def _ended(child: int, patience_s: float) -> int | None:
    """Wait for *child* to end; its wait status, None if it does not."""
    deadline = time.monotonic() + patience_s
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return status
        if time.monotonic() >= deadline:
            return None
        time.sleep(0.0005)
