"""What `import` means to a module of a world."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

from treadle.world import async_modules
from treadle.world.by_name import find_in_the_world

if TYPE_CHECKING:
    from treadle.world import World


class Imports:
    """Imports what the world has, and everything else from Python.

    Args:
        world: whose modules come first.

    """

    def __init__(self, world: World) -> None:
        self._world = world
        find_in_the_world()

    def load(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        """What `__import__` gives, with the same arguments."""
        if level:
            package = (globals or {}).get("__package__") or ""
            if not package:
                raise ImportError("attempted relative import with no known parent package")
            name = importlib.util.resolve_name("." * level + name, package)
        elif globals is not None and async_modules.is_part(globals.get("__name__", "")):
            instead = async_modules.stand_in(self._world, name)
            if instead is not None:
                return instead  # type: ignore[no-any-return]
        module = self._world.find(name)
        if module is None:
            return self._import_real(name, globals, locals, fromlist or ())
        if not fromlist:
            top = name.partition(".")[0]
            return self._world.find(top) or __import__(top)
        if "__path__" in module.__dict__:
            wanted = module.__dict__.get("__all__", ()) if "*" in fromlist else fromlist
            for item in wanted:
                if not hasattr(module, item):
                    self._find_or_import(f"{name}.{item}", module)
        return module

    def _find_or_import(self, name: str, package: ModuleType) -> None:
        """Load the module *name* of *package*, which is of the world, if there is one."""
        if self._world.find(name) is not None or not hasattr(package, "__path__"):
            return
        if package.__name__ in sys.modules and importlib.util.find_spec(name) is not None:
            self._world.attach(name, importlib.import_module(name))

    def _import_real(self, name: str, *rest: Any) -> ModuleType:
        """A module that is not of the world, though a package above it may be."""
        module = __import__(name, *rest)
        if name.startswith(("importlib", "unittest")):
            find_in_the_world()
        top = self._world.find(name.partition(".")[0])
        if top is None:
            return module
        self._world.attach(name, sys.modules[name])
        if name.startswith("multiprocessing."):
            self._world.find("multiprocessing.util")  # nearly all of them import it
        return sys.modules[name] if rest[-1] else top
