"""The rewriting of expressions."""
# ruff: noqa: D102, N802, N815 (`visit_X` is what ast.NodeTransformer asks for)

from __future__ import annotations

import ast
from copy import deepcopy

from treadle.instrument.calls import CallRewriter
from treadle.instrument.methods import INNER, METHODS
from treadle.instrument.nodes import (
    BUILTIN_TYPES,
    constant,
    has_walrus,
    hook,
    key_value,
    load,
    store,
    taken_apart,
    target_names,
)
from treadle.instrument.scopes import Comprehension, Scope, mangle

_ITEM_HOOKS = {
    ast.Load: ("item", "key"),
    ast.Store: ("setitem", "setkey"),
    ast.Del: ("delitem", "delkey"),
}
"""The hooks of an item: of its collection if the key is trivial, of the key otherwise."""


class ExpressionRewriter(CallRewriter):
    """Rewrites expressions in place; `visit` gives the node that stands for the old one.

    Where an operand is needed a second time, for the hook, it is kept in a temporary variable of
    the function. Modules, classes and comprehensions have none: there a hook gives back the native
    operation as a function without a frame, which is called at once.
    """

    # ---- variables

    def name_of(self, name: str, owner: Scope, at: ast.expr | ast.stmt) -> list[ast.expr]:
        """Give the two arguments by which hooks know the watched variable *name*."""
        if owner.kind == "module":
            scope: ast.expr = constant(self.module, at)
        else:
            scope = load(owner.home.variable, at)
        return [scope, constant(mangle(name, self.class_name), at)]

    def reading(self, name: str, owner: Scope, at: ast.expr | ast.stmt) -> ast.expr:
        kind = "global" if owner.kind == "module" else "cell"
        return hook(kind, self.name_of(name, owner, at), at)

    def written(
        self, name: str, value: ast.expr, at: ast.expr | ast.stmt, how: str = "set"
    ) -> ast.expr:
        """Give *value*, announced as about to be bound to *name* if that is watched.

        With *how* "aug" it is only the operand of what is going to be bound.
        """
        owner = self.watcher(name)
        if owner is None:
            return value
        kind = f"{how}global" if owner.kind == "module" else f"{how}cell"
        return hook(kind, [value, *self.name_of(name, owner, at)], at)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        owner = self.watcher(node.id) if isinstance(node.ctx, ast.Load) else None
        if owner is None:
            return node
        reading = self.reading(node.id, owner, node)
        return ast.copy_location(ast.IfExp(reading, node, constant(None, node)), node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        node.value = self.written(node.target.id, self.expr(node.value), node)
        return node

    # ---- attributes and items

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        is_load = isinstance(node.ctx, ast.Load)
        of_type = self.is_builtin(node.value, BUILTIN_TYPES)  # its methods change what they get
        kept = is_load and node.attr in METHODS and (of_type or not self.is_unshared(node.value))
        native = is_load and not kept and self.is_native_attribute(node)
        if native and (node.attr.startswith("__") or not self.may_be_set_elsewhere(node)):
            value = self.expr(node.value)
            node.value = hook("vars", [value], node) if node.attr == "__dict__" else value
            return node
        name = self.attribute(node)
        kind = "bound" if kept else "attr" if is_load else "setattr"
        if is_load and node.attr in INNER:
            kind = "inner"
        node.value = hook(kind, [self.expr(node.value), name], name)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        is_load = isinstance(node.ctx, ast.Load)
        trivial_hook, key_hook = _ITEM_HOOKS[type(node.ctx)]
        unshared = self.is_unshared(node.value)
        again = deepcopy(node.value) if self.is_name(node.value) else None
        trivial, walrus = self.is_trivial(node.slice), has_walrus([node.slice])
        node.value, node.slice = self.expr(node.value), self.expr(node.slice)
        key = key_value(deepcopy(node.slice) if trivial else node.slice)
        if unshared:
            return node
        if trivial:
            node.value = hook(trivial_hook, [node.value, key], node)
        elif again is not None and not walrus:
            node.slice = hook(key_hook, [again, key], node)
        elif is_load and not self.has_temps:
            getter = hook("getitem", [node.value, key], node)
            return ast.copy_location(ast.Call(getter, [], []), node)
        elif self.scope.kind != "comprehension":  # there, such a target goes unannounced
            node.value, again = self.keep(node.value, walrus)
            node.slice = hook(key_hook, [again, key], node)
        return node

    # ---- inner scopes

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        self.defaults(node.args)
        with self.within(self.scopes.of[node]):
            node.body = self.expr(node.body)
        return node

    def defaults(self, arguments: ast.arguments) -> None:
        arguments.defaults = [self.expr(value) for value in arguments.defaults]
        arguments.kw_defaults = [
            None if value is None else self.expr(value) for value in arguments.kw_defaults
        ]

    def comprehension(self, node: Comprehension) -> ast.expr:
        self.source(node.generators[0], "begun" if isinstance(node, ast.GeneratorExp) else "iter")
        with self.within(self.scopes.of[node]):
            generators: list[ast.comprehension] = []
            for generator in node.generators:
                if generators:
                    self.source(generator)
                generators += self.announced_target(generator)
                generators[-1].ifs = [self.inspected(test) for test in generators[-1].ifs]
            node.generators = generators
            if isinstance(node, ast.DictComp):
                node.key, node.value = self.expr(node.key), self.expr(node.value)
            else:
                node.elt = self.expr(node.elt)
        if isinstance(node, ast.GeneratorExp) and node not in self.consumed:
            node.elt = hook("yielded", [node.elt], node.elt)
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension

    def source(self, generator: ast.comprehension, how: str = "iter") -> None:
        with self.without_temps():
            given = generator.iter
            generator.iter = self.expr(given) if generator.is_async else self.iterable(given, how)

    def announced_target(self, generator: ast.comprehension) -> list[ast.comprehension]:
        """Announce watched variables: `for i in E` becomes `for t in E for i in (hook(t, …),)`."""
        target = generator.target
        how = taken_apart([target])
        watched = [name for name in target_names(target) if self.watcher(name) is not None]
        target = self.expr(target)
        if not watched and not how:
            return [generator]
        temp = self.temp()
        value: ast.expr = load(temp, target)
        if how:
            value = hook("several", [value, constant(how, target)], target)
        for name in watched:
            value = self.written(name, value, target)
        once = ast.copy_location(ast.Tuple([value], ast.Load()), target)
        inner = ast.comprehension(target, once, generator.ifs, 0)
        generator.target, generator.ifs = store(temp, target), []
        return [generator, inner]
