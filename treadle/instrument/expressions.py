"""The rewriting of expressions."""
# ruff: noqa: D102, N815 (`visit_X` is what ast.NodeTransformer asks for)

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import cast

from treadle.instrument.nodes import (
    BUILTIN_TYPES,
    DISPLAYS,
    FRESH,
    FRESH_CALLS,
    LAZY_CALLS,
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
from treadle.instrument.scopes import Comprehension, Scope, Scopes, mangle


class ExpressionRewriter(ast.NodeTransformer):
    """Rewrites expressions in place; `visit` gives the node that stands for the old one.

    Where an operand is needed a second time, for the hook, it is kept in a temporary variable of
    the function. Modules, classes and comprehensions have none: there a hook gives back the native
    operation as a function without a frame, which is called at once.
    """

    def __init__(self, module: str, scopes: Scopes, stored: frozenset[str]) -> None:
        self.module = module
        self.scopes = scopes
        self.stored = stored
        self.scope: Scope
        self.class_name: str | None = None
        self.no_temps = False

    # ---- what is known without running

    def expr(self, node: ast.expr) -> ast.expr:
        return cast(ast.expr, self.visit(node))

    def watcher(self, name: str) -> Scope | None:
        return self.scope.watcher(mangle(name, self.class_name))

    def is_builtin(self, node: ast.expr, names: frozenset[str]) -> bool:
        return (
            isinstance(node, ast.Name)
            and node.id in names
            and not self.scopes.star
            and self.scope.owner(node.id) is None
        )

    def is_module(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Attribute):
            return self.is_module(node.value) and ast.unparse(node) in self.scopes.modules
        if not isinstance(node, ast.Name):
            return False
        owner = self.scope.owner(node.id)
        return owner is not None and owner.imported[node.id] == owner.bound[node.id]

    def is_fresh(self, node: ast.expr) -> bool:
        """Whether no other thread can be using the value of *node*."""
        if isinstance(node, ast.Call):
            return self.is_builtin(node.func, FRESH_CALLS)
        return isinstance(node, FRESH) or self.is_module(node)

    def is_unshared(self, node: ast.expr) -> bool:
        """Whether nothing that threads share is reached through *node*."""
        is_super = isinstance(node, ast.Call) and (
            isinstance(node.func, ast.Name) and node.func.id == "super"
        )
        return is_super or self.is_fresh(node) or self.is_builtin(node, BUILTIN_TYPES)

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

    # ---- temporary variables

    @property
    def has_temps(self) -> bool:
        return self.scope.kind in ("function", "lambda") and not self.no_temps

    def temp(self) -> str:
        self.scope.temps += 1
        return f"__treadle_t{self.scope.temps}__"

    def keep(self, value: ast.expr) -> tuple[ast.expr, ast.expr]:
        """Give an expression that evaluates *value*, and one that gives the same value again."""
        if isinstance(value, ast.Constant) or self.is_name(value):
            return value, deepcopy(value)
        name = self.temp()
        kept = ast.copy_location(ast.NamedExpr(store(name, value), value), value)
        return kept, load(name, value)

    @contextmanager
    def within(self, scope: Scope) -> Iterator[None]:
        before = self.scope, self.no_temps
        self.scope, self.no_temps = scope, False
        yield
        self.scope, self.no_temps = before

    @contextmanager
    def without_temps(self) -> Iterator[None]:
        """Where Python forbids `:=`."""
        before, self.no_temps = self.no_temps, True
        yield
        self.no_temps = before

    # ---- reading all of something

    def whole(self, node: ast.expr, name: str = "whole") -> ast.expr:
        fresh = self.is_fresh(node)
        value = self.expr(node)
        return value if fresh else hook(name, [value], value)

    def iterable(self, node: ast.expr) -> ast.expr:
        if isinstance(node, ast.Call) and self.is_builtin(node.func, LAZY_CALLS):
            return self.builtin_call(node, "iter")
        return self.whole(node, "iter")

    def inspected(self, node: ast.expr) -> ast.expr:
        """Rewrite an expression whose value is looked into: for its truth, its text, its parts."""
        match node:
            case ast.BoolOp():
                node.values = [self.inspected(value) for value in node.values]
                return node
            case ast.Name(id="__debug__"):
                return node
            case ast.Name() | ast.Attribute() | ast.Subscript():
                return self.whole(node)
            case ast.NamedExpr(value=ast.Name() | ast.Attribute() | ast.Subscript()):
                return self.whole(node)
        return self.expr(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        *tested, last = node.values
        node.values = [*(self.inspected(value) for value in tested), self.expr(last)]
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        is_not = isinstance(node.op, ast.Not)
        node.operand = self.inspected(node.operand) if is_not else self.expr(node.operand)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        node.test = self.inspected(node.test)
        node.body, node.orelse = self.expr(node.body), self.expr(node.orelse)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        is_set_like = isinstance(node.op, ast.BitOr | ast.BitAnd | ast.BitXor)
        left = self.whole if is_set_like or isinstance(node.right, DISPLAYS) else self.expr
        right = self.whole if is_set_like or isinstance(node.left, DISPLAYS) else self.expr
        node.left, node.right = left(node.left), right(node.right)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        operands = [node.left, *node.comparators]
        read = set()
        for position, op in enumerate(node.ops):
            if isinstance(op, ast.In | ast.NotIn):
                read.add(position + 1)
            elif isinstance(op, ast.Eq | ast.NotEq):
                if isinstance(operands[position], DISPLAYS):
                    read.add(position + 1)
                elif isinstance(operands[position + 1], DISPLAYS):
                    read.add(position)
        node.left, *node.comparators = (
            self.whole(operand) if position in read else self.expr(operand)
            for position, operand in enumerate(operands)
        )
        return node

    def visit_Starred(self, node: ast.Starred) -> ast.expr:
        is_load = isinstance(node.ctx, ast.Load)
        node.value = self.whole(node.value) if is_load else self.expr(node.value)
        return node

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.expr:
        node.value = self.whole(node.value)
        return node

    def visit_Dict(self, node: ast.Dict) -> ast.expr:
        pairs = [
            (None, self.whole(value)) if key is None else (self.expr(key), self.expr(value))
            for key, value in zip(node.keys, node.values, strict=True)
        ]
        node.keys, node.values = [key for key, _ in pairs], [value for _, value in pairs]
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        node.value = self.inspected(node.value)
        if node.format_spec is not None:
            node.format_spec = self.expr(node.format_spec)
        return node

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
            node.value, again = self.keep(node.value)
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

    def keywords(self, node: ast.Call) -> None:
        for keyword in node.keywords:
            value = keyword.value
            keyword.value = self.whole(value) if keyword.arg is None else self.expr(value)

    def builtin_call(self, node: ast.Call, name: str) -> ast.expr:
        """Rewrite a call that reads all of its arguments."""
        takes_function = self.is_builtin(node.func, frozenset(["filter", "map"]))
        node.args = [
            self.expr(argument)
            if isinstance(argument, ast.Starred) or (takes_function and position == 0)
            else self.whole(argument, name)
            for position, argument in enumerate(node.args)
        ]
        self.keywords(node)
        return node

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
                function.value, again = self.keep(function.value)
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
