"""Questions that few programs ask, and that make a step of what nobody else has to know of.

Who starts a thread knows that it has; who joins one waits for its end, which is a step in any case.
Only who asks about the threads of others can tell when they come and go. Only a loop that began
before there were threads, and goes over what one of them changes, has to announce its rounds; and
who logs has to announce that only if somebody sets levels meanwhile. So that becomes a step with
the first such question (`Execution.questions`), after which the search begins anew.
"""

from __future__ import annotations

from treadle.kernel import Execution
from treadle.state import state

WHO_IS_ALIVE = "who is alive"
IS_MAIN_DONE = "is the main thread done"
IS_IT_STARTED = "has somebody else started it"
WHAT_IS_LOGGED = "what loggers let pass"
"""Asked by whoever sets that, while others may be logging."""
WHO_IS_WHAT = "who is an instance of whom"
"""Asked by whoever registers a class, while others may be asking."""
WHAT_IS_WALKED = "what is in what is looped over"
"""Asked by a loop from before there were threads, if one of them changes what it goes over."""


def ask(execution: Execution, question: str) -> None:
    """Note that a thread of *execution* asks *question*, while others may be at work."""
    world = execution.memory.get("world")  # a kernel can be run without one
    if world is not None and state.active and question not in execution.questions:
        world.asked.add(question)
        world.grew = True
        execution.leave_out("a thread asked about others too late for what came before")
