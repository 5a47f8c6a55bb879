"""Which variable a name means, and which variables several threads may see change.

Python decides at compile time whether a name is local, a closure cell, a global or a built-in, and
so does the walk in `treadle.instrument.analysis`. A variable is *watched* when reading it can show
another thread's write: a module global that some function declares `global` and binds, or a
variable of a function or comprehension that an inner function captures and that is bound later, or
again.
"""

from __future__ import annotations

import ast
from collections import Counter
from typing import Literal

Kind = Literal["module", "class", "function", "lambda", "comprehension", "types"]
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
Function = ast.FunctionDef | ast.AsyncFunctionDef
Place = tuple[int, int]
"""A line and a column of the source."""


class Scope:
    """One region of names.

    Attributes:
        kind: what opens it; `types` holds the type parameters of a generic function or class.
        parent: the scope around it; None for the module.
        number: from 1, in the order of the source; 0 for the module.
        begins: where it does.
        bound_at: from where on each name that is bound here once has its value.
        bound: how often each name is bound here; once in a loop counts as often.
        imported: how often each name is bound by `import`, and so to a module.
        own_modules: the names that are bound by `import` to a module that is none of Python's.
        known: how often each name is bound to a function of this module, or something imported
            from a module whose functions need no announcement.
        used: the names loaded here.
        global_names: the names declared `global` here.
        nonlocal_names: the names declared `nonlocal` here.
        watched: the variables of this scope whose accesses are to be announced.
        identified: whether this function keeps an identity for that in `variable`.
        temps: how many temporary variables have been made here.

    """

    def __init__(
        self, kind: Kind, parent: Scope | None, number: int, begins: Place = (0, 0)
    ) -> None:
        self.kind = kind
        self.parent = parent
        self.number = number
        self.begins = begins
        self.bound_at: dict[str, Place] = {}
        self.bound: Counter[str] = Counter()
        self.imported: Counter[str] = Counter()
        self.own_modules: set[str] = set()
        self.known: Counter[str] = Counter()
        self.used: set[str] = set()
        self.global_names: set[str] = set()
        self.nonlocal_names: set[str] = set()
        self.watched: set[str] = set()
        self.identified = False
        self.temps = 0

    @property
    def variable(self) -> str:
        """The local variable that holds the identity of one call of this function."""
        return f"__treadle_scope{self.number}__"

    @property
    def home(self) -> Scope:
        """The scope in which this one is evaluated: for a comprehension the one around it."""
        return self.parent.home if self.kind == "comprehension" and self.parent else self

    @property
    def module(self) -> Scope:
        """The outermost scope."""
        return self if self.parent is None else self.parent.module

    def owner(self, name: str) -> Scope | None:
        """Give the scope whose variable *name* means here; None for a built-in."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.global_names:
                scope = scope.module
                return scope if name in scope.bound else None
            visible = scope is self or scope.kind != "class"
            if visible and name in scope.bound and name not in scope.nonlocal_names:
                return scope
            scope = scope.parent
        return None

    def watcher(self, name: str) -> Scope | None:
        """Give the scope that owns *name* if the variable is watched, else None."""
        owner = self.owner(name)
        return owner if owner is not None and name in owner.watched else None

    def kept_from(self, owner: Scope) -> Place | None:
        """From where on in *owner* code of this scope can run later; None if it cannot."""
        place = None
        scope = self
        while scope is not owner:
            if scope.kind in ("function", "lambda"):
                place = scope.begins
            assert scope.parent is not None
            scope = scope.parent
        return place


class Scopes:
    """The scopes of a module, by the node that opens them.

    Attributes:
        of: the scope a module, class, function, lambda or comprehension opens.
        types: the scope of the type parameters of a generic function or class.
        modules: dotted names that an import makes a module, such as `concurrent.futures`.
        methods: names of functions of the module that nothing else is kept under, in an object or
            a class.
        deleted: names that a `del` takes away from somebody.
        star: whether `from … import *` makes it unknown which names are built-ins.

    """

    def __init__(self) -> None:
        self.of: dict[ast.AST, Scope] = {}
        self.types: dict[ast.AST, Scope] = {}
        self.modules = {"os.path"}
        self.methods: set[str] = set()
        self.deleted: set[str] = set()
        self.star = False


def begin(node: ast.AST) -> Place:
    """Where the text of *node* begins."""
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def end(node: ast.AST) -> Place:
    """Where the text of *node* ends."""
    return getattr(node, "end_lineno", 0), getattr(node, "end_col_offset", 0)


def mangle(name: str, class_name: str | None) -> str:
    """Give the name that *name* stands for within the class *class_name*."""
    stripped = (class_name or "").lstrip("_")
    if not stripped or not name.startswith("__") or name.endswith("__") or "." in name:
        return name
    return f"_{stripped}{name}"
