"""The rewriting of expressions."""
# ruff: noqa: D102, N802, N815 (`visit_X` is what ast.NodeTransformer asks for)

from __future__ import annotations

import ast
from copy import deepcopy

from treadle.instrument.containers import ContainerReads
from treadle.instrument.nodes import (
    WHOLE_CALLS,
    attribute_name,
    constant,
    has_walrus,
    hook,
    key_value,
    load,
    store,
    target_names,
)
from treadle.instrument.scopes import Comprehension, Scope, mangle


class ExpressionRewriter(ContainerReads):
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

    def written(self, name: str, value: ast.expr, at: ast.expr | ast.stmt) -> ast.expr:
        """Give *value*, announced as about to be bound to *name* if that is watched."""
        owner = self.watcher(name)
        if owner is None:
            return value
        kind = "setglobal" if owner.kind == "module" else "setcell"
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

    def attribute(self, node: ast.Attribute) -> ast.Constant:
        return constant(mangle(node.attr, self.class_name), attribute_name(node))

    def is_native_attribute(self, node: ast.Attribute) -> bool:
        """Whether no thread can change what this load gives."""
        if mangle(node.attr, self.class_name) in self.stored:
            return False
        is_dunder = node.attr.startswith("__") and node.attr.endswith("__")
        return is_dunder or self.is_unshared(node.value)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        is_load = isinstance(node.ctx, ast.Load)
        if is_load and self.is_native_attribute(node):
            node.value = self.expr(node.value)
            return node
        name = self.attribute(node)
        node.value = hook("attr" if is_load else "setattr", [self.expr(node.value), name], name)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        is_load = isinstance(node.ctx, ast.Load)
        trivial_hook, key_hook = ("item", "key") if is_load else ("setitem", "setkey")
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

    # ---- calls

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if isinstance(node.func, ast.Attribute):
            return self.method_call(node, node.func)
        if self.is_builtin(node.func, WHOLE_CALLS):
            return self.builtin_call(node, "whole")
        node.func = self.expr(node.func)
        self.arguments(node)
        return node

    def arguments(self, node: ast.Call) -> None:
        node.args = [self.expr(argument) for argument in node.args]
        self.keywords(node)

    def method_call(self, node: ast.Call, function: ast.Attribute) -> ast.expr:
        receiver = function.value
        if self.is_native_attribute(function) and self.is_unshared(receiver):
            joins = isinstance(receiver, ast.Constant) and function.attr == "join"
            function.value = self.expr(receiver)
            if joins:
                return self.builtin_call(node, "whole")
            self.arguments(node)
            return node
        name = self.attribute(function)
        values = [*node.args, *(keyword.value for keyword in node.keywords)]
        unpacks = any(keyword.arg is None for keyword in node.keywords)
        trivial = not unpacks and all(map(self.is_trivial, values))
        again = deepcopy(receiver) if self.is_name(receiver) and not has_walrus(values) else None
        function.value = self.expr(receiver)
        self.arguments(node)
        if trivial:
            function.value = hook("method", [function.value, name], name)
        elif again is not None or self.has_temps:
            if again is None:
                function.value, again = self.keep(function.value, rebound=True)
            self.announce_last(node, again, name)
        else:
            function.value = hook("attr", [function.value, name], name)
            node.args = [function, name, *node.args]
            function_hook = load("__treadle_call__", node)
            bound = ast.copy_location(ast.Call(function_hook, node.args, node.keywords), node)
            return ast.copy_location(ast.Call(bound, [], []), node)
        return node

    def announce_last(self, node: ast.Call, receiver: ast.expr, name: ast.expr) -> None:
        """Announce a method call after the last argument."""
        if node.keywords:
            last = node.keywords[-1]
            last.value = hook("arg", [last.value, receiver, name], name)
        elif isinstance(last_argument := node.args[-1], ast.Starred):
            every = ast.copy_location(ast.List([last_argument], ast.Load()), last_argument)
            unpacked = hook("arg", [every, receiver, name], name)
            node.args[-1] = ast.copy_location(ast.Starred(unpacked, ast.Load()), last_argument)
        else:
            node.args[-1] = hook("arg", [last_argument, receiver, name], name)

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
        self.source(node.generators[0])
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
        return node

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = comprehension

    def source(self, generator: ast.comprehension) -> None:
        with self.without_temps():
            rewrite = self.expr if generator.is_async else self.iterable
            generator.iter = rewrite(generator.iter)

    def announced_target(self, generator: ast.comprehension) -> list[ast.comprehension]:
        """Announce watched variables: `for i in E` becomes `for t in E for i in (hook(t, …),)`."""
        target = generator.target
        watched = [name for name in target_names(target) if self.watcher(name) is not None]
        target = self.expr(target)
        if not watched:
            return [generator]
        temp = self.temp()
        value: ast.expr = load(temp, target)
        for name in watched:
            value = self.written(name, value, target)
        once = ast.copy_location(ast.Tuple([value], ast.Load()), target)
        inner = ast.comprehension(target, once, generator.ifs, 0)
        generator.target, generator.ifs = store(temp, target), []
        return [generator, inner]
