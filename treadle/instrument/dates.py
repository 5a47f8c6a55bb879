"""The rewriting of what may ask for the date, after all else: `datetime.now()` and its like."""

# ruff: noqa: D102 (`visit_X` is what ast.NodeTransformer asks for)
from __future__ import annotations

import ast

from treadle.instrument.nodes import attribute_name, constant, hook

ASKING = frozenset({"now", "today", "utcnow"})
"""Methods of the classes of `datetime` that tell what the clock says."""


class DateRewriter(ast.NodeTransformer):
    """Lets a hook see whose attribute of such a name is read."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.Attribute:
        self.generic_visit(node)
        if node.attr in ASKING and isinstance(node.ctx, ast.Load):
            name = constant(node.attr, attribute_name(node))
            node.value = hook("dated", [node.value, name], node.value)
        return node

    def visit_MatchValue(self, node: ast.MatchValue) -> ast.MatchValue:
        return node
