"""The world: where a program under test lives, with a table of modules of its own.

A module's globals may carry their own `__builtins__`. The functions of such a module import through
the `__import__` found there, so `import threading`, wherever it stands in the program, is answered
by the world; pytest and everything else go on with the real modules. `sys.modules` is lent the
program's own modules while an execution lasts, and gets back what was there. The modules of the
program itself are instrumented (see `treadle.instrument`).

Every execution starts with an empty table, so no state of one execution reaches the next. Modules
of the standard library are not executed again, but made as good as new (`pristine.py`).
"""

from __future__ import annotations

import builtins
import contextlib
import importlib
import importlib.util
import linecache
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, CoroutineType, ModuleType
from typing import Any, NamedTuple

from treadle import hooks
from treadle.hooks.stand_ins import Method
from treadle.instrument import instrument
from treadle.kernel import Execution, state
from treadle.source import read_source
from treadle.world import async_modules
from treadle.world.adjustments import ADJUST, stable_id
from treadle.world.async_modules import is_part as is_asyncio
from treadle.world.finder import Finder, Found, found
from treadle.world.modules import FROM_SOURCE, MADE, REAL_NAMES, STATEFUL
from treadle.world.plain import Plain, imports_of_definitions
from treadle.world.pristine import Pristine, aside
from treadle.world.shutdown import register_at_shutdown, shut_down
from treadle.world.surroundings import BuiltinsModule, Surroundings
from treadle.world.threads import Census, census
from treadle.world.unawaited import Watching, close_all

_code: dict[tuple[str, int, int], Prepared] = {}
_stdlib_code: dict[str, CodeType] = {}


