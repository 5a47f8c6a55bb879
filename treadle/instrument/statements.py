"""The rewriting of statements."""

# ruff: noqa: D102, N802, N815 (`visit_X` is what ast.NodeTransformer asks for)
from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy

from treadle.instrument.assignments import AssignmentRewriter
from treadle.instrument.nodes import (
    announcement,
    assign,
    constant,
    header,
    hook,
    load,
    store,
    taken_apart,
    target_names,
    watched,
)
from treadle.instrument.scopes import Function, Scopes


class Rewriter(AssignmentRewriter):
    """Rewrites a module in place."""

    def __init__(self, source: str, module: str, scopes: Scopes, stored: frozenset[str]) -> None:
        super().__init__(module, scopes, stored)
        self.text = source
        self.loops = 0
        self.loop = 0  # the innermost one around what is visited
        self.yields = False
        self.shows_tracebacks = False

    def rewrite(self, tree: ast.Module) -> None:
        """Insert the hooks into *tree*."""
        self.scope = self.scopes.of[tree]
        self.shows_tracebacks = any(map(_imports_traceback, ast.walk(tree)))
        tree.body = self.block(tree.body)

    def block(self, statements: Iterable[ast.stmt]) -> list[ast.stmt]:
        rewritten: list[ast.stmt] = []
        for statement in statements:
            result: ast.stmt | list[ast.stmt] = self.visit(statement)
            rewritten.extend(result if isinstance(result, list) else [result])
        return rewritten

    # ---- functions and classes

    def visit_FunctionDef(self, node: Function) -> list[ast.stmt]:
        announced = self.announce_binding([node.name], node)
        node.decorator_list = [self.expr(decorator) for decorator in node.decorator_list]
        self.defaults(node.args)
        scope = self.scopes.of[node]
        outer, self.yields = self.yields, _is_generator(node)
        tidies = self.yields and any(isinstance(inner, _TIDYING) for inner in _within(node))
        with self.within(scope):
            body = self.block(node.body)
        if self.yields:
            end = body[-1]
            body.append(announcement("yielded", [constant(None, end)], end))
        self.yields = outer
        docstring = ast.get_docstring(node, clean=False) is not None
        body[docstring:] = watched(body[docstring:], ["leaves", "left"] if tidies else ["leaves"])
        if scope.identified:
            first = node.body[0]
            made = assign(store(scope.variable, first), hook("scope", [], first), first)
            body.insert(int(docstring), made)
        node.body = body
        return [*announced, node]

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Return(self, node: ast.Return) -> ast.stmt:
        if node.value is not None:
            node.value = self.expr(node.value)
        if self.yields:
            value = node.value or constant(None, node)
            node.value = hook("yielded", [value], value)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> list[ast.stmt]:
        announced = self.announce_binding([node.name], node)
        node.decorator_list = [self.expr(decorator) for decorator in node.decorator_list]
        types = self.scopes.types.get(node, self.scope)
        with self.within(types):
            node.bases = [self.expr(base) for base in node.bases]
            for keyword in node.keywords:
                keyword.value = self.expr(keyword.value)
        outer, self.class_name = self.class_name, node.name
        with self.within(self.scopes.of[node]):
            node.body = self.block(node.body)
        self.class_name = outer
        return [*announced, node]

    def visit_TypeAlias(self, node: ast.stmt) -> ast.stmt:
        return node

    # ---- compound statements

    def visit_If(self, node: ast.If) -> ast.stmt:
        node.test = self.inspected(node.test)
        node.body, node.orelse = self.block(node.body), self.block(node.orelse)
        return node

    def visit_Match(self, node: ast.Match) -> ast.stmt:
        patterns = [inner for case in node.cases for inner in ast.walk(case.pattern)]
        by_attributes = any(
            isinstance(p, ast.MatchClass) and (p.patterns or p.kwd_patterns) for p in patterns
        )
        nested = any(
            isinstance(inner, _TAKING) and inner is not p
            for p in patterns
            if isinstance(p, _TAKING)
            for inner in ast.walk(p)
        )
        how = "matched" if by_attributes else "whole deep" if nested else "whole"
        node.subject = self.inspected(node.subject, how)
        bound = dict.fromkeys(name for c in node.cases for name in target_names(c.pattern))
        for name in filter(self.watcher, bound):  # before a pattern binds it
            node.subject = self.written(name, node.subject, node.subject)
        node.cases = [
            each
            for case in node.cases
            for each in (*self.values_read(case.pattern), self.visit_match_case(case))
        ]
        return node

    def values_read(self, pattern: ast.pattern) -> Iterator[ast.match_case]:
        """Give a case that never applies, in which the values that *pattern* names are read."""
        values = [
            value
            for inner in ast.walk(pattern)
            for value in (
                [inner.value]
                if isinstance(inner, ast.MatchValue)
                else inner.keys
                if isinstance(inner, ast.MatchMapping)
                else []
            )
            if isinstance(value, ast.Attribute)
        ]
        if not values:
            return
        read = [self.value_read(value) for value in values]
        guard = hook("never", read, values[0])
        anything = ast.copy_location(ast.MatchAs(None, None), pattern)
        nothing = ast.copy_location(ast.Pass(), values[0])
        yield ast.match_case(anything, guard, [nothing])

    def value_read(self, node: ast.Attribute) -> ast.expr:
        """Build what announces that *node*, an attribute that a pattern names, is read."""
        name = self.attribute(node)
        return hook("attr", [self.expr(deepcopy(node.value)), name], name)

    def visit_While(self, node: ast.While) -> ast.stmt:
        place = header(node)
        around = self.loop
        tick = announcement("loop", self.numbered(place), place)
        node.test = self.inspected(node.test)
        node.body = [tick, *self.block(node.body)]
        self.loop = around
        node.orelse = self.block(node.orelse)
        return node

    def visit_For(self, node: ast.For | ast.AsyncFor) -> ast.stmt:
        is_async = isinstance(node, ast.AsyncFor)
        endless = not is_async and _may_be_endless(node.iter)
        gives_tuples = self.is_builtin(getattr(node.iter, "func", node.iter), _OF_TUPLES)
        node.iter = self.expr(node.iter) if is_async else self.iterable(node.iter)
        bound: list[ast.stmt] = []
        node.target, bound = self.bound_first(node.target, gives_tuples)
        place = header(node)
        around = self.loop
        numbers = self.numbered(place) if endless else []
        tick = announcement("turn" if endless else "tick", numbers, place)
        node.body = [tick, *bound, *self.block(node.body)]
        self.loop = around
        node.orelse = self.block(node.orelse)
        return node

    visit_AsyncFor = visit_For

    def numbered(self, place: ast.expr | ast.stmt) -> list[ast.expr]:
        """Begin another loop; its number, and that of the one around it."""
        self.loops += 1
        numbers: list[ast.expr] = [constant(n, place) for n in (self.loops, self.loop)]
        self.loop = self.loops
        return numbers

    def bound_first(
        self, target: ast.expr, gets_tuples: bool = False
    ) -> tuple[ast.expr, list[ast.stmt]]:
        """Give what to bind instead of *target*, and the statements that then bind *target*.

        Nothing is read of the items that *target* gets if these are known to be tuples.
        """
        how = taken_apart([target])
        how = "" if gets_tuples and how == "drain" else how
        if not how and not self.is_watched(target_names(target)):
            return self.expr(target), []
        name = self.temp()
        value: ast.expr = load(name, target)
        if how:
            forget = [self.forgotten(value)] if self.has_temps else []
            value = hook("several", [value, constant(how, target), *forget], target)
        return store(name, target), self.binding(target, value)

    def visit_With(self, node: ast.With | ast.AsyncWith) -> ast.stmt:
        enter = constant("__enter__" if isinstance(node, ast.With) else "__aenter__", node)
        for position, item in enumerate(node.items):
            manager = self.expr(item.context_expr)
            item.context_expr = hook("entered", [manager, enter], manager)
            if item.optional_vars is None:
                continue
            item.optional_vars, bound = self.bound_first(item.optional_vars)
            if bound:
                rest = node.items[position + 1 :]
                node.items = node.items[: position + 1]
                inner = [type(node)(rest, node.body)] if rest else node.body
                for statement in inner[:1] if rest else ():
                    ast.copy_location(statement, node)
                node.body = [*bound, *self.block(inner)]
                return node
        node.body = self.block(node.body)
        return node

    visit_AsyncWith = visit_With

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.excepthandler:
        if node.type is not None:
            node.type = self.expr(node.type)
        names = [] if node.name is None else [node.name]
        first, last = node.body[0], node.body[-1]
        node.body = [announcement("caught", [], first), *self.block(node.body)]
        if self.is_watched(names):
            deleted = self.announce_binding(names, last)
            whole = ast.copy_location(ast.Try(node.body, [], [], deleted), first)
            node.body = [*self.announce_binding(names, first), whole]
        return node

    def visit_match_case(self, node: ast.match_case) -> ast.match_case:
        if node.guard is not None:
            node.guard = self.inspected(node.guard)
        node.body = self.block(node.body)
        return node

    def visit_Raise(self, node: ast.Raise) -> ast.stmt:
        node.exc, node.cause = map(self.raised, (node.exc, node.cause))
        return node

    def raised(self, node: ast.expr | None) -> ast.expr | None:
        """Rewrite what is raised, or its cause: to raise it changes it, as tracebacks show."""
        if node is None:
            return None
        raised = self.expr(node)
        return hook("raised", [raised], raised) if self.shows_tracebacks else raised

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        if node.msg is not None:
            node.test, node.msg = self.inspected(node.test), self.expr(node.msg)
            return node
        source = constant(self.source_text(node.test), node.test)
        values: Sequence[ast.expr] = ()
        test = node.test
        node.test = self.inspected(test)
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and self.has_temps:
            test.left, left = self.keep(test.left)
            test.comparators[0], right = self.keep(test.comparators[0])
            values = left, right
        node.msg = hook("explain", [source, *values], node)
        return node

    def source_text(self, node: ast.expr) -> str:
        return " ".join((ast.get_source_segment(self.text, node) or ast.unparse(node)).split())


