"""The rewriting of expressions that read all of a container: its truth, its length, its items."""
# ruff: noqa: D102, N802 (`visit_X` is what ast.NodeTransformer asks for)

from __future__ import annotations

import ast
from typing import cast

from treadle.instrument.context import Context
from treadle.instrument.nodes import (
    DEEP_CALLS,
    LAZY_CALLS,
    LOOKING_CALLS,
    getter_name,
    hook,
    key_function,
)


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
                node.left = self.inspected(left)
                node.right.elts = [self.shown(value) for value in values]  # type: ignore[attr-defined]
            case ast.BinOp(op=ast.Mod()):
                node.left, node.right = self.expr(node.left), self.shown(node.right)
            case ast.BinOp(op=ast.Mult()):
                node.left, node.right = self.inspected(node.left), self.inspected(node.right)
            case ast.BinOp(op=ast.BitOr() | ast.BitAnd() | ast.BitXor() | ast.Add() | ast.Sub()):
                self.operands(node)
            case _:
                node.left, node.right = self.expr(node.left), self.expr(node.right)
        return node

    def operands(self, node: ast.BinOp) -> None:
        left, right = node.left, node.right
        number = isinstance(left, ast.Constant) or isinstance(right, ast.Constant)
        node.left = self.expr(left) if number else self.whole(left)
        node.right = self.expr(right) if number else self.whole(right)

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
        takes_function = self.is_builtin(node.func, frozenset(["filter", "map"]))
        first = node.args[0] if takes_function and node.args else None
        function = first or key_function(node)
        getter = getter_name(function)
        self.keywords(node)
        first = None if first is None else self.expr(first)
        function = first or key_function(node)
        others = function is not None and not getter and self.may_announce(function)
        if name != "iter" and others and not self.is_builtin(node.func, frozenset(["sorted"])):
            name = "iter"  # others may come in between
        deep: list[ast.expr] | None = None
        if name != "iter" and not others and self.is_builtin(node.func, DEEP_CALLS):
            deep = [ast.copy_location(ast.Constant(getter == "attrgetter"), node)]
        node.args = [
            first if first is not None and position == 0 else self.looked_into(argument, name, deep)
            for position, argument in enumerate(node.args)
        ]
        return node

    def looked_into(self, argument: ast.expr, name: str, deep: list[ast.expr] | None) -> ast.expr:
        """Rewrite an argument of which all is read, and, with *deep*, what is in it as well."""
        if isinstance(argument, ast.Starred):
            argument.value = self.looked_into(argument.value, "drain", deep)
            return argument
        fresh = self.is_fresh(argument)
        value = self.whole(argument, name)
        return value if deep is None or fresh else hook("deep", [value, *deep], value)

    def may_announce(self, function: ast.expr) -> bool:
        """Whether a call of the rewritten *function* may announce anything."""
        if isinstance(function, ast.Lambda):
            return any(isinstance(node, ast.Call) for node in ast.walk(function.body))
        known = isinstance(function, ast.Name) and self.is_builtin(function, LOOKING_CALLS)
        return not (known or isinstance(function, ast.Constant))
