"""The rewriting of calls.

Code of the program announces what it does itself. A call of anything else may look into the objects
that it is given, or change them; it is announced when all of its arguments are there.
"""
# ruff: noqa: D102, N802 (`visit_X` is what ast.NodeTransformer asks for)

from __future__ import annotations

import ast
from collections.abc import Sequence
from copy import deepcopy

from treadle.instrument.containers import ContainerReads
from treadle.instrument.methods import (
    COMPARING,
    LOGGING,
    METHODS,
    READS_ARGUMENTS,
    names_attributes,
)
from treadle.instrument.nodes import (
    BY_NAME_CALLS,
    OUTSIDE_CALLS,
    PATH_TEXT,
    PURE_MODULES,
    WHOLE_CALLS,
    attribute_name,
    constant,
    has_walrus,
    hook,
    load,
)
from treadle.instrument.scopes import mangle


class CallRewriter(ContainerReads):
    """Rewrites calls."""

    def attribute(self, node: ast.Attribute) -> ast.Constant:
        return constant(mangle(node.attr, self.class_name), attribute_name(node))

    def is_native_attribute(self, node: ast.Attribute) -> bool:
        """Whether no thread can change what this load gives."""
        if mangle(node.attr, self.class_name) in self.stored:
            return False
        is_dunder = node.attr.startswith("__") and node.attr.endswith("__")
        return is_dunder or self.is_unshared(node.value)

    def may_be_set_elsewhere(self, node: ast.Attribute) -> bool:
        """Whether this load is of a variable of a module that is none of Python's.

        That module may set it, by `globals()` or in its own code, and so may any other.
        """
        outermost = node.value
        while isinstance(outermost, ast.Attribute):
            outermost = outermost.value
        if not (isinstance(outermost, ast.Name) and self.is_module(node.value)):
            return False
        owner = self.scope.owner(outermost.id)
        return owner is not None and outermost.id in owner.own_modules

    def visit_Call(self, node: ast.Call) -> ast.expr:
        function = node.func
        if self.is_builtin(function, frozenset({"dir", "locals", "vars"})) and not node.args:
            return hook("locals", [node], node) if self.has_temps else node
        if isinstance(function, ast.Attribute):
            return self.method_call(node, function)
        if self.is_builtin(function, WHOLE_CALLS):
            return self.builtin_call(node, WHOLE_CALLS[function.id])  # type: ignore[attr-defined]
        if self.is_builtin(function, frozenset({"type"})) and len(node.args) == 3:
            return self.builtin_call(node, "whole")
        if self.is_builtin(function, frozenset({"globals"})) and not self.scopes.star:
            return hook("globals", [node], node)
        foreign = self.is_builtin(function, BY_NAME_CALLS | OUTSIDE_CALLS)
        if self.announces_itself(function) and not foreign:
            node.func = self.expr(function)
            self.arguments(node)
            return node
        return self.foreign_call(node)

    def arguments(self, node: ast.Call) -> None:
        node.args = [self.expr(argument) for argument in node.args]
        self.keywords(node)

    # ---- methods

    def method_call(self, node: ast.Call, function: ast.Attribute) -> ast.expr:
        receiver = function.value
        compares = function.attr in COMPARING and self.is_fresh(receiver) and self.holds(receiver)
        logs = function.attr in LOGGING and self.is_module(receiver)
        is_native = self.is_native_attribute(function) and self.is_unshared(receiver)
        if is_native and not compares and not logs:
            return self.native_call(node, function)
        name = self.attribute(function)
        values = [*node.args, *(keyword.value for keyword in node.keywords)]
        unpacks = any(keyword.arg is None for keyword in node.keywords)
        trivial = not unpacks and all(map(self.is_trivial, values))
        walrus = has_walrus(values)
        again = deepcopy(receiver) if self.is_name(receiver) and not walrus else None
        of_type = isinstance(receiver, ast.Call) and self.is_builtin(receiver.func, {"type"})
        looks = of_type or self.may_look(function.attr)
        read = self.names_among(values) if looks and not walrus else []
        function.value = self.expr(receiver)
        self.arguments(node)
        if function.attr == "sort" and any(keyword.arg == "key" for keyword in node.keywords):
            return self.called_later(node, "sort", [function])
        if trivial and not any(map(self.may_be_deleted, read)):
            function.value = hook("method", [function.value, name, *read], name)
        elif again is not None or self.has_temps:
            forget: list[ast.expr] = []
            if again is None:
                function.value, again = self.keep(function.value, rebound=True)
                forget = [self.forgotten(again)]
            others = [*read, *forget]
            kind = "lastarg" if looks else "arg"
            self.announce_last(node, kind, [again, name, *others])
        else:
            function.value = hook("attr", [function.value, name], name)
            return self.called_later(node, "call", [function, name])
        return node

    def may_look(self, name: str) -> bool:
        """Whether a method *name* may look into what it is given, without telling of it."""
        unknown = name not in METHODS and mangle(name, self.class_name) not in self.scopes.methods
        return unknown or name in READS_ARGUMENTS

    def native_call(self, node: ast.Call, function: ast.Attribute) -> ast.expr:
        """Rewrite the call of a method of something that no thread can change."""
        receiver = function.value
        match receiver:
            case ast.Constant(str()) if function.attr in ("join", "format", "format_map"):
                function.value = self.expr(receiver)
                how = "drain" if function.attr == "join" else "shown"
                if names_attributes(receiver.value):
                    how = "matched"
                return self.builtin_call(node, how)
            case ast.Constant(bytes()):
                return self.builtin_call(node, "drain", "deep" if function.attr == "join" else "")
            case ast.Call(func=ast.Name(id="super")) if function.attr in METHODS:
                name = self.attribute(function)
                function.value = hook("method", [self.expr(receiver), name], name)
                self.arguments(node)
                return node
        if isinstance(receiver, ast.Name | ast.Attribute) and not self.announces_itself(receiver):
            return self.foreign_call(node)
        if isinstance(receiver, ast.Name) and self.scope.owner(receiver.id) is None:
            return self.foreign_call(node)  # a method of a built-in type
        function.value = self.expr(receiver)
        if function.attr in READS_ARGUMENTS:
            return self.builtin_call(node, "drain")
        self.arguments(node)
        return node

    def announce_last(
        self, node: ast.Call, kind: str, values: list[ast.expr], forget: Sequence[ast.expr] = ()
    ) -> None:
        """Announce a call after the last argument; and *forget* what has been kept until then."""
        at = values[1] if kind in ("arg", "lastarg") else node
        if node.keywords:
            last = node.keywords[-1]
            last.value = announced = hook(kind, [last.value, *values], at)
        elif isinstance(last_argument := node.args[-1], ast.Starred):
            every = ast.copy_location(ast.List([last_argument], ast.Load()), last_argument)
            announced = hook("givenall" if kind == "given" else kind, [every, *values], at)
            node.args[-1] = ast.copy_location(ast.Starred(announced, ast.Load()), last_argument)
        else:
            node.args[-1] = announced = hook(kind, [last_argument, *values], at)
        if forget:  # by name, for what is given by position is given to the function, too
            nothing = ast.copy_location(ast.Tuple([*forget], ast.Load()), at)
            announced.keywords = [ast.copy_location(ast.keyword("forget", nothing), at)]

    def called_later(self, node: ast.Call, name: str, first: list[ast.expr]) -> ast.expr:
        """Build `hook(*first, *arguments)()`, where the hook gives the call to make."""
        function_hook = load(f"__treadle_{name}__", node)
        made = ast.Call(function_hook, [*first, *node.args], node.keywords)
        return ast.copy_location(ast.Call(ast.copy_location(made, node), [], []), node)

    def names_among(self, values: list[ast.expr]) -> list[ast.expr]:
        """Give the values that are variables, constants or tuples of them, to pass on again."""
        return deepcopy(
            [v for v in values if self.is_trivial(v) and not isinstance(v, ast.UnaryOp)]
        )

    # ---- functions that may not be the program's

    def foreign_call(self, node: ast.Call) -> ast.expr:
        values = [*node.args, *(keyword.value for keyword in node.keywords)]
        if self.is_pure(node.func) and all(map(self.is_blank, values)):
            node.func = self.function(node.func)
            self.arguments(node)
            return node
        walrus = has_walrus(values)
        unpacks = any(keyword.arg is None for keyword in node.keywords)
        if not unpacks and all(map(self.is_trivial, values)):
            again = self.names_among(values)
            self.arguments(node)
            node.func = hook("callee", [self.function(node.func), *again], node)
        elif self.has_temps and not unpacks:
            self.announce_given(node, walrus)
        else:
            function = self.function(node.func)
            self.arguments(node)
            return self.called_later(node, "apply", [function])
        return node

    def is_pure(self, node: ast.expr) -> bool:
        """Whether *node* is a function of a module that does nothing but to its arguments."""
        match node:
            case ast.Attribute(value=ast.Name(id=module) as receiver):
                is_type = self.scope.owner(module) is None
                return is_type or (module in PURE_MODULES and self.is_module(receiver))
            case ast.Attribute(value=ast.Attribute(value=ast.Name(id="os"), attr="path")):
                return node.attr in PATH_TEXT
        return False

    def announce_given(self, node: ast.Call, walrus: bool) -> None:
        """Keep the function and its arguments, and announce the call after the last."""
        repeatable = self.is_name(node.func) and not walrus
        again = deepcopy(node.func)
        node.func = self.function(node.func)
        forget = []
        by_name = self.is_builtin(again, BY_NAME_CALLS) or isinstance(again, ast.Attribute)
        if not repeatable:
            node.func, again = self.keep(node.func, rebound=True)
            forget.append(self.forgotten(again))
        holders: list[ast.keyword | None] = [*([None] * len(node.args)), *node.keywords]
        given: list[ast.expr] = []
        for position, keyword in enumerate(holders):
            value = keyword.value if keyword is not None else node.args[position]
            is_last = position == len(holders) - 1
            simple = isinstance(value, ast.Constant) or (self.is_name(value) and not walrus)
            known = isinstance(value, ast.Starred) or (self.is_blank(value) and not by_name)
            value = self.expr(value)
            if simple and not is_last:
                given.append(deepcopy(value))
            elif not known and not is_last:
                value, kept = self.keep(value, rebound=True)
                if isinstance(kept, ast.Name):
                    given.append(kept)
                    forget.append(self.forgotten(kept))
            if keyword is not None:
                keyword.value = value
            else:
                node.args[position] = value
        self.announce_last(node, "given", [again, *given], forget)

    def function(self, node: ast.expr) -> ast.expr:
        """Rewrite what is called; a function of one of Python's modules needs no announcement."""
        if isinstance(node, ast.Attribute):
            value = self.expr(node.value)
            if self.may_be_set_elsewhere(node):
                name = self.attribute(node)
                value = hook("attr", [value, name], name)
            node.value = value
            return node
        return self.expr(node)
