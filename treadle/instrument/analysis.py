"""The walk that finds the scopes of a module and the variables to watch in them."""
# ruff: noqa: N815 (`visit_X` is what ast.NodeVisitor asks for)

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from treadle.instrument.nodes import KNOWN_MODULES
from treadle.instrument.scopes import (
    Comprehension,
    Function,
    Kind,
    Place,
    Scope,
    Scopes,
    begin,
    end,
    mangle,
)


def analyse(tree: ast.Module) -> Scopes:
    """Find the scopes of *tree* and the variables to watch in them."""
    collector = _Collector()
    collector.visit(tree)
    scopes = collector.scopes
    every = [*scopes.of.values(), *scopes.types.values()]
    scopes.methods = collector.functions - collector.kept
    module = scopes.of[tree]
    for scope in every:
        for name in scope.global_names if scope is not module else ():
            module.bound[name] += scope.bound[name]
            module.watched.add(name)
    for scope in every:
        for name in scope.used | scope.bound.keys():
            owner = scope.owner(name)
            if owner is None or owner.home.kind != "function":
                continue
            kept_from = scope.kept_from(owner)
            if kept_from is None:
                continue
            again = owner.bound[name] > 1 or name in scope.bound
            if again or kept_from < owner.bound_at.get(name, kept_from):
                owner.watched.add(name)
                owner.home.identified = True
    return scopes


class _Collector(ast.NodeVisitor):
    """Walks a module once, noting in each scope what is bound and used."""

    def __init__(self) -> None:
        self.scopes = Scopes()
        self.scope = Scope("module", None, 0)
        self.class_name: str | None = None
        self.loops = 0
        self.assigned_at: Place | None = None
        self.functions: set[str] = set()
        self.kept: set[str] = set()

    @contextmanager
    def within(self, kind: Kind, node: ast.AST, class_name: str | None = None) -> Iterator[None]:
        before = self.scope, self.loops, self.class_name
        table = self.scopes.types if kind == "types" else self.scopes.of
        number = len(self.scopes.of) + len(self.scopes.types)
        self.scope = table[node] = Scope(kind, self.scope, number, begin(node))
        self.loops = int(kind == "comprehension")
        self.class_name = class_name or self.class_name
        yield
        self.scope, self.loops, self.class_name = before

    def each(self, nodes: Iterable[ast.AST | None]) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def bind(self, name: str, times: int = 1, at: Place = (0, 0)) -> None:
        name = mangle(name, self.class_name)
        self.scope.bound[name] += times + (self.loops > 0)
        self.scope.bound_at[name] = at

    def visit_Module(self, node: ast.Module) -> None:
        self.scopes.of[node] = self.scope
        self.each(node.body)

    def visit_FunctionDef(self, node: Function) -> None:
        self.bind(node.name, at=end(node) if node.decorator_list else begin(node))
        self.functions.add(mangle(node.name, self.class_name))
        if not node.decorator_list:
            self.scope.known[mangle(node.name, self.class_name)] += 1 + (self.loops > 0)
        self.each(node.decorator_list)
        self.defaults(node.args)
        with self.type_parameters(node), self.within("function", node):
            self.parameters(node.args)
            self.each(node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.defaults(node.args)
        with self.within("lambda", node):
            self.parameters(node.args)
            self.visit(node.body)

    def defaults(self, arguments: ast.arguments) -> None:
        self.each([*arguments.defaults, *arguments.kw_defaults])

    def parameters(self, arguments: ast.arguments) -> None:
        plain = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        for parameter in [*plain, arguments.vararg, arguments.kwarg]:
            if parameter is not None:
                self.bind(parameter.arg)

    @contextmanager
    def type_parameters(self, node: Function | ast.ClassDef) -> Iterator[None]:
        names = [parameter.name for parameter in getattr(node, "type_params", ())]
        if not names:
            yield
            return
        with self.within("types", node):
            for name in names:
                self.bind(name)
            yield

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.bind(node.name, at=begin(node))
        if not node.bases:
            self.scope.known[mangle(node.name, self.class_name)] += 1 + (self.loops > 0)
        self.each(node.decorator_list)
        with self.type_parameters(node):
            self.each([*node.bases, *node.keywords])
            with self.within("class", node, node.name):
                self.each(node.body)

    def comprehension(self, node: Comprehension) -> None:
        first = node.generators[0]
        self.visit(first.iter)
        with self.within("comprehension", node):
            for generator in node.generators:
                self.visit(generator.target)
                if generator is not first:
                    self.visit(generator.iter)
                self.each(generator.ifs)
            result = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
            self.each(result)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        self.loops += 1
        self.each([node.target, *node.body])
        self.loops -= 1
        self.each(node.orelse)

    visit_AsyncFor = visit_For

    def visit_While(self, node: ast.While) -> None:
        self.loops += 1
        self.each([node.test, *node.body])
        self.loops -= 1
        self.each(node.orelse)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.scope.used.add(mangle(node.id, self.class_name))
        else:
            self.bind(node.id, at=self.assigned_at or end(node))
            if isinstance(node.ctx, ast.Del):
                self.scopes.deleted.add(node.id)
            if self.scope.kind == "class":
                self.kept.add(mangle(node.id, self.class_name))

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.kept.add(mangle(node.attr, self.class_name))
        self.visit(node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.assigned_at = end(node)
        self.each(node.targets)
        self.assigned_at = None
        self.visit(node.value)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        inner = self.scope
        while self.scope.kind == "comprehension" and self.scope.parent is not None:
            self.scope = self.scope.parent
        self.bind(node.target.id, times=1 + (inner is not self.scope), at=end(node))
        self.scope = inner

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        if isinstance(node.target, ast.Name):
            self.bind(node.target.id, times=2)
        else:
            self.visit(node.target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is None and isinstance(node.target, ast.Name):
            self.bind(node.target.id, times=0)
        else:
            self.assigned_at = end(node)
            self.visit(node.target)
            self.assigned_at = None
            self.each([node.value])

    def visit_Global(self, node: ast.Global) -> None:
        self.scope.global_names.update(mangle(name, self.class_name) for name in node.names)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.scope.nonlocal_names.update(mangle(name, self.class_name) for name in node.names)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            self.bind(name, at=begin(node))
            self.scope.imported[name] += 1 + (self.loops > 0)
            if alias.name.partition(".")[0] not in sys.stdlib_module_names:
                self.scope.own_modules.add(name)
            if alias.name.partition(".")[0] in KNOWN_MODULES:
                self.scope.known[name] += 1 + (self.loops > 0)
            if alias.asname is None:
                self.scopes.modules.add(alias.name)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name == "*":
                self.scopes.star = True
            else:
                name = alias.asname or alias.name
                self.bind(name, at=begin(node))
                if (node.module or "").partition(".")[0] in KNOWN_MODULES and not node.level:
                    self.scope.known[mangle(name, self.class_name)] += 1 + (self.loops > 0)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name is not None:
            self.bind(node.name, times=2)  # it is deleted at the end
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs | ast.MatchStar) -> None:
        if node.name is not None:
            self.bind(node.name, at=end(node))
        self.generic_visit(node)

    visit_MatchStar = visit_MatchAs

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest is not None:
            self.bind(node.rest, at=end(node))
        self.generic_visit(node)

    def visit_TypeAlias(self, node: ast.AST) -> None:
        name = getattr(node, "name", None)
        if isinstance(name, ast.Name):
            self.bind(name.id)