class ProgramModule(ModuleType):
    """A module of the program under test. A name that it lacks is the program's mistake."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        file = self.__dict__.get("__file__")  # none, if it is the folder of a namespace
        where = self.__name__ if file is None else Path(file).name
        raise MissingName(f"{where} defines no {name!r}", file, name)


class MissingName(AttributeError):
    """A check asks a program for something that the program does not define."""

    def __init__(self, message: str, file: str | None, name: str) -> None:
        super().__init__(message)
        self.file = file
        self.missing = name


class _Loaded(NamedTuple):
    """What came of loading a module of the standard library."""

    modules: dict[str, ModuleType]  # it and those that it imported
    needs: list[str]  # those that it may have found there
    pristine: Pristine
    at_shutdown: list[Callable[[], object]]  # what they want to be called in the end
    at_exit: list[tuple[Callable[..., object], Callable[[], object]]]


class World:
    """A place to load the modules of one program in.

    Args:
        folder: where the program's own modules are found; they are loaded in the world too.
        packages: names of other modules or packages to load in the world, instrumented.

    """

    def __init__(self, folder: Path, packages: Sequence[str] = ()) -> None:
        self._finder = Finder(folder, packages)
        self.modules: dict[str, ModuleType] = {}
        self._prepared: dict[Path, Prepared] = {}
        self._plain: dict[str, Plain | None] = {}  # None for one that is executed each time
        self._made: dict[str, tuple[ModuleType, dict[str, Any]]] = {}
        self._lent: dict[str, ModuleType | None] = {}
        self.files: set[str] = set()
        self.stored: set[str] = set()
        self.grew = False  # more became worth announcing in the middle of an execution
        self.made_code = False  # the program has made code that announces nothing
        self.builtins: dict[str, Any] = {
            **builtins.__dict__,
            **hooks.make(self.stored, self._grow),
            **{f.__name__: Method(f, self.makes_code) for f in (exec, eval, compile)},
            "__import__": self._import,
            "id": stable_id,
        }
        self._pristine = dict(self.builtins)
        self._names_builtins = False  # whether any module does, and may change them
        self._surroundings: Surroundings | None = None
        self._loaded: dict[str, _Loaded] = {}
        self._loading = False
        self._names: dict[Path, str] = {}  # of a module, without taking its path to pieces again

    def _grow(self) -> None:
        self.grew = True

    def makes_code(self) -> None:
        """Note that the program makes code that is not instrumented: nothing is proved of it."""
        self.made_code = True

    def run(self, execution: Execution, scenario: Callable[[], object]) -> object:
        """Run *scenario* in *execution*, with nothing loaded yet."""
        kept: dict[str, ModuleType] = {}
        if "asyncio" in self.modules:
            kept = {n: m for n, m in self.modules.items() if is_asyncio(n)}
        self.modules = kept
        memory = execution.memory
        memory["world"] = self
        if self._surroundings is None:
            self._surroundings = Surroundings()
        self._surroundings.lend(execution)

        def whole() -> object:
            if kept and async_modules.refresh(kept):
                for name in self._loaded:
                    self._find(name)  # which asyncio goes on using
            try:
                result = scenario()
                if type(result) is CoroutineType:
                    result = self.module("asyncio").run(result)
                if "census" in memory:
                    shut_down()
                return result
            finally:
                if "tasks" in memory:  # a loop in another thread may yet go on
                    close_all(task for task in memory["tasks"] if not task.get_loop().is_running())

        try:
            with Watching():
                return execution.run(whole)
        finally:
            if "tasks" in memory:
                close_all(memory["tasks"])
            self._take_back(thoroughly=execution.failed)

    def forsake(self) -> None:
        """Give up an execution that may yet go on, and share nothing with it."""
        self._plain.clear()
        self._take_back(thoroughly=True)

    def _take_back(self, *, thoroughly: bool) -> None:
        """Take back what the process has lent the program, and undo what it did to it."""
        if self._lent:
            for name, before in self._lent.items():
                if before is None:
                    sys.modules.pop(name, None)
                else:
                    sys.modules[name] = before
            self._lent.clear()
        if self._surroundings is not None:
            self._surroundings.restore(thoroughly=thoroughly)
        # There are 200 of them, to be compared thousands of times a second.
        if (self._names_builtins or thoroughly) and self.builtins != self._pristine:
            self.builtins.clear()
            self.builtins.update(self._pristine)

    def load(self, path: Path, name: str | None = None) -> ModuleType:
        """Load the module in the file *path*. Raises SyntaxError, OSError and what it raises."""
        name = name or self._names.get(path) or self._names.setdefault(path, path.stem)
        known = self.modules.get(name)
        if known is not None:
            return known
        taken = self._taken_over(name)
        if taken is not None and taken.__file__ == str(path):
            return taken
        return self._load(name, found(name, path))

    def holds(self, name: str) -> bool:
        """Whether the module *name* is the program's own, and so instrumented."""
        where = self._finder.find(name)
        return where is not None and where.path is not None

    def answers(self, name: str) -> bool:
        """Whether the program gets another module *name* than everybody else."""
        own = name in MADE or name in FROM_SOURCE or is_asyncio(name)
        return own or self.holds(name)

    def _load(self, name: str, where: Found) -> ModuleType:
        """Load the module *name* of the program, which was found there."""
        module = ProgramModule(name)
        module.__spec__ = where.spec
        module.__loader__ = where.spec.loader
        module.__dict__["__builtins__"] = self.builtins
        module.__package__ = name.rpartition(".")[0]
        if where.folders is not None:
            module.__path__ = where.folders
            module.__package__ = name
        self.modules[name] = module
        self._lend(name, module)
        if where.path is None:
            return module
        prepared = self._prepared.get(where.path)
        if prepared is None:
            linecache.getlines(str(where.path))  # now, before the program spoils anything
            prepare = _instrumented if where.instrumented else _as_it_is
            prepared = self._prepared[where.path] = prepare(where.path, name)
        if not prepared.stored <= self.stored:
            self.stored |= prepared.stored
            self.grew = self.grew or state.active
        self._names_builtins = self._names_builtins or prepared.names_builtins
        file = module.__file__ = str(where.path)
        self.files.add(file)
        known = set(self.modules)
        try:
            exec(prepared.code, module.__dict__)
        except BaseException:
            self.modules.pop(name, None)
            raise
        if prepared.imports is not None and not state.active and name not in self._plain:
            self._keep(module, {n for n in self.modules if n not in known}, prepared.imports)
        return module

    def _keep(self, module: ModuleType, new: set[str], imports: Sequence[str]) -> None:
        """Keep *module*, just executed, for other executions, if they can take it over.

        Args:
            module: one that only defines.
            new: the modules of the world that were loaded meanwhile.
            imports: those that it names.

        """
        name = module.__name__
        self._plain[name] = None
        imported = {n: m for n, m in self.modules.items() if n in imports or n in new}
        if "." in name or name == "__main__" or any(map(is_asyncio, imported)):
            return
        if all(n in MADE or n in FROM_SOURCE or self._plain.get(n) for n in imported):
            plain = Plain(module, imported)
            self._plain[name] = plain if plain.reusable else None

    def _taken_over(self, name: str) -> ModuleType | None:
        """The module *name* of another execution, as good as new, if there is one."""
        plain = self._plain.get(name)
        if plain is None or state.active:
            return None
        same = plain.restore()
        for each, module in plain.imported.items():
            same = same and self._find(each) is module
        if not same:
            self._plain[name] = None
            return None
        self.modules[name] = plain.module
        self._lend(name, plain.module)
        return plain.module

    def _lend(self, name: str, module: ModuleType) -> None:
        """Put *module* where dataclasses, pickle and `mock.patch` look for it."""
        if name.partition(".")[0] in sys.stdlib_module_names:
            return  # a learner's random.py must not become everybody's
        self._lent.setdefault(name, sys.modules.get(name))
        sys.modules[name] = module

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
        if not fromlist:
            top = name.partition(".")[0]
            return self._find(top) or __import__(top)
        if "__path__" in module.__dict__:
            wanted = module.__dict__.get("__all__", ()) if "*" in fromlist else fromlist
            for item in wanted:
                if not hasattr(module, item):
                    self._find_or_import(f"{name}.{item}", module)
        return module

    def _find_or_import(self, name: str, package: ModuleType) -> None:
        """Load the module *name* of *package*, which is of the world, if there is one."""
        if self._find(name) is not None or not hasattr(package, "__path__"):
            return
        if package.__name__ in sys.modules and importlib.util.find_spec(name) is not None:
            self._attach(name, importlib.import_module(name))

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
        if name == "builtins":
            self.modules[name] = BuiltinsModule(self.builtins)
            return self.modules[name]
        if name in MADE:
            module = self.modules[name] = self._taken_again(name) or MADE[name]()
            return module
        if is_asyncio(name):
            return self._from_asyncio(name) or self._from_source(name)
        if name in FROM_SOURCE:
            return self._as_new(name)
        taken = self._taken_over(name)
        if taken is not None:
            return taken
        where = self._finder.find(name)
        if where is None:
            return None
        parent = name.rpartition(".")[0]
        if parent:
            self._find(parent)
            if name in self.modules:  # the parent has imported it
                return self.modules[name]
        if where.path is None and not where.is_namespace:
            module = importlib.import_module(name)  # an extension: as it is
            self.modules[name] = module
        else:
            module = self._load(name, where)
        self._attach(name, module)
        return module

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

    def _as_new(self, name: str) -> ModuleType:
        """A module of `FROM_SOURCE`, loaded once, in the state in which it was then."""
        if self._loading:
            return self._from_source(name)
        loaded = self._loaded.get(name)
        if loaded is None:
            loaded = self._loaded[name] = self._load_aside(name)
        for needed in loaded.needs:
            if needed not in self.modules:
                self._as_new(needed)
        loaded.pristine.restore()
        for each, module in loaded.modules.items():
            self.modules[each] = module
            self._attach(each, module)
        for callback in loaded.at_shutdown:
            register_at_shutdown(callback)
        if loaded.at_exit:
            census().at_exit += loaded.at_exit
        return self.modules[name]

    def _load_aside(self, name: str) -> _Loaded:
        """Load *name* and what it imports in an execution of its own: others will find it there."""
        known = set(self.modules)
        self._loading = True
        try:
            execution = aside(lambda: self._from_source(name), self)
        finally:
            self._loading = False
        modules = {n: m for n, m in self.modules.items() if n in FROM_SOURCE}
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
            self._find(parent)
        module = ModuleType(name)
        module.__file__ = spec.origin
        module.__package__ = parent
        module.__dict__["__builtins__"] = self.builtins
        if spec.submodule_search_locations is not None:
            module.__path__ = list(spec.submodule_search_locations)
            module.__package__ = name
        self.modules[name] = module
        self._attach(name, module)  # modules that import each other find it half done
        if spec.origin is not None:
            if name not in _stdlib_code:
                assert isinstance(spec.loader, SourceFileLoader), name
                code = spec.loader.get_code(name)
                assert code is not None, name
                _stdlib_code[name] = code
            exec(_stdlib_code[name], module.__dict__)
        if name in ADJUST:
            ADJUST[name](module)
        if name in REAL_NAMES:
            real = importlib.import_module(name)
            for item in REAL_NAMES[name]:
                if hasattr(real, item):
                    setattr(module, item, getattr(real, item))
        async_modules.loaded(module, stable_id)
        return module


