"""Writes random small programs, the same ones for the same number."""

from __future__ import annotations

import random
from typing import Any

from .small_programs import Action, Body, Program

TOPICS = (
    "locks", "conditions", "semaphores", "event", "barrier", "simple_queue", "queue", "containers",
    "sleep", "threads", "timer", "local", "condition", "spin", "loop",
)  # fmt: skip
"""What a program may be about, besides plain memory."""


class Writer:
    """Writes actions on few objects, so that threads have something to do with each other.

    Args:
        number: which program to write.
        timed: whether it may wait with timeouts, and sleeps.
        daemons: whether some of its threads are daemons.
        longest: the most actions of a body.
        also: a topic that it has in any case.

    """

    def __init__(
        self,
        number: int,
        *,
        timed: bool = False,
        daemons: bool = False,
        longest: int = 3,
        also: str | None = None,
    ) -> None:
        self._random = random.Random(number)
        self._daemons = daemons
        self._longest = longest
        topics = [self._pick(*TOPICS), self._pick(*TOPICS, *[""] * len(TOPICS))]
        topics = [topic for topic in topics if topic] + ["sleep"] * timed
        if also is not None:
            topics.append(also)
        self._topics = [*dict.fromkeys(topics)]
        self._timed = timed
        self._timeouts = (None, 1, 1, 2, 0) if timed else (None,)
        self._variables = self._pick("x", "x", "x", "xy")
        self._parts = self._pick(("a",), ("a",), ("a", "b", None))
        self._locks = self._pick("l", "m", "lm", "g")
        self._conditions = self._pick("c", "c", "cd", "e")
        self._semaphores = self._pick("s", "s", "b", "sb")

    def program(self) -> Program:
        """The program."""
        size = self._pick(2, 2, 3)
        longest = self._longest if size == 2 else max(self._longest - 1, 1)
        numbers = range(size)
        return Program(
            bodies=tuple(self._body(1, 1, longest) for _ in numbers),
            permits=self._pick(0, 1, 2),
            # That a thread still holds the lock of a condition is not announced, and a plain lock
            # may be given back by another.
            reentrant={"locks", "conditions"} <= set(self._topics) or self._pick(True, False),
            joins=tuple(self._pick(None, None, 1) for _ in numbers) if self._timed else (),
            daemons=frozenset(n for n in numbers if n == 0 or self._pick(True, False))
            if self._daemons
            else frozenset(),
        )

    # -- inside --------------------------------------------------------------------------------

    def _pick(self, *options: Any) -> Any:
        return options[int(self._random.random() * len(options))]

    def _body(self, depth: int, shortest: int, longest: int) -> Body:
        """A body of *shortest* to *longest* actions, which hold others *depth* deep."""
        length = self._pick(*range(shortest, longest + 1))
        return tuple(self._action(depth) for _ in range(length))

    def _action(self, depth: int) -> Action:
        """An action; many touch memory, so that it shows in which order things happened."""
        topic = self._pick("memory", *self._topics, *self._topics)
        name, *arguments = self._pick(*self._actions(topic))
        return (name, *(self._argument(a, depth) for a in arguments))

    def _argument(self, argument: Any, depth: int) -> Any:
        if argument == "body":
            return self._body(depth - 1, 0, 2) if depth else ()
        return self._pick(*argument)

    def _actions(self, topic: str) -> tuple[tuple[Any, ...], ...]:
        """The actions on *topic*: a name, and for each argument what it may be."""
        timeouts, body = self._timeouts, "body"
        locks, conditions, semaphores = self._locks, self._conditions, self._semaphores
        variables, parts = self._variables, self._parts
        match topic:
            case "memory":
                return ("read", variables, parts), ("write", variables, parts), ("add", variables)
            case "several":
                return ("look", "xy", "ab"), ("copy", "xy", "a"), ("append",), ("write", "xy", "ab")
            case "containers":
                return (
                    ("load", "ab"),
                    ("store", "ab"),
                    ("append",),
                    ("pop",),
                    ("length",),
                    ("walk",),
                )
            case "locks":
                return (
                    ("with", locks, body),
                    ("with", locks, body),
                    ("try", locks, timeouts, body),
                    ("acquire", locks),
                    ("release", locks),
                    ("locked", locks.replace("g", "m")),
                )
            case "conditions":
                return (
                    ("wait", conditions, timeouts),
                    ("wait_for", conditions, timeouts),
                    ("notify", conditions, (1, 1, 2)),
                    ("stray_notify", conditions),
                )
            case "semaphores":
                return (
                    ("down", semaphores),
                    ("up", semaphores, (1, 1, 2)),
                    ("try_down", semaphores, timeouts),
                )
            case "event":
                return ("set",), ("clear",), ("is_set",), ("await", timeouts)
            case "barrier":
                return (
                    ("barrier", ["wait"], timeouts),
                    ("barrier", ["wait"], timeouts),
                    ("barrier", ["abort", "reset", "n_waiting", "broken"]),
                )
            case "simple_queue":
                return (
                    ("put",),
                    ("put",),
                    ("get", [True], timeouts),
                    ("get", [False], [None]),
                    ("size",),
                )
            case "queue":
                return (
                    ("queue", ["put"], [True], [None]),
                    ("queue", ["put", "get"], [False]),
                    ("queue", ["get"], [True], [None]),
                    ("queue", ["task_done", "join", "qsize"]),
                )
            case "sleep":
                return (("sleep", (1, 2)),)
            case "threads":
                return ("spawn", body), ("join", (0, 1, 2), timeouts), ("is_alive", (0, 1, 2))
            case "timer":
                return ("timer", (1, 2) if self._timed else (0,), body), ("cancel",)
            case "local":
                return ("keep",), ("recall",)
            case "condition":
                return (("if", body),)
            case "spin":
                return ("spin", variables, parts), ("spin_try", locks)
            case "loop":
                return (("loop", (2, 3, 4), body),)
        assert topic == "fail", topic
        return (("fail",),)