def _imports_traceback(node: ast.AST) -> bool:
    """Whether *node* brings what tells where an exception has been, and which there were before."""
    if isinstance(node, ast.Import):
        return any(alias.name == "traceback" for alias in node.names)
    return isinstance(node, ast.ImportFrom) and node.module == "traceback"


def _is_generator(function: Function) -> bool:
    """Whether a call of *function* gives a generator, which two threads may step."""
    if isinstance(function, ast.AsyncFunctionDef):
        return False
    return any(isinstance(inner, ast.Yield | ast.YieldFrom) for inner in _within(function))


def _within(function: Function) -> Iterator[ast.AST]:
    """Give all that *function* is made of, but for the functions and classes in it."""
    waiting: list[ast.AST] = [*function.body]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, Function | ast.Lambda | ast.ClassDef):
            waiting += ast.iter_child_nodes(node)


_TAKING = (ast.MatchSequence, ast.MatchMapping)
"""Patterns that read the items of what they are compared with."""

_TIDYING = (ast.Try, ast.TryStar, ast.With)
"""Statements of which something is done when an exception is thrown into their midst."""

_OF_TUPLES = frozenset({"enumerate", "zip"})
"""Built-in functions whose result gives tuples that it has made."""

_ENDLESS = {"count", "cycle", "repeat"}
"""Of `itertools`, what may give something for ever."""


def _may_be_endless(iterable: ast.expr) -> bool:
    """Whether a `for` loop over *iterable* is one that people write for a `while` loop."""
    if not isinstance(iterable, ast.Call):
        return False
    function = iterable.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in _ENDLESS or (name == "iter" and len(iterable.args) == 2)
