"""The rewriting of expressions that read all of a container: its truth, its length, its items."""
# ruff: noqa: D102, N802 (`visit_X` is what ast.NodeTransformer asks for)

from __future__ import annotations

import ast
from copy import deepcopy
from typing import cast

from treadle.instrument.context import Context
from treadle.instrument.nodes import (
    DEEP_CALLS,
    DISPLAYS,
    LAZY_CALLS,
    LOOKING_CALLS,
    calls,
    getter_name,
    has_walrus,
    hook,
    key_function,
)

_LOOKED_INTO = (ast.Name, ast.Attribute, ast.Subscript, ast.BoolOp)
"""Expressions whose value may be a collection that threads share."""


def _named(node: ast.expr) -> ast.expr:
    return node.value if isinstance(node, ast.NamedExpr) else node


class ContainerReads(Context):
    """Announces that all of a value is read, where a built-in container would be."""

    def whole(self, node: ast.expr, name: str = "whole") -> ast.expr:
        """Rewrite an expression, and announce that all of its value is read."""
        fresh = self.is_fresh(node)
        value = self.expr(node)
        return value if fresh else hook(name, [value], value)

    def iterable(self, node: ast.expr) -> ast.expr:
        """Rewrite an expression that is iterated over, in steps that are announced one by one."""
        is_lazy = isinstance(node, ast.Call) and self.is_builtin(node.func, LAZY_CALLS)
        if is_lazy and not self.scopes.star:
            return self.builtin_call(cast(ast.Call, node), "iter")
        return self.whole(node, "iter")

    def all_read(self, operands: list[tuple[ast.expr, str]]) -> list[ast.expr]:
        """Rewrite the operands of one operation in C, each with the hook of what is read of it.

        It is announced when all of them are there, for only then is it read. Without a hook nothing
        is read of an operand; nor is it if it is fresh.
        """
        walrus = has_walrus([node for node, _ in operands])
        names = [self.hooks_for(node, name) for node, name in operands]
        values = [self.expr(node) for node, _ in operands]
        read = [i for i, name in enumerate(names) if name]
        if not read:
            return values
        at = max([read[0], *(i for i, value in enumerate(values) if i > read[0] and calls(value))])
        at = max(at, read[-1])
        more: list[ast.expr] = []
        forget: list[ast.expr] = []
        for i in read:
            if i == at:
                continue
            value = values[i]
            if isinstance(value, ast.Name | ast.Constant) and not walrus:
                again: ast.expr = deepcopy(value)
            elif self.has_temps:
                values[i], again = self.keep(value, rebound=True)
                forget.append(self.forgotten(again))
            else:
                for name in names[i].split():
                    values[i] = hook(name, [values[i]], value)
                continue
            more += [ast.copy_location(ast.Constant(names[i]), value), again]
        value = values[at]
        if more or "deep" in names[at]:  # several steps
            first = ast.copy_location(ast.Constant(names[at]), value)
            values[at] = hook("several", [value, first, *more, *forget], value)
        elif names[at]:
            values[at] = hook(names[at], [value], value)
        return values

    def hooks_for(self, node: ast.expr, names: str) -> str:
        """Which of the hooks *names* there is anything to tell by, if *node* is what is read."""
        if not self.is_fresh(node):
            return names
        _, _, deep = names.partition(" ")
        parts = getattr(
            node, "elts", [node]
        )  # of a display; else it is a comprehension, or no matter
        holds = isinstance(node, DISPLAYS) and not all(isinstance(p, ast.Constant) for p in parts)
        return deep if holds else ""

    def inspected(self, node: ast.expr, name: str = "whole") -> ast.expr:
        """Rewrite an expression whose value is looked into: for its truth, its text, its parts."""
        match node:
            case ast.BoolOp():
                node.values = [self.inspected(value) for value in node.values]
                return node
            case ast.Name(id="__debug__"):
                return node
            case ast.Name() | ast.Attribute() | ast.Subscript():
                return self.whole(node, name)
            case ast.NamedExpr(value=ast.Name() | ast.Attribute() | ast.Subscript()):
                return self.whole(node, name)
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
        match node:
            case ast.BinOp(op=ast.Mod(), left=left, right=ast.Tuple(elts=values)):
                hooks = ["whole", *("shown" for _ in values)]
                rewritten = self.all_read(self.looking([left, *values], hooks))
                node.left, node.right.elts = rewritten[0], rewritten[1:]  # type: ignore[attr-defined]
            case ast.BinOp(op=ast.Mod()):
                operands = self.looking([node.left, node.right], ["", "shown"])
                node.left, node.right = self.all_read(operands)
            case ast.BinOp(op=ast.Mult()):
                operands = self.looking([node.left, node.right], ["whole", "whole"])
                node.left, node.right = self.all_read(operands)
            case ast.BinOp(op=ast.BitOr() | ast.BitAnd() | ast.BitXor() | ast.Add() | ast.Sub()):
                self.operands(node)
            case _:
                node.left, node.right = self.expr(node.left), self.expr(node.right)
        return node

    def operands(self, node: ast.BinOp) -> None:
        left, right = node.left, node.right
        number = isinstance(left, ast.Constant) or isinstance(right, ast.Constant)
        name = "" if number else "whole"
        node.left, node.right = self.all_read([(left, name), (right, name)])

    def looking(self, nodes: list[ast.expr], names: list[str]) -> list[tuple[ast.expr, str]]:
        """Pair *nodes* with the *names* of hooks, where there may be something to look into."""
        return [
            (node, name if isinstance(_named(node), _LOOKED_INTO) else "")
            for node, name in zip(nodes, names, strict=True)
        ]

    def shown(self, node: ast.expr) -> ast.expr:
        """Rewrite an expression whose value is made into text."""
        return self.inspected(node, "shown")

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        operands = [node.left, *node.comparators]
        read: dict[int, str] = {}
        for position, op in enumerate(node.ops):
            if isinstance(op, ast.In | ast.NotIn):
                read[position + 1] = "sought"
            elif not isinstance(op, ast.Is | ast.IsNot):
                pair = operands[position], operands[position + 1]
                if not any(isinstance(operand, ast.Constant) for operand in pair):
                    read.setdefault(position, "shown")
                    read.setdefault(position + 1, "shown")
        if len(node.ops) == 1:
            pairs = [(operand, read.get(i, "")) for i, operand in enumerate(operands)]
            node.left, *node.comparators = self.all_read(pairs)
            return node
        node.left, *node.comparators = (
            self.whole(operand, read[position]) if position in read else self.expr(operand)
            for position, operand in enumerate(operands)
        )
        return node

    def visit_Starred(self, node: ast.Starred) -> ast.expr:
        is_load = isinstance(node.ctx, ast.Load)
        node.value = self.whole(node.value, "drain") if is_load else self.expr(node.value)
        return node

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.expr:
        node.value = self.whole(node.value)
        return node

    def visit_Yield(self, node: ast.Yield) -> ast.expr:
        value = node.value or ast.copy_location(ast.Constant(None), node)
        node.value = hook("yielded", [self.expr(value)], value)
        return node

    def visit_Dict(self, node: ast.Dict) -> ast.expr:
        pairs = [
            (None, self.whole(value)) if key is None else (self.expr(key), self.expr(value))
            for key, value in zip(node.keys, node.values, strict=True)
        ]
        node.keys, node.values = [key for key, _ in pairs], [value for _, value in pairs]
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        node.value = self.shown(node.value)
        if node.format_spec is not None:
            node.format_spec = self.expr(node.format_spec)
        return node

    def keywords(self, node: ast.Call) -> None:
        for keyword in node.keywords:
            value = keyword.value
            keyword.value = self.whole(value) if keyword.arg is None else self.expr(value)

    def builtin_call(self, node: ast.Call, name: str) -> ast.expr:
        """Rewrite a call that reads all of its arguments."""
        if name != "iter" and not self.is_builtin(node.func, LAZY_CALLS | {"iter"}):
            self.consumed.update(node.args)
        takes_function = self.is_builtin(node.func, frozenset(["filter", "map"]))
        first = node.args[0] if takes_function and node.args else None
        function = first or key_function(node)
        getter = getter_name(function)
        self.keywords(node)
        if first is not None:
            first = node.args[0] = self.expr(first)
        function = first or key_function(node)
        others = function is not None and not getter and self.may_announce(function)
        if name != "iter" and others and not self.is_builtin(node.func, frozenset(["sorted"])):
            name = "iter"  # others may come in between
        if name != "iter" and not others and self.is_builtin(node.func, DEEP_CALLS):
            deep = "deeper" if getter == "attrgetter" else "deep"
        else:
            deep = ""
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                argument.value = self.looked_into(argument.value, "drain", deep)
        plain = [a for a in node.args if not isinstance(a, ast.Starred) and a is not first]
        if self.is_builtin(node.func, frozenset(["zip"])):
            deep = ""
        if name == "iter":
            rewritten = iter([self.whole(argument, name) for argument in plain])
        else:
            rewritten = iter(self.all_read([(a, f"{name} {deep}".strip()) for a in plain]))
        node.args = [next(rewritten) if a in plain else a for a in node.args]
        for argument in node.args if deep else ():
            if isinstance(argument, ast.GeneratorExp) and isinstance(argument.elt, ast.Name):
                argument.elt = hook("shown", [argument.elt], argument.elt)
        return node

    def looked_into(self, node: ast.expr, name: str, deep: str) -> ast.expr:
        """Rewrite an expression of which all is read, and, with *deep*, what is in it as well."""
        return self.all_read([(node, f"{name} {deep}".strip())])[0]

    def may_announce(self, function: ast.expr) -> bool:
        """Whether a call of the rewritten *function* may announce anything."""
        if isinstance(function, ast.Lambda):
            return any(isinstance(node, ast.Call) for node in ast.walk(function.body))
        known = isinstance(function, ast.Name) and self.is_builtin(function, LOOKING_CALLS)
        return not (known or isinstance(function, ast.Constant))
