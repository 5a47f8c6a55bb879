"""The rewriting of statements that bind, change or delete variables, attributes and items."""
# ruff: noqa: D102, N802, N815 (`visit_X` is what ast.NodeTransformer asks for)

from __future__ import annotations

import ast
from collections.abc import Iterable

from treadle.instrument.expressions import ExpressionRewriter
from treadle.instrument.nodes import (
    DISPLAYS,
    IN_PLACE,
    assign,
    constant,
    has_walrus,
    hook,
    key_value,
    load,
    store,
    target_names,
)


class AssignmentRewriter(ExpressionRewriter):
    """Rewrites assignments, `del` and `import`."""

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
        value, again = self.keep(self.expr(target.value), has_walrus([node.value]))
        target.value = hook("attr", [value, name], name)
        node.value = hook("augattr", [self.expr(node.value), again, name], node)

    def augmented_item(self, node: ast.AugAssign, target: ast.Subscript) -> None:
        trivial = self.is_trivial(target.slice) and not has_walrus([node.value])
        rebound = has_walrus([node.value, target.slice])
        value, again = self.keep(self.expr(target.value), rebound)
        key = key_value(self.expr(target.slice))
        if trivial:
            target.value = hook("item", [value, key], target)
        else:
            kept, key = self.keep(key, rebound)
            target.value, target.slice = value, hook("key", [again, kept], target)
        node.value = hook("augitem", [self.expr(node.value), again, key], node)

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
