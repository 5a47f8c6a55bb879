"""The modules of the standard library that a world has its own of.

Some are made (`modules.py`), with our primitives or without what brings in chance; of others the
real source is executed in the world, once, and what they held then is put back for every execution
(`pristine.py`); of `asyncio`, some parts are Python's own and the loop is ours.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from treadle.world import async_modules
from treadle.world.adjustments import ADJUST
from treadle.world.census import Census
from treadle.world.modules import FROM_SOURCE, MADE, REAL_NAMES, STATEFUL
from treadle.world.pristine import Pristine, aside
from treadle.world.shutdown import register_at_shutdown
from treadle.world.threads import census

if TYPE_CHECKING:
    from treadle.world import World

_code: dict[str, CodeType] = {}


def is_own(name: str) -> bool:
    """Whether a world has a module *name* of its own, which the standard library has, too."""
    return name in MADE or name in FROM_SOURCE or async_modules.is_part(name)


class _Loaded(NamedTuple):
    """What came of executing the source of a module."""

    modules: dict[str, ModuleType]  # it and those that it imported
    needs: list[str]  # those that it may have found there
    pristine: Pristine
    at_shutdown: list[Callable[[], object]]  # what they want to be called in the end
    at_exit: list[tuple[Callable[..., object], Callable[[], object]]]


class Library:
    """The modules of the standard library in one world.

    Args:
        world: which asks for them by `load`, and keeps those that an execution has.

    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._made: dict[str, tuple[ModuleType, dict[str, Any]]] = {}
        self._loaded: dict[str, _Loaded] = {}
        self._loading = False

    def load(self, name: str) -> ModuleType:
        """The module *name*, for which `is_own` holds, as it is at the start of an execution."""
        if name in MADE:
            module = self._world.modules[name] = self._taken_again(name) or MADE[name]()
            return module
        if async_modules.is_part(name):
            return self._from_asyncio(name) or self._from_source(name)
        return self._as_new(name)

    def reload(self) -> None:
        """Load what has been loaded in any execution, for `asyncio` goes on using it."""
        for name in self._loaded:
            self._world.find(name)

    def _taken_again(self, name: str) -> ModuleType | None:
        """The module *name* of `MADE` as another execution has left it, unless it was patched."""
        if name in STATEFUL:
            return None
        if name in self._made:
            module, pristine = self._made[name]
            if module.__dict__ == pristine:
                return module
        module = MADE[name]()
        self._made[name] = (module, dict(module.__dict__))
        return module

    def _from_asyncio(self, name: str) -> ModuleType | None:
        """The part *name* of asyncio, if it is not its real source that is executed."""
        if name not in async_modules.REAL and name != async_modules.PLATFORM:
            return None
        self._world.find("asyncio")
        if name in async_modules.REAL:
            module = importlib.import_module(name)
        else:
            module = async_modules.platform_events(self._world)
        self._world.modules[name] = module
        self._world.attach(name, module)
        return module

    def _as_new(self, name: str) -> ModuleType:
        """A module of `FROM_SOURCE`, loaded once, in the state in which it was then."""
        if self._loading:
            return self._from_source(name)
        loaded = self._loaded.get(name)
        if loaded is None:
            loaded = self._loaded[name] = self._load_aside(name)
        for needed in loaded.needs:
            if needed not in self._world.modules:
                self._as_new(needed)
        loaded.pristine.restore()
        for each, module in loaded.modules.items():
            self._world.modules[each] = module
            parent = each.rpartition(".")[0]
            if parent:
                self._world.find(parent)
                self._world.attach(each, module)
        for callback in loaded.at_shutdown:
            register_at_shutdown(callback)
        if loaded.at_exit:
            census().at_exit += loaded.at_exit
        return self._world.modules[name]

    def _load_aside(self, name: str) -> _Loaded:
        """Load *name* and what it imports in an execution of its own: others will find it there."""
        known = set(self._world.modules)
        self._loading = True
        try:
            execution = aside(lambda: self._from_source(name), self._world)
        finally:
            self._loading = False
        modules = {n: m for n, m in self._world.modules.items() if n in FROM_SOURCE}
        own = {n: m for n, m in modules.items() if n not in known}
        everyone: Census | None = execution.memory.get("census")
        return _Loaded(
            own,
            [n for n in modules if n in known],
            Pristine(own.values()),
            everyone.at_shutdown or [] if everyone else [],
            everyone.at_exit if everyone else [],
        )

    def _from_source(self, name: str) -> ModuleType:
        """A module of the standard library, its real source executed in the world."""
        spec = importlib.util.find_spec(name)
        assert spec is not None, name
        parent = name.rpartition(".")[0]
        if parent:
            self._world.find(parent)
        module = ModuleType(name)
        module.__file__ = spec.origin
        module.__package__ = parent
        module.__dict__["__builtins__"] = self._world.builtins
        if spec.submodule_search_locations is not None:
            module.__path__ = list(spec.submodule_search_locations)
            module.__package__ = name
        self._world.modules[name] = module
        self._world.attach(name, module)  # modules that import each other find it half done
        if spec.origin is not None:
            if name not in _code:
                loader: Any = spec.loader  # of a file, with its source or not, or of a zip
                code = loader.get_code(name)
                assert code is not None, name
                _code[name] = code
            exec(_code[name], module.__dict__)
        if name in ADJUST:
            ADJUST[name](module)
        if name in REAL_NAMES:
            real = importlib.import_module(name)
            for item in REAL_NAMES[name]:
                if hasattr(real, item):
                    setattr(module, item, getattr(real, item))
        async_modules.loaded(module)
        return module
