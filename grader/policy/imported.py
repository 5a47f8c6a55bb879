"""What is to be said of modules that are imported, and of what is had from them."""

from __future__ import annotations

from collections.abc import Iterator

from grader.policy.names import module_in
from grader.policy.words import HARMLESS, INTERNAL, MODULES, OF_OS, OF_SYS, SOME_OF

Said = tuple[str, str]
"""What it is, and why that is not wanted."""

NOT_FOR_OTHERS = "it is not for others to use"
NOT_NEEDED = "none of the kit's answers to this exercise needs it"


def had_of(module: str, name: str) -> Iterator[Said]:
    """What there is to say of getting *name* from *module*."""
    found = module_in(module, name)
    if name.startswith("_") and not name.endswith("__") and f"{module}.{name}" != "os._exit":
        yield f"{module}.{name}", NOT_FOR_OTHERS
    elif name in MODULES and name != module:
        yield f"import {name}", NOT_NEEDED
    elif found and found.partition(".")[0] != module.partition(".")[0]:
        yield from imported(found)
    elif module == "os" and name not in OF_OS and not name.isupper():
        yield f"os.{name}", "it may write, start or end what a check reads or has started"
    elif internal := INTERNAL.match(found) or INTERNAL.match(f"{module}.{name}"):
        yield from imported(internal[0])
    elif module == "sys" and name not in OF_SYS:
        yield f"sys.{name}", "it belongs to the interpreter, which runs the checks, too"
    elif module in SOME_OF and module not in ("os", "sys") and name not in SOME_OF[module]:
        yield f"{module}.{name}", NOT_NEEDED


def imported(name: str) -> Iterator[Said]:
    """What there is to say of importing the module *name*."""
    top, *inside = name.split(".") if name != "." else ["."]
    if internal := INTERNAL.match(name):
        yield f"import {internal[0]}", "it starts programs, which nobody looks at"
    if top in SOME_OF:
        if inside and name != "os.path":
            yield f"import {name}", NOT_NEEDED
    elif top not in HARMLESS or MODULES.intersection(inside):
        wanted = name if top in HARMLESS else top
        yield f"import {wanted}", NOT_NEEDED
