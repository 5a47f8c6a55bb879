"""Listening to a student's process: its results as they come, its output only so far as needed."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import time
from collections.abc import Iterator
from threading import Event
from typing import Any

from grader.sandbox import Launched
from treadle.busy import is_over

LINE_BYTES = 4 << 20
TAIL_BYTES = 8 << 10
CHUNK_BYTES = 64 << 10
NOTICE_S = 0.1


class OutOfTime(Exception):
    """Nothing was heard for too long."""


class Stopped(Exception):
    """The person who grades has asked to stop."""


class Listener:
    """Hears one process.

    Attributes:
        tail: the last few KB of what it printed.

    """

    def __init__(self, launched: Launched, limit_s: float, stop: Event) -> None:
        """Listen to *launched*, for up to *limit_s* seconds at a time, until *stop* is set.

        On a busy machine they are more, see `treadle.busy`.
        """
        self.tail = b""
        self._launched = launched
        self._limit_s = limit_s
        self._stop = stop
        self._partial = b""
        self.restart_clock()

    def restart_clock(self) -> None:
        """Allow the full time again, from now."""
        self._begin_s = time.monotonic()

    def events(self) -> Iterator[dict[str, Any]]:
        """Give each result when it comes; end when the process has ended.

        Raises:
            OutOfTime: the process is still running at the end of its time.
            Stopped: we were asked to stop.

        """
        with selectors.DefaultSelector() as selector:
            selector.register(self._launched.results, selectors.EVENT_READ)
            selector.register(self._launched.output, selectors.EVENT_READ)
            while True:
                # Asked again before each wait: a process that never falls silent is stopped, too.
                if self._stop.is_set():
                    raise Stopped
                if is_over(self._begin_s, self._limit_s):
                    raise OutOfTime
                ready = {key.fd for key, _ in selector.select(NOTICE_S)}
                if self._launched.output in ready and not self._hear_output():
                    selector.unregister(self._launched.output)
                if self._launched.results in ready:
                    chunk = os.read(self._launched.results, CHUNK_BYTES)
                    yield from self._parse(chunk)
                    if not chunk:
                        break
        os.set_blocking(self._launched.output, False)  # whoever still holds it is not waited for
        with contextlib.suppress(BlockingIOError):
            while self._hear_output():
                pass

    def _hear_output(self) -> bool:
        """Read what is printed, keep the end of it; say whether more may come."""
        chunk = os.read(self._launched.output, CHUNK_BYTES)
        self.tail = (self.tail + chunk)[-TAIL_BYTES:]
        return bool(chunk)

    def _parse(self, chunk: bytes) -> Iterator[dict[str, Any]]:
        *lines, self._partial = (self._partial + chunk).split(b"\n")
        if len(self._partial) > LINE_BYTES:
            self._partial = b""  # no result is so long; what follows is no JSON and is dropped
        for line in lines:
            try:
                event = json.loads(line)
            except (ValueError, RecursionError):
                continue  # not written by the plugin
            if isinstance(event, dict):
                yield event
