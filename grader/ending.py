"""How a command ends: with an exit code, and a sentence if something was wrong."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from grader.errors import BadInput, KitBroken
from treadle import no_room

FINE, OPEN, BAD_INPUT, OURS, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes: all is well; something waits for a person; wrong input; our own fault; Ctrl-C."""


def _nobody(_: str) -> None:
    """Nobody waits to hear that it did not work."""


def ending(
    give_up: Callable[[str], None] = _nobody,
) -> Callable[[Callable[..., int]], Callable[..., None]]:
    """Make a command of a function that returns its exit code and may raise the grader's errors.

    Args:
        give_up: tells whoever waits for a result why there is none.

    """

    def around(command: Callable[..., int]) -> Callable[..., None]:
        @wraps(command)
        def run(*arguments: Any, **options: Any) -> None:
            try:
                code = command(*arguments, **options)
                if sys.stdout is not None:  # who started us may have closed it
                    sys.stdout.flush()  # while somebody can still say that there is no room for it
                sys.exit(code)
            except BadInput as problem:
                why, code = str(problem), BAD_INPUT
            except KitBroken as problem:
                why, code = str(problem), OURS
            except KeyboardInterrupt:
                give_up("it was stopped")
                click.echo("Stopped.", err=True)
                sys.exit(INTERRUPTED)
            except BrokenPipeError:
                raise  # whoever reads what is printed has seen enough
            except Exception as error:
                if why := no_room.told(error):
                    code = BAD_INPUT
                else:
                    traceback.print_exc()
                    why, code = f"this should never happen; please report it: {error!r}", OURS
            give_up(why)
            click.echo(f"grader: {why}", err=True)
            sys.exit(code)

        return run

    return around
