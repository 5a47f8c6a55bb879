"""A cluster as the place where checks are run: Dask's `distributed`, https://distributed.dask.org.

Every worker of the cluster is given the kit once, as a plugin; then a task is one student's work,
which goes there as bytes and comes back as results. A worker that is lost in the middle loses
nothing: the task is given to another one. After a scheduler is lost, we wait for the next one at
the same address, and ask again for what has no result.
"""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Lock
from typing import Any

from distributed import Client, Future, KilledWorker, WorkerPlugin, get_worker
from distributed.comm import CommClosedError, get_address_host_port

from grader import kit as kits
from grader.errors import BadInput
from grader.kit import Exercise, Kit
from grader.listen import NOTICE_S, Stopped
from grader.place import Here
from grader.result import FIELDS, Result
from grader.run import LIMIT_S, Piece, Record
from grader.sandbox import probe

CONNECT_S = 20.0
"""How long a scheduler may take to answer, and a first worker to come, in seconds."""

RETURN_S = 600.0
"""How long to wait for a scheduler that was lost, in seconds."""

TRIES = 10
"""So often a student's work is sent out, whatever is lost with it."""

Asked = list[tuple[str, bytes, tuple[str, ...]]]
"""A student's work: the exercise, what was handed in, the names of the checks."""

Told = list[tuple[str, str, dict[str, Any]]]
"""What came of it: the exercise, the name of the check, and the `FIELDS` of its result."""


class _Lost(Exception):
    """There will be no answer."""


@dataclass
class KitPlugin(WorkerPlugin):  # type: ignore[misc]
    """The kit on a worker of the cluster, where it is put into a folder when first needed.

    Attributes:
        name: of the plugin.
        files: the kit's files by their paths.
        exercises: of the kit.
        harness: stands for the harness, which has to be the same.
        trusted: whether code may run where there is no sandbox.
        limit_s: wall clock for one check, in seconds.

    """

    name: str
    files: dict[str, bytes]
    exercises: tuple[Exercise, ...]
    harness: str
    trusted: bool
    limit_s: float
    _open: ExitStack | None = field(default=None, init=False)
    _lock: Any = field(default=None, init=False)
    _here: Here | None = field(default=None, init=False)

    def setup(self, worker: Any) -> None:
        """Begin on a worker."""
        self._lock = Lock()
        self._stop = Event()

    def teardown(self, worker: Any) -> None:
        """End: nothing is left."""
        self._stop.set()
        with self._lock:
            if self._open is not None:
                self._open.close()

    def grade(self, asked: Asked) -> Told:
        """Run a student's checks.

        Raises:
            BadInput: it cannot be done on this machine.

        """
        with self._lock:
            if self._here is None:
                self._here = self._laid_out()
        exercises = {exercise.name: exercise for exercise in self.exercises}
        pieces = []
        for name, source, wanted in asked:
            checks = tuple(check for check in exercises[name].checks if check.name in wanted)
            pieces.append(Piece(exercises[name], source, checks))
        told: Told = []

        def record(results: Sequence[tuple[Exercise, Result]]) -> None:
            for exercise, result in results:
                fields = {name: getattr(result, name) for name in FIELDS}
                told.append((exercise.name, result.check.name, fields))

        try:
            self._here.run(pieces, record, self._stop)
        except Stopped:
            raise _Lost("the kit was taken away") from None
        return told

    def _laid_out(self) -> Here:
        if kits.harness() != self.harness:
            raise BadInput("A worker of the cluster has another version of Treadle than you.")
        sandbox = probe.choose(trusted=self.trusted)
        with ExitStack() as stack:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="grader-kit-")))
            folder.chmod(0o755)  # nobody has to read it, in the box
            for name, content in self.files.items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            here = stack.enter_context(Here(sandbox, Kit(folder, self.exercises), self.limit_s))
            self._open = stack.pop_all()
        return here


def _graded(name: str, asked: Asked) -> Told:
    """On a worker: run a student's checks."""
    plugin = get_worker().plugins.get(name)
    if plugin is None:
        raise _Lost("the worker has no kit")
    told: Told = plugin.grade(asked)
    return told


def _answer(future: Future, stop: Event) -> Told:
    """What comes of *future*. Raises `Stopped`, and what the task raised."""
    while not future.done():
        if stop.is_set():
            future.cancel()
            raise Stopped
        with suppress(TimeoutError):
            future.result(timeout=NOTICE_S)
    told: Told = future.result()
    return told


