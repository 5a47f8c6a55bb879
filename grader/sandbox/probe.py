"""What holds on this machine, found out by running it: looking for a program says nothing."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass

from grader.errors import BadInput
from grader.sandbox import BUBBLEWRAP, NONE, Sandbox, bubblewrap

PROBE = "probe"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one level.

    Attributes:
        level: see `Sandbox`.
        works: whether it can be used.
        why: if not, why.

    """

    level: str
    works: bool
    why: str = ""


def look() -> Finding:
    """Try bubblewrap: start a worker in it that tries to break out."""
    if not bubblewrap.is_installed():
        return Finding(BUBBLEWRAP, False, "bwrap is not installed")
    said = b""
    try:
        with Sandbox(BUBBLEWRAP).launch({PROBE: True}, []) as launched:
            with open(launched.results, "rb", closefd=False) as results:
                said = results.read()
            with open(launched.output, "rb", closefd=False) as output:
                printed = output.read().decode(errors="replace").strip()
    except OSError as error:
        return Finding(BUBBLEWRAP, False, f"it cannot be started: {error.strerror}")
    if not said:
        last = printed.splitlines()[-1] if printed else "it says nothing"
        return Finding(BUBBLEWRAP, False, last)
    broken = [name for name, held in json.loads(said).items() if not held]
    if broken:
        return Finding(BUBBLEWRAP, False, f"it does not hold: {', '.join(broken)}")
    return Finding(BUBBLEWRAP, True)


def choose(*, trusted: bool) -> Sandbox:
    """The best sandbox that this machine has.

    Args:
        trusted: whether the code may run without one, if there is none.

    Raises:
        BadInput: there is none.

    """
    found = look()
    if found.works:
        return Sandbox(BUBBLEWRAP)
    if trusted:
        return Sandbox(NONE)
    raise BadInput(
        f"There is no sandbox here to run students' code in: {found.why}.\n"
        f"{advice()}\n"
        "If you trust this code as your own: --i-trust-this-code"
    )


def advice() -> str:
    """How to get one."""
    if not bubblewrap.is_installed():
        return "Install bubblewrap (Debian, Ubuntu: apt install bubblewrap; Fedora: dnf install …)."
    if os.geteuid() != 0:
        return (
            "bwrap needs user namespaces, which this system refuses to ordinary users: run the "
            "grader as root, or allow bwrap to use them (on Ubuntu, by an AppArmor profile)."
        )
    return "This may be a container that forbids namespaces; `docker run --privileged` allows them."
