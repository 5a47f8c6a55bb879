"""Plain trials on real threads, which switch as often as the interpreter lets them."""

import sys
import threading

from serving import MOST_SCHEDULES, Outcome, Request, serve, together

PATIENCE_S = 1.0
"""A trial that is not over by then is taken for a deadlock."""


def _trial(request: Request) -> str:
    """Run once; what went wrong."""
    wrong: list[str] = []
    threading.excepthook = lambda error: wrong.append(error.exc_type.__name__)
    program = request.load()
    state = program()
    threads = [
        threading.Thread(target=getattr(state, name), daemon=True) for name in program.threads
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
        if thread.is_alive():
            return "deadlock"
    return wrong[0] if wrong else "" if state.holds() else "wrong result"


def look(request: Request) -> Outcome:
    """Look for a bug."""
    for trial in range(1, MOST_SCHEDULES + 1):
        if wrong := _trial(request):
            return Outcome(wrong, trial)
    return Outcome("", MOST_SCHEDULES)


def run(request: Request) -> int:
    """Run once."""
    together(request.load())
    return 1


if __name__ == "__main__":
    sys.setswitchinterval(1e-6)
    serve(look, run)