def _key() -> str:
    return f"grade-{uuid.uuid4().hex}"


class Cluster:
    """A `Place` that is many machines.

    Attributes:
        cores: how many tasks it had room for when we came.

    """

    def __init__(self, address: str, kit: Kit, *, trusted: bool, limit_s: float = LIMIT_S) -> None:
        """Go to the cluster whose scheduler is at *address*; see `connected`."""
        self._address = address
        self._plugin = _plugin(kit, trusted, limit_s)
        self._lock = Lock()
        self._connection = self._connected(CONNECT_S)
        self.cores = sum(self._connection[0].nthreads().values())

    def close(self) -> None:
        """Take the kit away again, and leave."""
        client, plugin = self._connection
        with suppress(Exception):  # nobody needs it any more
            client.unregister_worker_plugin(plugin)
        client.close()

    def run(self, pieces: list[Piece], record: Record, stop: Event) -> None:
        """See `grader.place.Place`; the results come together when the student's last is there."""
        exercises = {piece.exercise.name: piece.exercise for piece in pieces}
        checks = {(p.exercise.name, check.name): check for p in pieces for check in p.checks}
        asked = [(p.exercise.name, p.source, tuple(c.name for c in p.checks)) for p in pieces]
        record(
            [
                (exercises[name], Result(checks[name, check], **fields))
                for name, check, fields in self._told(asked, stop)
            ]
        )

    def _told(self, asked: Asked, stop: Event) -> Told:
        """What came of a student's work, whoever is lost in the meantime."""
        for _ in range(TRIES):
            client, plugin = self._connection
            try:
                return _answer(client.submit(_graded, plugin, asked, pure=False, key=_key()), stop)
            except KilledWorker as error:  # several workers in turn were lost while they had it
                why: Exception = error
            except (_Lost, CancelledError, CommClosedError) as error:
                why = error
                self._return(client, stop)
        raise RuntimeError(f"the cluster loses every worker that has it ({why})")

    def _return(self, lost: Client, stop: Event) -> None:
        """Be connected again; whoever comes first does it for all."""
        with self._lock:
            if self._connection[0] is not lost:
                return
            with suppress(Exception):
                lost.close(timeout=1)
            until = time.monotonic() + RETURN_S
            while not stop.is_set():
                try:
                    self._connection = self._connected(CONNECT_S)
                    return
                except BadInput:
                    if time.monotonic() > until:
                        raise
        raise Stopped

    def _connected(self, patience_s: float) -> tuple[Client, str]:
        """A client of the cluster, and the name of the plugin that its workers have from now on.

        Raises:
            BadInput: there is no scheduler, or it has no worker.

        """
        try:
            get_address_host_port(self._address)  # a client that is given none never quite ends
            client = Client(self._address, timeout=patience_s, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise BadInput(
                f"There is no scheduler at {self._address}: {error}.\n"
                "Start one with: dask scheduler --port 8786"
            ) from None
        # A name of its own: one that is known there would end what runs in the other's name.
        plugin = replace(self._plugin, name=f"{self._plugin.name}-{uuid.uuid4().hex}")
        try:
            client.register_plugin(plugin)
            client.wait_for_workers(1, timeout=patience_s)
        except (OSError, TimeoutError):
            client.close()
            raise BadInput(
                f"The scheduler at {self._address} has no worker.\n"
                f"Start one on each machine, with: dask worker {self._address}"
            ) from None
        return client, plugin.name


@contextmanager
def connected(address: str, kit: Kit, *, trusted: bool) -> Iterator[Cluster]:
    """The cluster whose scheduler is at *address*, for the time of the block.

    Args:
        address: such as `tcp://10.0.0.1:8786`.
        kit: where the exercises are from.
        trusted: whether code may run on a worker that has no sandbox.

    Raises:
        BadInput: there is no cluster at that address.

    """
    cluster = Cluster(address, kit, trusted=trusted)
    try:
        yield cluster
    finally:
        cluster.close()


def _plugin(kit: Kit, trusted: bool, limit_s: float) -> KitPlugin:
    files = {
        path.relative_to(kit.folder).as_posix(): path.read_bytes()
        for folder in [kit.folder / exercise.name for exercise in kit.exercises]
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    content = hashlib.sha256(repr((sorted(files.items()), kit.exercises, trusted)).encode())
    name = f"grader-{content.hexdigest()[:16]}"
    return KitPlugin(name, files, kit.exercises, kits.harness(), trusted, limit_s)
