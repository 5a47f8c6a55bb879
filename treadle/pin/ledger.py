"""The ledger: memory in which the processes of a program leave what is to be told of them.

Whoever starts the program reads it. It is a file without a name, handed over as standard input and
let go of once it is mapped: so a program that opens, writes and deletes files does not come upon
it, and what was said stays said. What a process forks shares it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from mmap import mmap
from typing import IO

SLOTS, SLOT_BYTES = 128, 64 << 10
"""A process writes where its number says: of so many that live at a time no two write to one."""

BYTES = SLOTS * SLOT_BYTES
LENGTH_BYTES = 8


class Ledger:
    """Records, a line each; those of one process are in the order of their writing.

    Args:
        memory: `BYTES` of it, nothing but zeros at first.

    """

    def __init__(self, memory: mmap) -> None:
        self._memory = memory

    @classmethod
    def to_hand_over(cls, file: IO[bytes]) -> Ledger:
        """A new one, in a file without a name."""
        file.truncate(BYTES)
        return cls(mmap(file.fileno(), BYTES))

    @classmethod
    def from_standard_input(cls) -> Ledger:
        """The one that was handed over to this process; standard input is empty from then on."""
        free = os.dup(0)
        os.close(free)
        memory = mmap(0, BYTES)
        nothing = os.open(os.devnull, os.O_RDONLY)
        if os.name == "posix" and os.path.sameopenfile(0, free):
            os.close(free)  # `mmap` has kept one for itself, to learn sizes, which nobody asks for
        os.dup2(nothing, 0)
        os.close(nothing)
        return cls(memory)

    def write(self, record: bytes, *, urgent: bool) -> None:
        """Add *record*, a line; what is not *urgent* only as long as half of the room is left."""
        begin = os.getpid() % SLOTS * SLOT_BYTES
        used = self._length(begin) or LENGTH_BYTES
        end = used + len(record)
        if end <= (SLOT_BYTES if urgent else SLOT_BYTES // 2):
            self._memory[begin + used : begin + end] = record
            self._memory[begin : begin + LENGTH_BYTES] = end.to_bytes(LENGTH_BYTES, "little")

    def records(self) -> Iterator[bytes]:
        """What has been written so far."""
        for begin in range(0, BYTES, SLOT_BYTES):
            if length := self._length(begin):
                yield from self._memory[begin + LENGTH_BYTES : begin + length].splitlines()

    def close(self) -> None:
        """Give the memory back."""
        self._memory.close()

    def _length(self, begin: int) -> int:
        return int.from_bytes(self._memory[begin : begin + LENGTH_BYTES], "little")
