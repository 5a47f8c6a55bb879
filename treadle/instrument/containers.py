"""The rewriting of expressions that read all of a container: its truth, its length, its items."""
# ruff: noqa: D102, N802 (`visit_X` is what ast.NodeTransformer asks for)

from __future__ import annotations

import ast
from copy import deepcopy
from typing import cast

from treadle.instrument.nodes import (
    DEEP_CALLS,
    LAZY_CALLS,
    LOOKING_CALLS,
    OPERATORS,
    STEPPED_CALLS,
    constant,
    getter_name,
    hook,
    is_plain,
    key_function,
    load,
    store,
)
from treadle.instrument.operands import OperandReads


class ContainerReads(OperandReads):
    """Announces that all of a value is read, where a built-in container would be."""

    def iterable(self, node: ast.expr, how: str = "iter") -> ast.expr:
        """Rewrite an expression that is iterated over, in steps that are announced one by one.

        With *how* "begun" the iterator is made long before the first step.
        """
        if not isinstance(node, ast.Call) or self.scopes.star:
            return self.whole(node, how)
        if self.is_builtin(node.func, LAZY_CALLS) and self.takes_from_one(node):
            return self.builtin_call(node, "iter")
        if self.is_builtin(node.func, STEPPED_CALLS):
            # It notes how long its argument is; of others, only some do.
            read = "whole" if self.is_builtin(node.func, frozenset(["reversed"])) else "noted"
            plain = not any(isinstance(argument, ast.Starred) for argument in node.args)
            operands = [(argument, read if plain else "") for argument in node.args]
            node.args = self.all_read(operands)
            self.keywords(node)
            return hook("iter", [node], node)
        return self.whole(node, how)

    def takes_from_one(self, node: ast.Call) -> bool:
        """Whether the lazy call *node* steps one iterator at a time, each of which is a moment."""
        if any(isinstance(argument, ast.Starred) for argument in node.args):
            return False
        several = {"map": 2, "zip": 1}.get(cast(ast.Name, node.func).id)
        return several is None or len(node.args) <= several

    def inspected(self, node: ast.expr, name: str = "whole") -> ast.expr:
        """Rewrite an expression whose value is looked into: for its truth, its text, its parts."""
        match node:
            case ast.BoolOp():
                node.values = [self.inspected(value, name) for value in node.values]
                return node
            case ast.IfExp():
                node.test = self.inspected(node.test)
                node.body = self.inspected(node.body, name)
                node.orelse = self.inspected(node.orelse, name)
                return node
            case ast.Name(id="__debug__"):
                return node
        if self.may_be_shared(node):
            return self.all_read([(node, name)])[0]
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
        left, right = node.left, node.right
        name = OPERATORS.get(type(node.op))
        match node:
            case ast.BinOp(op=ast.Mod(), right=ast.Tuple(elts=values)) if self.has_temps:
                hooks = ["whole", *("shown" for _ in values)]
                rewritten = self.all_read(self.looking([left, *values], hooks))
                node.left, node.right.elts = rewritten[0], rewritten[1:]  # type: ignore[attr-defined]
                return node
            case ast.BinOp(op=ast.Mod()):
                operands = self.looking([left, right], ["", "shown"])
            case ast.BinOp(op=ast.Mult()):
                operands = self.looking([left, right], ["whole", "whole"])
            case _:
                number = is_plain(left) or is_plain(right)
                hook_name = "" if number or name is None else "added"
                operands = [(left, hook_name), (right, hook_name)]
        operation = None if name is None else constant(name, node)
        rewritten = self.all_read(operands, operation)
        if len(rewritten) == 1:
            return rewritten[0]
        node.left, node.right = rewritten
        return node

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
                if not any(map(is_plain, pair)):
                    read.setdefault(position, "shown")
                    read.setdefault(position + 1, "shown")
        if len(node.ops) == 1:
            return self.comparison(node, read)
        if self.has_temps:
            return self.chain(node)
        node.left, *node.comparators = (
            self.whole(operand, "chained") if position in read else self.expr(operand)
            for position, operand in enumerate(operands)
        )
        return node

    def chain(self, node: ast.Compare) -> ast.expr:
        """Rewrite `a < b < c` as `a < (t := b) and t < c`: each of them has its own moment."""
        pairs: list[ast.expr] = []
        left = node.left
        for op, operand in zip(node.ops, node.comparators, strict=True):
            right, again = operand, deepcopy(operand)
            if not isinstance(operand, ast.Constant) and not self.is_name(operand):
                name = self.temp()
                right = ast.copy_location(ast.NamedExpr(store(name, operand), operand), operand)
                again = load(name, operand)
            last = operand is node.comparators[-1]
            compared = ast.Compare(left, [op], [operand if last else right])
            pairs.append(ast.copy_location(compared, node))
            left = again
        return ast.copy_location(ast.BoolOp(ast.And(), [self.expr(p) for p in pairs]), node)

    def comparison(self, node: ast.Compare, read: dict[int, str]) -> ast.expr:
        """Rewrite a comparison of two, with the hooks of what is read of them."""
        op, left, seeks = type(node.ops[0]), node.left, read.get(1) == "sought"
        fresh = self.is_fresh(node.comparators[0])
        known = self.is_name(left) and not fresh
        if seeks and not known and (not fresh or self.holds(node.comparators[0])):
            _, read[0] = self.looking([left], ["shown"])[0]
        elif seeks and fresh and isinstance(getattr(node.comparators[0], "value", ""), bytes):
            read[0] = "whole"  # which may be a buffer, and has no other moment
        pairs = [(left, read.get(0, "")), (node.comparators[0], read.get(1, ""))]
        name = OPERATORS.get(op)
        rewritten = self.all_read(pairs, None if name is None else constant(name, node))
        if len(rewritten) == 1:
            not_in = ast.UnaryOp(ast.Not(), rewritten[0])
            return ast.copy_location(not_in, node) if op is ast.NotIn else rewritten[0]
        node.left, node.comparators[0] = rewritten
        match node.comparators[0]:
            case ast.Call(func=ast.Name("__treadle_sought__"), args=args) if known:
                args.append(deepcopy(left))
        return node

    def visit_Starred(self, node: ast.Starred) -> ast.expr:
        is_load = isinstance(node.ctx, ast.Load)
        node.value = self.whole(node.value, "drain") if is_load else self.expr(node.value)
        return node

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.expr:
        fresh = constant(int(isinstance(node.value, ast.Call)), node)
        value = self.expr(node.value)
        node.value = hook("delegated", [value, fresh], value)
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

    def builtin_call(self, node: ast.Call, name: str, also: str = "") -> ast.expr:
        """Rewrite a call that reads all of its arguments, and what the hook *also* tells of.

        Values that are given by name are read, too, by `str.format` and `sum`.
        """
        if name != "iter" and not self.is_builtin(node.func, LAZY_CALLS | {"iter"}):
            self.consumed.update(node.args)
        takes_function = self.is_builtin(node.func, frozenset(["filter", "map"]))
        first = node.args[0] if takes_function and node.args else None
        function = first or key_function(node)
        getter = getter_name(function)
        named = self.is_builtin(node.func, frozenset(["sum"])) or (
            getattr(node.func, "attr", "") == "format" and all(k.arg for k in node.keywords)
        )
        if not named:
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
            deep = also
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                argument.value = self.looked_into(argument.value, "drain", deep)
        plain = [a for a in node.args if not isinstance(a, ast.Starred) and a is not first]
        if self.is_builtin(node.func, frozenset(["zip"])):
            deep = ""
        if name == "iter":
            how = "begun" if self.is_builtin(node.func, LAZY_CALLS) else "iter"
            rewritten = [self.iterable(argument, how) for argument in plain]
        else:
            operands = [(a, f"{name} {deep}".strip()) for a in plain]
            operation = node.func if plain == node.args and not named else None
            after = [keyword.value for keyword in node.keywords]
            if named:
                operands += [(value, name) for value in after]
                after = []
            rewritten = self.all_read(operands, operation, after)
            if len(rewritten) == 1 < len(plain) + len(after):
                cast(ast.Call, cast(ast.Call, rewritten[0]).func).keywords = node.keywords
                return rewritten[0]
            for keyword, value in zip(node.keywords, rewritten[len(plain) :], strict=True):
                keyword.value = value
        following = iter(rewritten)
        node.args = [next(following) if a in plain else a for a in node.args]
        for argument in node.args if deep else ():
            if isinstance(argument, ast.GeneratorExp) and self.may_be_shared(argument.elt):
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
