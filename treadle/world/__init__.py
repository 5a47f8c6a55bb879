"""The world: where a program under test lives, with a table of modules of its own.

A module's globals may carry their own `__builtins__`. The functions of such a module import through
the `__import__` found there, so `import threading`, wherever it stands in the program, is answered
by the world; pytest and everything else go on with the real modules. `sys.modules` is only lent the
program's own modules while an execution lasts, under names that nobody else uses. The modules of
the program itself are instrumented (see `treadle.instrument`).

Every execution starts with an empty table, so no state of one execution reaches the next.
"""

from __future__ import annotations

import builtins
import importlib
import importlib.util
import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from treadle.instrument import hooks, instrument
from treadle.kernel import Execution, state
from treadle.source import read_source
from treadle.world import async_modules
from treadle.world.async_modules import is_part as is_asyncio
from treadle.world.modules import FROM_SOURCE, LOADED_ONCE, MADE, REAL_NAMES, STATEFUL, stable_id
from treadle.world.shutdown import shut_down

_code: dict[tuple[str, int, int], tuple[CodeType, frozenset[str]]] = {}
_stdlib_code: dict[str, CodeType] = {}


class ProgramModule(ModuleType):
    """A module of the program under test. A name that it lacks is the program's mistake."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        file = Path(str(self.__file__)).name
        raise MissingName(f"{file} defines no {name!r}", self.__file__, name)


class MissingName(AttributeError):
    """A check asks a program for something that the program does not define."""

    def __init__(self, message: str, file: str | None, name: str) -> None:
        super().__init__(message)
        self.file = file
        self.missing = name


class World:
    """A place to load the modules of one program in.

    Args:
        folder: where the program's own modules are found; they are loaded in the world too.
        packages: names of other modules or packages to load in the world, instrumented.

    """

    def __init__(self, folder: Path, packages: Sequence[str] = ()) -> None:
        self.folder = folder
        self.packages = tuple(packages)
        self.modules: dict[str, ModuleType] = {}
        self._prepared: dict[Path, tuple[CodeType, frozenset[str]]] = {}
        self._made: dict[str, tuple[ModuleType, dict[str, Any]]] = {}
        self._lent: list[str] = []
        self.files: set[str] = set()
        self.stored: set[str] = set()
        self.grew = False  # more became worth announcing in the middle of an execution
        self.builtins: dict[str, Any] = {
            **builtins.__dict__,
            **hooks.make(self.stored),
            "__import__": self._import,
            "id": stable_id,
        }

    def run(self, execution: Execution, scenario: Callable[[], object]) -> object:
        """Run *scenario* in *execution*, with nothing loaded yet."""
        kept = {n: m for n, m in self.modules.items() if n in LOADED_ONCE or is_asyncio(n)}
        self.modules = kept
        for name, (module, pristine) in self._made.items():
            if module.__dict__ == pristine:  # unless the program has patched it
                self.modules[name] = module

        execution.memory["world"] = self

        def whole() -> object:
            async_modules.refresh(kept)
            result = scenario()
            if inspect.iscoroutine(result):
                result = self.module("asyncio").run(result)
            if "census" in execution.memory:
                shut_down()
            return result

        try:
            return execution.run(whole)
        finally:
            self.forsake()

    def forsake(self) -> None:
        """Take back the modules that `sys.modules` was lent."""
        for name in self._lent:
            sys.modules.pop(name, None)
        self._lent.clear()

    def load(self, path: Path, name: str | None = None) -> ModuleType:
        """Load the module in the file *path*. Raises SyntaxError, OSError and what it raises."""
        name = name or path.stem
        found = self.modules.get(name)
        if found is not None:
            return found
        prepared = self._prepared.get(path)
        if prepared is None:
            prepared = self._prepared[path] = _instrumented(path, name)
        code, stored = prepared
        if not stored <= self.stored:
            self.stored |= stored
            self.grew = self.grew or state.active
        file = str(path)
        self.files.add(file)
        module = ProgramModule(name)
        module.__file__ = file
        module.__dict__["__builtins__"] = self.builtins
        module.__package__ = name.rpartition(".")[0]
        self.modules[name] = module
        if name not in sys.modules:
            sys.modules[name] = module  # where dataclasses and pickle look for it
            self._lent.append(name)
        try:
            exec(code, module.__dict__)
        except BaseException:
            self.modules.pop(name, None)
            raise
        return module

    def module(self, name: str) -> ModuleType:
        """The module *name*, as the program would get it by `import`."""
        return self._import(name, fromlist=("*",))

    # -- imports -------------------------------------------------------------------------------

    def _import(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        if level:
            package = (globals or {}).get("__package__") or ""
            name = importlib.util.resolve_name("." * level + name, package)
        elif globals is not None and is_asyncio(globals.get("__name__", "")):
            instead = async_modules.stand_in(self, name)
            if instead is not None:
                return instead  # type: ignore[no-any-return]
        module = self._find(name)
        if module is None:
            return self._import_real(name, globals, locals, fromlist or ())
        if fromlist:
            for item in fromlist:
                if item not in module.__dict__ and item != "*":
                    self._find(f"{name}.{item}")
            return module
        top = name.partition(".")[0]
        return self._find(top) or __import__(top)

    def _import_real(self, name: str, *rest: Any) -> ModuleType:
        """A module that is not of the world, though a package above it may be."""
        module = __import__(name, *rest)
        top = self._find(name.partition(".")[0])
        if top is None:
            return module
        self._attach(name, sys.modules[name])
        return sys.modules[name] if rest[-1] else top

    def _find(self, name: str) -> ModuleType | None:
        """The module *name* of the world, loaded if need be; None if it is none of ours."""
        found = self.modules.get(name)
        if found is not None:
            return found
        if name in MADE:
            module = self.modules[name] = MADE[name]()
            if name not in STATEFUL:
                self._made[name] = (module, dict(module.__dict__))
            return module
        if name in FROM_SOURCE or is_asyncio(name):
            return self._from_asyncio(name) or self._from_source(name)
        path = self._own(name)
        if path is None:
            return None
        parent = name.rpartition(".")[0]
        if parent:
            self._find(parent)
        module = self.load(path, name)
        if path.name == "__init__.py":
            module.__path__ = [str(path.parent)]
            module.__package__ = name
        self._attach(name, module)
        return module

    def _own(self, name: str) -> Path | None:
        """The file of the program's own module *name*."""
        parts = name.split(".")
        base = self.folder.joinpath(*parts)
        for candidate in (base.with_suffix(".py"), base / "__init__.py"):
            if candidate.is_file() and parts[0] not in sys.stdlib_module_names:
                return candidate
        if any(name == p or name.startswith(p + ".") for p in self.packages):
            spec = importlib.util.find_spec(name)
            if spec is not None and isinstance(spec.loader, SourceFileLoader) and spec.origin:
                return Path(spec.origin)
        return None

    def _attach(self, name: str, module: ModuleType) -> None:
        parent, _, child = name.rpartition(".")
        if parent and parent in self.modules:
            setattr(self.modules[parent], child, module)

    def _from_asyncio(self, name: str) -> ModuleType | None:
        """The part *name* of asyncio, if it is not its real source that is executed."""
        if name not in async_modules.REAL and name != async_modules.PLATFORM:
            return None
        self._find("asyncio")
        if name in async_modules.REAL:
            module = importlib.import_module(name)
        else:
            module = async_modules.platform_events(self)
        self.modules[name] = module
        self._attach(name, module)
        return module

    def _from_source(self, name: str) -> ModuleType:
        """A module of the standard library, its real source executed in the world."""
        spec = importlib.util.find_spec(name)
        assert spec is not None, name
        parent = name.rpartition(".")[0]
        if parent:
            self._find(parent)
        module = ModuleType(name)
        module.__file__ = spec.origin
        module.__package__ = parent
        module.__dict__["__builtins__"] = self.builtins
        if spec.submodule_search_locations is not None:
            module.__path__ = list(spec.submodule_search_locations)
            module.__package__ = name
        self.modules[name] = module
        if spec.origin is not None:
            if name not in _stdlib_code:
                assert isinstance(spec.loader, SourceFileLoader), name
                found = spec.loader.get_code(name)
                assert found is not None, name
                _stdlib_code[name] = found
            exec(_stdlib_code[name], module.__dict__)
        if name == "concurrent.futures._base":
            module.Future.__hash__ = stable_id  # the order of a set of futures is otherwise chance
        if name in REAL_NAMES:
            real = importlib.import_module(name)
            for item in REAL_NAMES[name]:
                if hasattr(real, item):
                    setattr(module, item, getattr(real, item))
        async_modules.loaded(module, stable_id)
        self._attach(name, module)
        return module


def _instrumented(path: Path, name: str) -> tuple[CodeType, frozenset[str]]:
    """The instrumented code of the file *path*, and the attributes it stores to."""
    status = path.stat()
    key = (str(path), status.st_mtime_ns, status.st_size)
    found = _code.get(key)
    if found is None:
        done = instrument(read_source(path), str(path), name)
        found = _code[key] = (done.code, done.stored)
    return found
