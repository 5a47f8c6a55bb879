"""What a syntax tree tells of its names, before anything is said of it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from typing import TypeGuard

from grader.policy.imported import brought_by, module_in, modules
from grader.policy.names import (
    assignments,
    binds,
    defined,
    harmless_types,
    is_type,
    root,
    roots,
)
from grader.policy.scopes import handed_up, of_functions, of_itself, own
from grader.policy.uses import Uses
from grader.policy.words import FILLS_IN, LOGGER, NOT_OF, ONLY_CALLED, OWN, PRIVATE, STARTS


class Facts:
    """What is known of one syntax tree.

    Attributes:
        nodes: all of it, in the order of the walk.
        modules: the names that stand for modules, with the names of these.
        imported: the names that come from other modules.
        foreign: those, and all that stand for somebody else's things.
        bound: the names that are given a value here.
        local: the names (by `id`) that stand for variables of a function.
        defined: the attributes that are made here.
        handed_up: the uses (by `id`) of a method in the method of that name.
        in_makers: the nodes (by `id`) of all `__new__` and `__init__`.
        only_called: the names of functions that are to be called where they are named.
        not_had: the names of what is not to be had of a module.
        starts_programs: whether `subprocess` is imported.
        lists: names that nothing is done with but to read them, with all their values.
        with_bases: whether a class may be derived from one that is made here.
        stdin: the names that stand for the standard input.
        types: the uses (by `id`) of `type` that make no class.
        in_classes: what is in the body of a class (by `id`), and in no function there.
        loggers: the names that stand for a logger.
        uses: what is done with each expression.

    """

    def __init__(self, tree: ast.Module, *, of_kit: bool = False) -> None:
        self._of_kit = of_kit
        self.nodes = list(ast.walk(tree))
        self.modules = dict(pair for node in self.nodes for pair in modules(node))
        froms = [node for node in self.nodes if isinstance(node, ast.ImportFrom)]
        self.imported = {
            name
            for node in froms
            for alias in node.names
            for name in (
                brought_by(node.module or "") if alias.name == "*" else [alias.asname or alias.name]
            )
        }
        self.foreign = self.imported | self.modules.keys()
        self._mentioned = {node.id for node in self.nodes if isinstance(node, ast.Name)}
        self.bound = {
            name for node in self.nodes for name in binds(node) if name not in self.foreign
        }
        self.local = of_functions(tree)
        self.handed_up = {use for node in self.nodes for use in handed_up(node)}
        self.defined = self.bound | {name for node in self.nodes for name in defined(node)}
        self.uses = Uses(self.nodes, self.bound)
        self._own = {name for node in self.nodes for name in own(node)}
        self._froms = froms
        self.in_makers = {
            id(part)
            for node in self.nodes
            if isinstance(node, ast.FunctionDef) and node.name in ("__new__", "__init__")
            for part in ast.walk(node)
        }
        self.only_called = set(ONLY_CALLED["builtins"] - self.bound - self.foreign)
        self.only_called |= self._brought(ONLY_CALLED)
        self.not_had = self._brought(NOT_OF)
        self._of_subprocess = {a.name for a in self._had_of("subprocess")}
        self.stdin = {a.asname or a.name for a in self._had_of("sys") if a.name == "stdin"}
        self.starts_programs = bool(self._of_subprocess) or "subprocess" in self.modules.values()
        self._pairs = [pair for node in self.nodes for pair in assignments(node)]
        self._names = [name for node in self.nodes for name in binds(node)]
        self._values: dict[str, list[ast.expr]] = {}
        for name, value in self._pairs:
            self._values.setdefault(name, []).append(value)
        self.lists = {n: v for n, v in self._values.items() if n not in self.uses.changed}
        self._add_aliases()
        self._with_fills_in = {node.name for node in self.nodes if _fills_in_itself(node)}
        self.with_bases = any(map(self._derives_here, self.nodes))
        self.types = {use for node in self.nodes for use in harmless_types(node)}
        self.loggers: set[str] = set()
        self._kept_loggers: set[int] = set()
        self.in_classes = {
            id(part)
            for node in self.nodes
            if isinstance(node, ast.ClassDef)
            for part in of_itself(node)
        }
        self._find_loggers()

    def is_unused(self, module: str, alias: ast.alias) -> bool:
        """Whether *alias*, of the library's *module*, is only imported, as an editor may do.

        That changes nothing that a check goes by. An answer of the kit imports what it allows.
        """
        if self._of_kit:
            return False
        top, *inside = module.split(".")
        is_plain = not any(part[0] in "_*" for part in (top, *inside, alias.name) if part)
        bound = alias.asname or alias.name.partition(".")[0]
        return is_plain and top in sys.stdlib_module_names and bound not in self._mentioned

    def _had_of(self, module: str) -> list[ast.alias]:
        return [alias for node in self._froms if node.module == module for alias in node.names]

    def _brought(self, by_module: dict[str, frozenset[str]]) -> set[str]:
        """The names under which those of a module are imported, perhaps with all others."""
        found: set[str] = set()
        for module, names in by_module.items():
            for alias in self._had_of(module):
                if alias.name == "*":
                    found |= names
                elif alias.name in names:
                    found.add(alias.asname or alias.name)
        return found

    def _add_aliases(self) -> None:
        """Find the names that stand for what was imported: `R = random.Random`, `o = os`."""
        pairs = self._pairs
        by_root: dict[str, list[tuple[str, ast.expr]]] = {}
        for name, value in pairs:
            for part in roots(value):
                by_root.setdefault(part, []).append((name, value))
        while True:
            more = {
                name: self.module(value)
                for name, value in pairs
                if name not in self.foreign and name not in OWN and self.is_foreign(value)
            }
            if not more:
                return
            self.foreign.update(more)
            self.modules |= {name: module for name, module in more.items() if module}
            pairs = [pair for name in more for pair in by_root.get(name, ())]

    def _find_loggers(self) -> None:
        """Find the loggers that are kept under a name, which nobody gets at in another way."""
        for node in self.nodes:
            if isinstance(node, ast.Assign) and self.makes_logger(node.value):
                names = [target.id for target in node.targets if isinstance(target, ast.Name)]
                if len(names) == len(node.targets) and id(node) not in self.in_classes:
                    self.loggers.update(names)
                    self._kept_loggers.add(id(node.value))

    def makes_logger(self, node: ast.expr) -> bool:
        """Whether it is a call of `logging.getLogger`."""
        function = node.func if isinstance(node, ast.Call) else None
        if isinstance(function, ast.Attribute):
            return function.attr == LOGGER and self.module(function.value) == "logging"
        return isinstance(function, ast.Name) and function.id == LOGGER in self.imported

    def is_only_logged_with(self, call: ast.Call) -> bool:
        """Whether nothing else is done with the logger that *call* makes, but for its name."""
        return id(call) in self._kept_loggers | self.uses.logged

    def is_foreign(self, value: ast.expr) -> bool:
        """Whether *value* is, or holds, somebody else's module or class; a call makes a thing."""
        if isinstance(value, ast.Tuple | ast.List | ast.Set):
            return any(map(self.is_foreign, value.elts))
        if isinstance(value, ast.Attribute | ast.Name):
            first = root(value)
            return isinstance(first, ast.Name) and first.id in self.foreign
        return is_type(value) and not self.is_of_own(value)

    def module(self, node: ast.expr) -> str:
        """The name of the module that *node* stands for; empty if it is none."""
        attributes = []
        while isinstance(node, ast.Attribute):
            attributes.append(node.attr)
            node = node.value
        module = self.modules.get(node.id, "") if isinstance(node, ast.Name) else ""
        while module and attributes:
            module = module_in(module, attributes.pop())
        return module

    def is_own(self, node: ast.expr | None) -> bool:
        """Whether it is the object itself, or its class, in a method of it."""
        return id(node) in self._own

    def is_of_own(self, node: ast.expr | None) -> bool:
        """Whether this is `type(self)`, or another call about the object itself."""
        return isinstance(node, ast.Call) and bool(node.args) and self.is_own(node.args[0])

    def is_private_of_others(self, name: str, is_change: bool) -> bool:
        """Whether nobody but who has defined the attribute *name* may use it in that way."""
        is_private = name.startswith("_") and not name.endswith("__")
        return is_private and name not in self.defined and (is_change or name in PRIVATE)

    def is_start(self, function: ast.expr) -> bool:
        """Whether to call *function* starts a program."""
        if isinstance(function, ast.Attribute):
            return function.attr in STARTS and self.module(function.value) == "subprocess"
        return isinstance(function, ast.Name) and function.id in STARTS & self._of_subprocess

    def is_readable_filling(self, node: ast.Attribute) -> bool:
        """Whether *node*, a method of a text, fills in what can be read, nothing, or is another."""
        call = self.uses.called.get(id(node))
        is_empty = call is not None and not call.args and not call.keywords
        is_known = self._is_each(_is_text, node.value) or self._is_each(
            self._is_own_filler, node.value
        )
        return is_empty or is_known

    def _is_each(self, is_one: Callable[[ast.expr], bool], node: ast.expr) -> bool:
        """Whether *node* is one, or a name that never stands for anything else."""
        if not isinstance(node, ast.Name):
            return is_one(node)
        values = self._values.get(node.id, [])
        is_known = node.id not in self.foreign and len(values) == self._names.count(node.id)
        return is_known and bool(values) and all(map(is_one, values))

    def _is_own_filler(self, value: ast.expr) -> bool:
        """Whether it makes an object with a method of that name, of a class that is made here."""
        function = value.func if isinstance(value, ast.Call) else None
        return isinstance(function, ast.Name) and function.id in self._with_fills_in

    def _derives_here(self, node: ast.AST) -> bool:
        """Whether *node* is a class that may be derived from one that is made here."""
        bases = node.bases if isinstance(node, ast.ClassDef) else []
        firsts = [root(base) for base in bases]
        return not all(
            isinstance(first, ast.Name) and first.id not in self.bound | OWN for first in firsts
        )


def _fills_in_itself(node: ast.AST) -> TypeGuard[ast.ClassDef]:
    """Whether *node* is a class with a method of its own that has the name of a text's."""
    return isinstance(node, ast.ClassDef) and any(
        isinstance(part, ast.FunctionDef) and part.name in FILLS_IN for part in node.body
    )


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
