"""The rewriting of statements that bind, change or delete variables, attributes and items."""
# ruff: noqa: D102, N802, N815 (`visit_X` is what ast.NodeTransformer asks for)

from __future__ import annotations

import ast
from collections.abc import Iterable
from copy import deepcopy

from treadle.instrument.expressions import ExpressionRewriter
from treadle.instrument.nodes import (
    IN_PLACE,
    PLAIN,
    assign,
    calls,
    constant,
    has_walrus,
    hook,
    key_value,
    load,
    store,
    taken_apart,
    target_names,
)

_OF_SLICES = {
    "__treadle_setitem__": "__treadle_setslice__",
    "__treadle_setkey__": "__treadle_setslicekey__",
}
"""The hooks of an item that is written, and those that tell of what is put into a slice as well."""


class AssignmentRewriter(ExpressionRewriter):
    """Rewrites assignments, `del` and `import`."""

    def is_watched(self, names: Iterable[str]) -> bool:
        return any(self.watcher(name) is not None for name in names)

    def announce_binding(self, names: Iterable[str], at: ast.stmt) -> list[ast.stmt]:
        """Announce that the statement *at* binds or deletes *names*."""
        # What they are bound to is looked at when that has happened.
        nothing = constant(None, at)
        values = [self.written(n, nothing, at, "aug") for n in names if self.watcher(n)]
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
        if self.takes_over(node):
            return [node, *self.forget_temps(before, node)]
        how = taken_apart(node.targets)
        value = self.inspected(node.value, how) if how else self.expr(node.value)
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

    def takes_over(self, node: ast.Assign) -> bool:
        """Rewrite `items[i:j] = value`, which reads and writes in one step, if *node* is that."""
        match node.targets:
            case [ast.Subscript(slice=ast.Slice()) as target]:
                rebound = has_walrus([target]) or calls(target)
                value = self.expr(node.value)
                node.value, again = self.keep(value, rebound)
                forget = [self.forgotten(again)] if node.value is not value else []
                node.targets = [self.expr(target)]
                for announced in (target.value, target.slice):
                    match announced:
                        case ast.Call(func=ast.Name(id=name)) if name in _OF_SLICES:
                            announced.func = load(_OF_SLICES[name], target)
                            announced.args += [again, *forget]
                return True
        return False

    def forget_temps(self, before: int, at: ast.stmt) -> list[ast.stmt]:
        """Delete the temporary variables a module or class would keep."""
        if self.scope.kind == "function" or self.scope.temps == before:
            return []
        names = [f"__treadle_t{n}__" for n in range(before + 1, self.scope.temps + 1)]
        return [self.released(names, at)]

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
        # What a number or a text is added to is no container, which would change in place.
        # But a list is repeated in place.
        plain = isinstance(node.value, PLAIN) and not isinstance(node.op, ast.Mult)
        changes = type(node.op) in IN_PLACE and not plain
        if isinstance(node.target, ast.Name):
            return self.augmented_variable(node, node.target, changes)
        if changes:
            return self.augmented_in_place(node, node.target)
        if isinstance(node.target, ast.Attribute):
            self.augmented_attribute(node, node.target)
        else:
            self.augmented_item(node, node.target)
        return [node, *self.forget_temps(before, node)]

    def augmented_variable(
        self, node: ast.AugAssign, target: ast.Name, changes: bool
    ) -> list[ast.stmt]:
        owner = self.watcher(target.id)
        if owner is None:
            again = None if has_walrus([node.value]) else load(target.id, target)
            value = self.expr(node.value)
            node.value = self.in_place(node, value, again) if changes and again else value
            return [node]
        if changes:
            name = self.temp()
            kept = assign(store(name, node), self.expr(load(target.id, target)), node)
            changing = self.changing(node, name)
            written = self.written(target.id, load(name, node), node)
            storing = assign(target, written, node)
            return [kept, changing, storing, self.released([name], node)]
        reading = ast.copy_location(ast.Expr(self.reading(target.id, owner, node)), node)
        node.value = self.written(target.id, self.expr(node.value), node, how="aug")
        return [reading, node]

    def augmented_in_place(
        self, node: ast.AugAssign, target: ast.Attribute | ast.Subscript
    ) -> list[ast.stmt]:
        """Take `o.a += value` apart: what `o.a` is may change in a step of its own.

        It becomes `t = o; u = t.a; u += value; t.a = u`, and likewise for an item.
        """
        names = [self.temp(), self.temp()]
        statements = [assign(store(names[0], target), self.expr(target.value), node)]
        old: ast.Attribute | ast.Subscript
        if isinstance(target, ast.Attribute):
            part: ast.expr = self.attribute(target)
            reading, writing = "attr", "setattr"
            old = deepcopy(target)
        else:
            names.append(self.temp())
            key = key_value(self.expr(target.slice))
            statements.append(assign(store(names[2], target), key, node))
            part = target.slice = load(names[2], target)
            reading, writing = "item", "setitem"
            old = deepcopy(target)
        old.ctx = ast.Load()
        old.value = hook(reading, [load(names[0], target), part], part)
        target.value = hook(writing, [load(names[0], target), part], part)
        return [
            *statements,
            assign(store(names[1], target), old, node),
            self.changing(node, names[1]),
            assign(target, load(names[1], target), node),
            self.released(names, node),
        ]

    def changing(self, node: ast.AugAssign, name: str) -> ast.stmt:
        """Build what *node* does to the value in the temporary variable *name*."""
        value = self.in_place(node, self.expr(node.value), load(name, node))
        changing = ast.AugAssign(store(name, node.target), node.op, value)
        return ast.copy_location(changing, node)

    def in_place(self, node: ast.AugAssign, value: ast.expr, again: ast.expr) -> ast.expr:
        method = constant(IN_PLACE[type(node.op)], node)
        return hook("inplace", [value, again, method], node)

    def released(self, names: list[str], at: ast.stmt) -> ast.stmt:
        """Build a statement that deletes temporary variables."""
        targets: list[ast.expr] = [ast.copy_location(ast.Name(n, ast.Del()), at) for n in names]
        return ast.copy_location(ast.Delete(targets), at)

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
