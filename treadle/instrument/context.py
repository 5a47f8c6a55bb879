"""What the rewriter knows of the place it is at: names, scopes and temporary variables."""
# ruff: noqa: D102

from __future__ import annotations

import ast
from collections.abc import Container, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import cast

from treadle.instrument.nodes import BUILTIN_TYPES, FRESH, FRESH_CALLS, constant, load, store
from treadle.instrument.scopes import Scope, Scopes, mangle


class Context(ast.NodeTransformer):
    """Where the rewriter is, and what can be told of an expression there without running it.

    It needs the name of the module, its scopes, and the attributes that it stores.
    """

    def __init__(self, module: str, scopes: Scopes, stored: frozenset[str]) -> None:
        self.module = module
        self.scopes = scopes
        self.stored = stored
        self.scope: Scope
        self.class_name: str | None = None
        self.no_temps = False
        self.consumed: set[ast.expr] = set()  # generators that nobody else gets hold of

    def expr(self, node: ast.expr) -> ast.expr:
        return cast(ast.expr, self.visit(node))

    def watcher(self, name: str) -> Scope | None:
        return self.scope.watcher(mangle(name, self.class_name))

    def is_builtin(self, node: ast.expr, names: Container[str]) -> bool:
        """Whether *node* is one of these built-ins, if no `import *` hides it."""
        return isinstance(node, ast.Name) and node.id in names and self.scope.owner(node.id) is None

    def is_module(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Attribute):
            return self.is_module(node.value) and ast.unparse(node) in self.scopes.modules
        if not isinstance(node, ast.Name):
            return False
        owner = self.scope.owner(node.id)
        return owner is not None and owner.imported[node.id] == owner.bound[node.id]

    def announces_itself(self, node: ast.expr) -> bool:
        """Whether calling *node* needs no announcement: its own code makes those."""
        if isinstance(node, ast.Attribute):
            return self.announces_itself(node.value)
        if not isinstance(node, ast.Name):
            return isinstance(node, ast.Lambda)
        owner = self.scope.owner(node.id)
        if owner is None:
            return not self.scopes.star
        return 0 < owner.bound[node.id] == owner.known[node.id]

    def is_fresh(self, node: ast.expr) -> bool:
        """Whether no other thread can be using the value of *node*."""
        if isinstance(node, ast.Call):
            return not self.scopes.star and self.is_builtin(node.func, FRESH_CALLS)
        return isinstance(node, FRESH) or self.is_module(node)

    def is_unshared(self, node: ast.expr) -> bool:
        """Whether nothing that threads share is reached through *node*."""
        match node:
            case ast.Call(func=ast.Name(id="super")):
                return True
            case ast.Name():
                is_type = not self.scopes.star and self.is_builtin(node, BUILTIN_TYPES)
                return is_type or self.is_module(node)
        return self.is_fresh(node)

    def is_name(self, node: ast.expr) -> bool:
        """Whether *node* is a variable that can be read twice with the same result."""
        return isinstance(node, ast.Name) and self.watcher(node.id) is None

    def is_trivial(self, node: ast.expr | None) -> bool:
        """Whether evaluating *node*, also twice, announces nothing and runs nobody's code."""
        match node:
            case None | ast.Constant() | ast.UnaryOp(operand=ast.Constant()):
                return True
            case ast.Name():
                return self.is_name(node)
            case ast.Slice():
                return all(map(self.is_trivial, (node.lower, node.upper, node.step)))
            case ast.Tuple():
                return all(map(self.is_trivial, node.elts))
        return False

    def may_be_deleted(self, node: ast.expr) -> bool:
        """Whether *node* may fail for a `del` took a variable away: then it matters when."""
        names = (part.id for part in ast.walk(node) if isinstance(part, ast.Name))
        return not self.scopes.deleted.isdisjoint(names)

    # ---- temporary variables

    @property
    def has_temps(self) -> bool:
        return self.scope.kind in ("function", "lambda") and not self.no_temps

    def temp(self) -> str:
        self.scope.temps += 1
        return f"__treadle_t{self.scope.temps}__"

    def keep(self, value: ast.expr, rebound: bool = False) -> tuple[ast.expr, ast.expr]:
        """Give an expression that evaluates *value*, and one that gives the same value again.

        A variable is read again, unless it may be *rebound* in between.
        """
        if isinstance(value, ast.Constant) or (self.is_name(value) and not rebound):
            return value, deepcopy(value)
        name = self.temp()
        kept = ast.copy_location(ast.NamedExpr(store(name, value), value), value)
        return kept, load(name, value)

    def forgotten(self, temp: ast.expr) -> ast.expr:
        """Build an expression that lets go of what the temporary variable *temp* keeps."""
        assert isinstance(temp, ast.Name)
        nothing = ast.NamedExpr(store(temp.id, temp), constant(None, temp))
        return ast.copy_location(nothing, temp)

    @contextmanager
    def within(self, scope: Scope) -> Iterator[None]:
        before, self.scope = self.scope, scope
        yield
        self.scope = before

    @contextmanager
    def without_temps(self) -> Iterator[None]:
        """Where Python forbids `:=`, also in a lambda."""
        before, self.no_temps = self.no_temps, True
        yield
        self.no_temps = before
