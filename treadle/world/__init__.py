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
import importlib
import linecache
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import CodeType, CoroutineType, ModuleType
from typing import Any

from treadle import hooks
from treadle.hooks import registered
from treadle.hooks.stand_ins import Method
from treadle.kernel import Execution
from treadle.questions import WHO_IS_WHAT
from treadle.state import state
from treadle.text import spot
from treadle.unproved import no_step
from treadle.world import async_modules
from treadle.world.adjustments import stable_id
from treadle.world.async_modules import is_part as is_asyncio
from treadle.world.async_modules import is_renewed
from treadle.world.finder import Finder, Found, found
from treadle.world.imports import Imports
from treadle.world.library import Library, is_own
from treadle.world.modules import FROM_SOURCE
from treadle.world.plain import Plain
from treadle.world.prepared import Prepared, as_it_is, instrumented, same_function
from treadle.world.program_module import ProgramModule
from treadle.world.shared import can_change, home_of
from treadle.world.shutdown import shut_down
from treadle.world.surroundings import BuiltinsModule, Surroundings
from treadle.world.unawaited import Watching, close_all
from treadle.world.whole import run_whole


class World:
    """A place to load the modules of one program in.

    Args:
        folder: where the program's own modules are found; they are loaded in the world too.
        packages: names of other modules or packages to load in the world, instrumented.

    Attributes:
        modules: those that the execution has, by name.
        builtins: what is built in for the program.
        files: of the program's own modules.
        stored: the names of attributes whose reads are worth announcing.
        grew: whether more became worth announcing in the middle of an execution.
        asked: what threads have asked about others, see `treadle.questions`.
        unheard: whether a thread has called `call_soon` of a loop that runs in another.
        changed: the first attribute of somebody else's class, such as
            `queue.Queue.get`, that the program has stored to; or "".
        unseen: what the program does that no hook sees, as the text of a module tells, or that it
            has made code that announces nothing; nothing is proved of it. "" if there is none.

    """

    def __init__(self, folder: Path, packages: Sequence[str] = ()) -> None:
        self._finder = Finder(folder, packages)
        self._library = Library(self)
        self._imports = Imports(self)
        self.modules: dict[str, ModuleType] = {}
        self._prepared: dict[Path, Prepared] = {}
        self._plain: dict[str, Plain | None] = {}  # None for one that is executed each time
        self._lent: dict[str, ModuleType | None] = {}
        self.files: set[str] = set()
        self.stored: set[str] = set()
        self.begin()
        self.unseen = ""
        self.builtins: dict[str, Any] = {
            **builtins.__dict__,
            **hooks.make(self.stored, self._grow, self._changes),
            **{f.__name__: Method(f, self.makes_code) for f in (exec, eval, compile)},
            "__import__": self._imports.load,
            "id": stable_id,
        }
        self._as_built = dict(self.builtins)
        self._names_builtins = False  # whether any module does, and may change them
        self._surroundings: Surroundings | None = None
        self._names: dict[Path, str] = {}  # of a module, without taking its path to pieces again

    def begin(self) -> None:
        """Another exploration begins, which need not know what the one before has come across."""
        self.grew = self.unheard = False
        self.changed = ""
        self.asked: set[str] = set()

    def _grow(self) -> None:
        self.grew = True

    def _changes(self, cls: type[Any], attribute: str) -> None:
        """Note that the program stores to an *attribute* of a class."""
        if not self.changed and can_change(cls):
            home, name = home_of(cls)
            self.changed = "" if self.holds(home) else f"{name}.{attribute}"

    def makes_code(self) -> None:
        """Note that the program makes code that is not instrumented: nothing is proved of it."""
        self._miss("what code does that is made of text")

    def _miss(self, what: str, at: str = "") -> None:
        self.unseen = self.unseen or no_step(what, at)

    def run(self, execution: Execution, scenario: Callable[[], object]) -> object:
        """Run *scenario* in *execution*, with nothing loaded yet."""
        kept: dict[str, ModuleType] = {}
        if "asyncio" in self.modules:
            kept = {n: m for n, m in self.modules.items() if is_asyncio(n)}
        self.modules = kept
        memory = execution.memory
        memory["world"] = self
        execution.questions = self.asked
        if WHO_IS_WHAT in self.asked:
            self.builtins.update(registered.ASKING)
            self._as_built.update(registered.ASKING)
        if self._surroundings is None:
            self._surroundings = Surroundings()
        self._surroundings.lend(execution)

        def whole() -> object:
            if kept and async_modules.refresh(kept):
                self._library.reload()
            try:
                result = scenario()
                if type(result) is CoroutineType:
                    result = run_whole(self.module("asyncio"), result)
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
        if (self._names_builtins or thoroughly) and self.builtins != self._as_built:
            self.builtins.clear()
            self.builtins.update(self._as_built)

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
        return is_own(name) or self.holds(name)

    def knows(self, name: str) -> bool:
        """Whether there is a module *name* of the world, loaded or not."""
        return is_own(name) or self._finder.find(name) is not None

    def has_loaded(self, name: str) -> bool:
        """Whether code of the module *name* has been run in the world, if it has code of its own.

        Of a namespace that is code of any module in it.
        """
        where = self._finder.find(name)
        if is_own(name) or where is None:
            return True
        if where.path is not None:
            return where.path in self._prepared
        folders = where.folders or ()
        return not folders or any(p.is_relative_to(f) for p in self._prepared for f in folders)

    def code_of(self, code: CodeType, name: str) -> CodeType:
        """What the world has for *code*, of a function without a name, in the module *name*.

        If that is none of its own, or it is not found there, it is *code* itself.
        """
        where = self._finder.find(name)
        prepared = None if where is None or where.path is None else self._prepared.get(where.path)
        if prepared is None:
            return code
        found = same_function(code, prepared.code)
        if found is None:
            self._miss(f"what a function of {name} does, which is not found there")
        return found or code

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
            prepare = instrumented if where.instrumented else as_it_is
            prepared = self._prepared[where.path] = prepare(where.path, name)
        if not prepared.stored <= self.stored:
            self.stored |= prepared.stored
            self.grew = self.grew or state.active
        self._names_builtins = self._names_builtins or prepared.names_builtins
        file = module.__file__ = str(where.path)
        if prepared.unseen is not None:
            what, line = prepared.unseen
            self._miss(what, spot(file, line) if line else "")
        self.files.add(file)
        known = set(self.modules)
        alone, begun = not state.active, _threads_begun()
        try:
            exec(prepared.code, module.__dict__)
        except BaseException:
            self.modules.pop(name, None)
            raise
        if alone and _threads_begun() > begun:  # which may miss what was defined after them
            self._miss(f"what {name} has yet to define when it starts threads")
        if prepared.imports is not None and not state.active and name not in self._plain:
            self._keep(module, {n for n in self.modules if n not in known}, prepared.imports)
        return module

    def reload(self, module: ModuleType) -> bool:
        """Execute *module* once more, in place. Returns whether it is one of the program's own."""
        name = module.__name__
        where = self._finder.find(name)
        prepared = None if where is None or where.path is None else self._prepared.get(where.path)
        if prepared is None or self.modules.get(name) is not module:
            return False
        self._plain[name] = None
        exec(prepared.code, module.__dict__)
        return True

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
        if "." in name or name == "__main__" or any(map(is_renewed, imports)):
            return
        if all(is_own(n) or self._plain.get(n) for n in imported):
            named = {n: m for n, m in imported.items() if n in imports}
            plain = Plain(module, named, [n for n in imported if n in named or n in FROM_SOURCE])
            self._plain[name] = plain if plain.reusable else None

    def _taken_over(self, name: str) -> ModuleType | None:
        """The module *name* of another execution, as good as new, if there is one."""
        plain = self._plain.get(name)
        if plain is None or state.active:
            return None
        same = plain.restore()
        for each in plain.needs:
            same = same and self.find(each) is plain.imported.get(each, self.modules.get(each))
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
        return self._imports.load(name, fromlist=("*",))

    def find(self, name: str) -> ModuleType | None:
        """The module *name* of the world, loaded if need be; None if it is none of ours."""
        found = self.modules.get(name)
        if found is not None:
            return found
        if name == "builtins":
            self.modules[name] = BuiltinsModule(self.builtins)
            return self.modules[name]
        if is_own(name):
            return self._library.load(name)
        taken = self._taken_over(name)
        if taken is not None:
            return taken
        where = self._finder.find(name)
        if where is None:
            return None
        parent = name.rpartition(".")[0]
        if parent:
            self.find(parent)
            if name in self.modules:  # the parent has imported it
                return self.modules[name]
        if where.path is None and not where.is_namespace:
            module = importlib.import_module(name)  # an extension: as it is
            self.modules[name] = module
        else:
            module = self._load(name, where)
        self.attach(name, module)
        return module

    def attach(self, name: str, module: ModuleType) -> None:
        """Make *module* an attribute of the package that it is in, if that is of the world."""
        parent, _, child = name.rpartition(".")
        if parent and parent in self.modules:
            setattr(self.modules[parent], child, module)


def _threads_begun() -> int:
    return 0 if state.execution is None else len(state.execution.threads)
