"""Runs a scenario once, as one schedule has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from treadle.data_race import first_race, verdict_of
from treadle.kernel import Execution
from treadle.recorder import Recorder
from treadle.search.replay import Replay, Schedule
from treadle.search.strategy import Strategy
from treadle.settings import Settings
from treadle.trace import Trace
from treadle.world import World
from treadle.world.signals import verdict_without


@dataclass(frozen=True, slots=True)
class Runner:
    """What is explored, and how.

    Attributes:
        world: where the program is loaded.
        scenario: what to run; it loads what it needs from the world.
        settings: see there.

    """

    world: World
    scenario: Callable[[], object]
    settings: Settings

    def recorder(self) -> Recorder:
        """A recorder for one execution."""
        return Recorder(self.world.files, races=self.settings.races)

    def run(self, strategy: Strategy, recorder: Recorder | None = None) -> Execution:
        """One execution, in which *strategy* chooses who goes next, and *recorder* looks on."""
        settings = self.settings
        execution = Execution(
            strategy, clock=settings.clock, step_limit=settings.step_limit, recorder=recorder
        )
        self.world.run(execution, self.scenario)
        execution.verdict = verdict_without(execution) or execution.verdict
        if settings.races and not execution.failed:
            race = first_race(execution)
            if race is not None:
                execution.verdict = verdict_of(race, execution)
        return execution

    def recorded(self, schedule: Schedule) -> tuple[Execution, Trace]:
        """The execution on *schedule*, and what happens in it. Raises `BadTokenError`."""
        recorder = self.recorder()
        execution = self.run(Replay(schedule), recorder)
        return execution, recorder.finish(execution)
