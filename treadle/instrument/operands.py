"""The operands of an operation in C, which reads all of them at one moment."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from copy import deepcopy

from treadle.instrument.context import Context
from treadle.instrument.nodes import (
    DISPLAYS,
    HOLDING_CALLS,
    NOTING_CALLS,
    calls,
    constant,
    has_walrus,
    hook,
    named,
)

_DEEP = {"shown": "deep", "sought": "deep", "matched": "deeper"}
"""Hooks that look into what an object holds, and those for what a fresh one holds."""


class OperandReads(Context):
    """Announces what an operation reads of its operands, when all of them are there."""

    def whole(self, node: ast.expr, name: str = "whole") -> ast.expr:
        """Rewrite an expression, and announce that all of its value is read."""
        name = self.hooks_for(node, name)
        value = self.expr(node)
        return hook(name, [value], value) if name else value

    def all_read(
        self,
        operands: list[tuple[ast.expr, str]],
        operation: ast.expr | None = None,
        after: Sequence[ast.expr] = (),
    ) -> list[ast.expr]:
        """Rewrite the operands of one operation in C, each with the hook of what is read of it.

        It is announced when all of them are there, for only then is it read. Without a hook nothing
        is read of an operand; nor is it if it is fresh. Where an operand would have to be kept and
        cannot be, a call of *operation* is given in place of all of them. What comes *after* them
        is rewritten already, and given back as well.
        """
        walrus = has_walrus([node for node, _ in operands])
        names = [*(self.hooks_for(node, name) for node, name in operands), *([""] * len(after))]
        values = [*(self.expr(node) for node, _ in operands), *after]
        read = [i for i, name in enumerate(names) if name]
        if not read:
            return values
        at = max([read[0], *(i for i, value in enumerate(values) if i > read[0] and calls(value))])
        at = max(at, read[-1])
        repeatable = {
            i for i in read if isinstance(values[i], ast.Name | ast.Constant) and not walrus
        }
        if operation is not None and not self.has_temps and not {*read} <= {at, *repeatable}:
            many = len(operands)
            return [self.performed(operation, names[:many], values[:many])]
        more: list[ast.expr] = []
        forget: list[ast.expr] = []
        for i in read:
            if i == at:
                continue
            value = values[i]
            if i in repeatable:
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

    def performed(self, operation: ast.expr, names: list[str], values: list[ast.expr]) -> ast.expr:
        """Build `hook(operation, names, values)()`, where the hook gives the call to make."""
        read = ast.copy_location(
            ast.Tuple([constant(n, operation) for n in names], ast.Load()), operation
        )
        made = hook("performed", [operation, read, *values], operation)
        return ast.copy_location(ast.Call(made, [], []), operation)

    def hooks_for(self, node: ast.expr, names: str) -> str:
        """Which of the hooks *names* there is anything to tell by, if *node* is what is read."""
        if not self.is_fresh(node):
            return names
        how, _, deep = names.partition(" ")
        if (
            how == "drain"
            and isinstance(node, ast.Call)
            and self.is_builtin(node.func, NOTING_CALLS)
        ):
            return "resumed"
        return _DEEP.get(names, deep) if self.holds(node) else ""

    def may_be_shared(self, node: ast.expr) -> bool:
        """Whether the value of *node* may be a collection that threads share, or hold one."""
        value = named(node)
        return not (isinstance(value, ast.UnaryOp) or self.is_blank(value))

    def is_blank(self, node: ast.expr) -> bool:
        """Whether nothing that threads share is read when all of the value of *node* is."""
        return self.is_fresh(node) and not self.holds(node)

    def holds(self, node: ast.expr) -> bool:
        """Whether *node*, which is fresh, may hold what threads share."""
        match node:
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
                return not all(isinstance(part, ast.Constant) for part in parts)
            case ast.BinOp(left=left, op=ast.Add() | ast.BitOr() | ast.Mult(), right=right):
                return not (isinstance(left, ast.Constant) or isinstance(right, ast.Constant))
            case ast.Call():
                return self.is_builtin(node.func, HOLDING_CALLS)
        return isinstance(node, DISPLAYS)

    def looking(self, nodes: list[ast.expr], names: list[str]) -> list[tuple[ast.expr, str]]:
        """Pair *nodes* with the *names* of hooks, where there may be something to look into."""
        return [
            (node, name if self.may_be_shared(node) else "")
            for node, name in zip(nodes, names, strict=True)
        ]