def _as_it_is(path: Path, name: str) -> Prepared:
    """The code of the file *path* as Python has it, in the same form as `_instrumented`."""
    code = SourceFileLoader(name, str(path)).get_code(name)
    assert code is not None, name
    return Prepared(code, frozenset())


class Prepared(NamedTuple):
    """The instrumented code of a module, ready to be executed."""

    code: CodeType
    stored: frozenset[str]  # the attributes that it stores to
    imports: tuple[str, ...] | None = None  # see `imports_of_definitions`
    names_builtins: bool = True  # whether it may change what is built in, for it names it


def prepare(path: Path, *, like: Prepared | None = None) -> Prepared | None:
    """Instrument the file *path* ahead, for processes that will be forked from this one.

    Args:
        path: of a module.
        like: what was returned for a file of the same name and content, which is quicker.

    Returns:
        What was made of it; None if nothing can be, which is left to whoever loads it to say.

    """
    with contextlib.suppress(Exception):
        if like is not None:
            _code[_key(path)] = like._replace(code=_moved(like.code, str(path)))
        return _instrumented(path, path.stem)
    return None


def _moved(code: CodeType, path: str) -> CodeType:
    """*code* as if it had been compiled from the file *path*."""
    constants = (_moved(c, path) if isinstance(c, CodeType) else c for c in code.co_consts)
    return code.replace(co_filename=path, co_consts=tuple(constants))


def _key(path: Path) -> tuple[str, int, int]:
    status = path.stat()
    return str(path), status.st_mtime_ns, status.st_size


def _instrumented(path: Path, name: str) -> Prepared:
    """What is made of the file *path*."""
    key = _key(path)
    found = _code.get(key)
    if found is None:
        source = read_source(path)
        done = instrument(source, str(path), name)
        imports = imports_of_definitions(source)
        found = Prepared(done.code, done.stored, imports, "builtins" in source)
        _code[key] = found
    return found
