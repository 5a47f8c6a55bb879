"""The rewriting of statements."""

# ruff: noqa: D102, N802, N815 (`visit_X` is what ast.NodeTransformer asks for)
from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from treadle.instrument.expressions import ExpressionRewriter
from treadle.instrument.nodes import (
    DISPLAYS,
    IN_PLACE,
    announcement,
    assign,
    constant,
    has_walrus,
    header,
    hook,
    key_value,
    load,
    store,
    target_names,
)
from treadle.instrument.scopes import Function, Scopes


class Rewriter(ExpressionRewriter):
    """Rewrites a module in place."""

    def __init__(self, source: str, module: str, scopes: Scopes, stored: frozenset[str]) -> None:
        super().__init__(module, scopes, stored)
        self.text = source
        self.while_loops = 0

    def rewrite(self, tree: ast.Module) -> None:
        """Insert the hooks into *tree*."""
        self.scope = self.scopes.of[tree]
        tree.body = self.block(tree.body)

    def block(self, statements: Iterable[ast.stmt]) -> list[ast.stmt]:
        rewritten: list[ast.stmt] = []
        for statement in statements:
            result: ast.stmt | list[ast.stmt] = self.visit(statement)
            rewritten.extend(result if isinstance(result, list) else [result])
        return rewritten

    # ---- binding variables that are watched

    def is_watched(self, names: Iterable[str]) -> bool:
        return any(self.watcher(name) is not None for name in names)

    def announce_binding(self, names: Iterable[str], at: ast.stmt) -> list[ast.stmt]:
        """Announce that the statement *at* binds or deletes *names*."""
        values = [self.written(n, constant(None, at), at) for n in names if self.watcher(n)]
        return [ast.copy_location(ast.Expr(value), at) for value in values]

    def binding(self, target: ast.expr, value: ast.expr) -> list[ast.stmt]:
        """Build `target = value`, where both are as they were and *value* is rewritten.

        A tuple with a watched variable in it is taken apart, so that each one is announced right
        before it is bound.
        """
        if isinstance(target, ast.Name):
            return [assign(target, self.written(target.id, value, target), target)]
        watched = self.is_watched(target_names(target))
        if not watched or not isinstance(target, ast.Tuple | ast.List):
            return [assign(self.expr(target), value, target)]
        parts: list[ast.expr] = []
        statements: list[ast.stmt] = []
        for element in target.elts:
            name = self.temp()
            part: ast.expr = store(name, element)
            inner = element
            if isinstance(element, ast.Starred):
                part = ast.copy_location(ast.Starred(part, ast.Store()), element)
                inner = element.value
            parts.append(part)
            statements += self.binding(inner, load(name, inner))
        target.elts = parts
        return [assign(target, value, target), *statements]

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        before = self.scope.temps
        unpacks = any(isinstance(target, ast.Tuple | ast.List) for target in node.targets)
        value = self.inspected(node.value) if unpacks else self.expr(node.value)
        if not self.is_watched(name for target in node.targets for name in target_names(target)):
            node.value = value
            node.targets = [self.expr(target) for target in node.targets]
            return [node, *self.forget_temps(before, node)]
        if len(node.targets) == 1:
            statements = self.binding(node.targets[0], value)
        else:
            name = self.temp()
            statements = [assign(store(name, node), value, node)]
            for target in node.targets:
                statements += self.binding(target, load(name, node))
        for statement in statements[:1]:
            ast.copy_location(statement, node)
        return [*statements, *self.forget_temps(before, node)]

    def forget_temps(self, before: int, at: ast.stmt) -> list[ast.stmt]:
        """Delete the temporary variables a module or class would keep."""
        if self.scope.kind == "function" or self.scope.temps == before:
            return []
        names = [f"__treadle_t{n}__" for n in range(before + 1, self.scope.temps + 1)]
        targets: list[ast.expr] = [ast.copy_location(ast.Name(n, ast.Del()), at) for n in names]
        return [ast.copy_location(ast.Delete(targets), at)]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt | list[ast.stmt]:
        if node.value is None:
            return node
        before = self.scope.temps
        node.value = self.expr(node.value)
        if isinstance(node.target, ast.Name):
            node.value = self.written(node.target.id, node.value, node)
        elif isinstance(node.target, ast.Attribute):
            node.target = self.visit_Attribute(node.target)  # type: ignore[assignment]
        else:
            node.target = self.visit_Subscript(node.target)  # type: ignore[assignment]
        return [node, *self.forget_temps(before, node)]

    def visit_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt]:
        before = self.scope.temps
        if isinstance(node.target, ast.Name):
            return self.augmented_variable(node, node.target)
        if isinstance(node.target, ast.Attribute):
            self.augmented_attribute(node, node.target)
        else:
            self.augmented_item(node, node.target)
        return [node, *self.forget_temps(before, node)]

    def augmented_variable(self, node: ast.AugAssign, target: ast.Name) -> list[ast.stmt]:
        owner = self.watcher(target.id)
        method = None if has_walrus([node.value]) else self.in_place_method(node)
        value = self.expr(node.value)
        if owner is not None:
            reading = ast.copy_location(ast.Expr(self.reading(target.id, owner, node)), node)
            node.value = self.written(target.id, value, node)
            return [reading, node]
        if method is not None:
            node.value = hook("arg", [value, load(target.id, target), constant(method, node)], node)
        else:
            node.value = value
        return [node]

    def in_place_method(self, node: ast.AugAssign) -> str | None:
        """Give the method with which *node* would change a container, if it looks like that."""
        method = IN_PLACE.get(type(node.op))
        if isinstance(node.value, DISPLAYS):
            return method
        is_set_like = isinstance(node.op, ast.BitOr | ast.BitAnd | ast.BitXor)
        return method if is_set_like and not self.is_fresh(node.value) else None

    def augmented_attribute(self, node: ast.AugAssign, target: ast.Attribute) -> None:
        name = self.attribute(target)
        value, again = self.keep_unless(has_walrus([node.value]), target.value)
        target.value = hook("attr", [value, name], name)
        node.value = hook("augattr", [self.expr(node.value), again, name], node)

    def augmented_item(self, node: ast.AugAssign, target: ast.Subscript) -> None:
        trivial = self.is_trivial(target.slice) and not has_walrus([node.value])
        value, again = self.keep_unless(has_walrus([node.value, target.slice]), target.value)
        key = key_value(self.expr(target.slice))
        if trivial:
            target.value = hook("item", [value, key], target)
        else:
            kept, key = self.keep(key)
            target.value, target.slice = value, hook("key", [again, kept], target)
        node.value = hook("augitem", [self.expr(node.value), again, key], node)

    def keep_unless(self, rebinds: bool, value: ast.expr) -> tuple[ast.expr, ast.expr]:
        """Rewrite *value* and give it twice; a variable may be read again unless it is rebound."""
        if self.is_name(value) and not rebinds:
            return value, value
        name = self.temp()
        kept = ast.copy_location(ast.NamedExpr(store(name, value), self.expr(value)), value)
        return kept, load(name, value)

    def visit_Delete(self, node: ast.Delete) -> list[ast.stmt]:
        before = self.scope.temps
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        announced = self.announce_binding(names, node)
        node.targets = [self.expr(target) for target in node.targets]
        return [*announced, node, *self.forget_temps(before, node)]

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> list[ast.stmt]:
        names = [alias.asname or alias.name.partition(".")[0] for alias in node.names]
        return [*self.announce_binding(names, node), node]

    visit_ImportFrom = visit_Import

    # ---- functions and classes

    def visit_FunctionDef(self, node: Function) -> list[ast.stmt]:
        announced = self.announce_binding([node.name], node)
        node.decorator_list = [self.expr(decorator) for decorator in node.decorator_list]
        self.defaults(node.args)
        scope = self.scopes.of[node]
        with self.within(scope):
            body = self.block(node.body)
        if scope.identified:
            docstring = ast.get_docstring(node, clean=False) is not None
            first = node.body[0]
            made = assign(store(scope.variable, first), hook("scope", [], first), first)
            body.insert(int(docstring), made)
        node.body = body
        return [*announced, node]

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> list[ast.stmt]:
        announced = self.announce_binding([node.name], node)
        node.decorator_list = [self.expr(decorator) for decorator in node.decorator_list]
        types = self.scopes.types.get(node, self.scope)
        with self.within(types):
            self.no_temps = types.kind == "types"
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
        node.subject = self.inspected(node.subject)
        node.cases = [self.visit_match_case(case) for case in node.cases]
        return node

    def visit_While(self, node: ast.While) -> ast.stmt:
        self.while_loops += 1
        place = header(node)
        tick = announcement("loop", [constant(self.while_loops, place)], place)
        node.test = self.inspected(node.test)
        node.body = [tick, *self.block(node.body)]
        node.orelse = self.block(node.orelse)
        return node

    def visit_For(self, node: ast.For | ast.AsyncFor) -> ast.stmt:
        is_async = isinstance(node, ast.AsyncFor)
        node.iter = self.expr(node.iter) if is_async else self.iterable(node.iter)
        bound: list[ast.stmt] = []
        node.target, bound = self.bound_first(node.target)
        node.body = [announcement("tick", [], header(node)), *bound, *self.block(node.body)]
        node.orelse = self.block(node.orelse)
        return node

    visit_AsyncFor = visit_For

    def bound_first(self, target: ast.expr) -> tuple[ast.expr, list[ast.stmt]]:
        """Give what to bind instead of *target*, and the statements that then bind *target*."""
        if not self.is_watched(target_names(target)):
            return self.expr(target), []
        name = self.temp()
        return store(name, target), self.binding(target, load(name, target))

    def visit_With(self, node: ast.With | ast.AsyncWith) -> ast.stmt:
        for position, item in enumerate(node.items):
            item.context_expr = self.expr(item.context_expr)
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
        node.body = [*self.announce_binding(names, node.body[0]), *self.block(node.body)]
        return node

    def visit_match_case(self, node: ast.match_case) -> ast.match_case:
        names = target_names(node.pattern)
        if node.guard is not None:
            node.guard = self.inspected(node.guard)
        node.body = [*self.announce_binding(names, node.body[0]), *self.block(node.body)]
        return node

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
