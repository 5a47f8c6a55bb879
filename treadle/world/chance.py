"""Random numbers that are the same in every execution: of `random`, `secrets`, `uuid` and `os`."""

from __future__ import annotations

import base64
import random
import secrets
import uuid
from collections.abc import Sequence
from types import ModuleType
from typing import Any

from treadle.hooks.access import announce
from treadle.instrument.methods import CONTAINERS
from treadle.operation import READ, WRITE
from treadle.state import running_execution, state
from treadle.unproved import unseen

DEFAULT_BYTES = 32
"""Of a token of `secrets`, if nothing is said."""


def _source() -> random.Random:
    """Where the numbers of the running thread come from that nobody can foresee.

    Each thread has numbers of its own: from those of a common source it could tell how many others
    have drawn, and no step stands for that.
    """
    execution = running_execution()
    of_threads: dict[int, random.Random] = execution.memory.setdefault("chance", {})
    number = execution.running.index
    if number not in of_threads:
        of_threads[number] = random.Random(number + 1)
    return of_threads[number]


class Random(random.Random):
    """`random.Random`; without a seed it is as unknown as any, but the same every time."""

    def seed(self, a: Any = None, version: int = 2) -> None:
        """Begin anew."""
        if state.active and "gauss_next" in self.__dict__:
            unseen("the numbers drawn from a random.Random that is seeded anew")
            announce(WRITE, self, "state")
        super().seed(_source().getrandbits(64) if a is None else a, version)

    def setstate(self, state_of: Any) -> None:
        """Go on from where another one was."""
        if state.active:
            unseen("the numbers drawn from a random.Random that is set back")
            announce(WRITE, self, "state")
        super().setstate(state_of)


class _OfEachThread(random.Random):
    """What the functions of `random` draw from: the same, with numbers for each thread."""

    def __init__(self) -> None:
        self._first: Any = 0  # what it begins with
        self._of_threads: dict[int, random.Random] = {}
        super().__init__(0)

    def _own(self) -> random.Random:
        number = state.execution.running.index if state.execution is not None else 0
        if number not in self._of_threads:
            first = self._first if number == 0 else f"{number} of {self._first!r}"
            self._of_threads[number] = random.Random(first)
        return self._of_threads[number]

    @property
    def gauss_next(self) -> Any:
        """What `gauss` has left over."""
        return self._own().gauss_next  # type: ignore[attr-defined]

    @gauss_next.setter
    def gauss_next(self, value: Any) -> None:
        self._own().gauss_next = value  # type: ignore[attr-defined]

    def random(self) -> float:
        """The next number."""
        return self._own().random()

    def getrandbits(self, k: int, /) -> int:
        """The next number of *k* bits."""
        return self._own().getrandbits(k)

    def seed(self, a: Any = None, version: int = 2) -> None:
        """Begin anew: what all begin with, or what the thread does if there are others by now."""
        first = _source().getrandbits(64) if a is None else a
        if not state.active:
            self._first = first
            self._of_threads.clear()
        self._own().seed(first, version)

    def getstate(self) -> Any:
        """Where the thread is."""
        return self._own().getstate()

    def setstate(self, state_of: Any) -> None:
        """Go on from where another one was."""
        self._own().setstate(state_of)


class SystemRandom(Random):
    """`random.SystemRandom`, which cannot be seeded."""

    def __init__(self, seed: object = None) -> None:
        super().__init__()

    def seed(self, a: Any = None, version: int = 2) -> None:
        """Do nothing, but for the first time."""
        super().seed(None)

    def getstate(self) -> Any:
        """Refuse. Raises NotImplementedError."""
        raise NotImplementedError("System entropy source does not have state.")

    def setstate(self, state: object) -> None:
        """Refuse. Raises NotImplementedError."""
        raise NotImplementedError("System entropy source does not have state.")


def urandom(size: int, /) -> bytes:
    """`os.urandom`."""
    if size < 0:
        raise ValueError("negative argument not allowed")
    return _source().randbytes(size)


def _like(real: ModuleType, contents: dict[str, Any]) -> ModuleType:
    module = ModuleType(real.__name__)
    module.__dict__.update(real.__dict__)
    module.__dict__.update(contents)
    return module


def make_random() -> ModuleType:
    """`random`, made afresh for every execution."""
    generator = _OfEachThread()
    names = [n for n in random.__all__ if n[0].islower() and hasattr(generator, n)]
    contents: dict[str, Any] = {name: getattr(generator, name) for name in names}
    return _like(random, contents | {"Random": Random, "SystemRandom": SystemRandom})


def make_secrets() -> ModuleType:
    """`secrets`."""

    def token_bytes(nbytes: int | None = None) -> bytes:
        return urandom(DEFAULT_BYTES if nbytes is None else nbytes)

    def token_hex(nbytes: int | None = None) -> str:
        return token_bytes(nbytes).hex()

    def token_urlsafe(nbytes: int | None = None) -> str:
        return base64.urlsafe_b64encode(token_bytes(nbytes)).rstrip(b"=").decode("ascii")

    def choice(seq: Sequence[Any]) -> Any:
        if state.active and isinstance(seq, CONTAINERS):
            announce(READ, seq, None)
        return _source().choice(seq)

    def randbits(k: int) -> int:
        return _source().getrandbits(k)

    def randbelow(exclusive_upper_bound: int) -> int:
        if exclusive_upper_bound <= 0:
            raise ValueError("Upper bound must be positive.")
        return _source().randrange(exclusive_upper_bound)

    made = (token_bytes, token_hex, token_urlsafe, choice, randbits, randbelow)
    return _like(secrets, {f.__name__: f for f in made} | {"SystemRandom": SystemRandom})


def make_uuid() -> ModuleType:
    """`uuid`."""

    def uuid4() -> uuid.UUID:
        return uuid.UUID(bytes=urandom(16), version=4)

    def uuid1(node: int | None = None, clock_seq: int | None = None) -> uuid.UUID:
        return uuid.UUID(bytes=urandom(16), version=1)

    return _like(uuid, {"uuid1": uuid1, "uuid4": uuid4})
