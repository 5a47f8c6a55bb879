"""What is done with the parts of a syntax tree: they are called, gone through, printed to, …"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from grader.policy.words import GO_THROUGH, LOGS, PRINTS, READS


class Uses:
    """What is done with each expression, by the `id` of its node.

    Attributes:
        called: what is called, with its call.
        roots: what an attribute is had of, or what is only asked whether it has one.
        read: what is only read, or gone through, as the standard input may be.
        printed: what is only printed to, as the standard output may be.
        asked: what is only asked for an item, as the environment may be.
        logged: what is only logged with, as a logger may be.
        metaclasses: what the class of a class is.
        decorators: what a class is decorated with.
        changed: names of which more is done than to read items or to hand them on.

    """

    def __init__(self, nodes: Iterable[ast.AST], bound: set[str]) -> None:
        """Go through the *nodes* of a tree, in which the names *bound* are the student's own."""
        self._bound = bound
        self.called: dict[int, ast.Call] = {}
        self.roots: set[int] = set()
        self.read: set[int] = set()
        self.printed: set[int] = set()
        self.asked: set[int] = set()
        self.logged: set[int] = set()
        self.metaclasses: set[int] = set()
        self.decorators: set[int] = set()
        self.changed: set[str] = set()
        for node in nodes:
            self._add(node)

    def _add(self, node: ast.AST) -> None:
        if isinstance(node, ast.Attribute):
            self._add_attribute(node)
        elif isinstance(node, ast.Subscript):
            if not isinstance(node.ctx, ast.Load):
                self.changed.add(getattr(node.value, "id", ""))
            self.asked.add(id(node.value))  # to change an item is another question
        elif isinstance(node, ast.For | ast.comprehension):
            self.read.add(id(node.iter))
        elif isinstance(node, ast.AugAssign):
            self.changed.add(getattr(node.target, "id", ""))
        elif isinstance(node, ast.Call):
            self._add_call(node)
        elif isinstance(node, ast.ClassDef):
            self.metaclasses |= {id(k.value) for k in node.keywords if k.arg == "metaclass"}
            for each in node.decorator_list:
                self.decorators.add(id(each.func if isinstance(each, ast.Call) else each))

    def _add_attribute(self, node: ast.Attribute) -> None:
        value = id(node.value)
        self.changed.add(getattr(node.value, "id", ""))  # who knows what is done to it
        self.roots.add(value)
        if node.attr in READS:
            self.read.add(value)
        if node.attr in PRINTS:
            self.printed.add(value)
        if node.attr in LOGS:
            self.logged.add(value)
        if node.attr == "get":
            self.asked.add(value)

    def _add_call(self, node: ast.Call) -> None:
        self.called[id(node.func)] = node
        function = getattr(node.func, "id", "")
        if function in self._bound:
            return
        if function == "print":
            self.printed |= {id(k.value) for k in node.keywords if k.arg == "file"}
        elif function in GO_THROUGH:
            self.read.update(map(id, node.args))
        elif function == "hasattr" and node.args:
            self.roots.add(id(node.args[0]))  # what it tells is no way to anything
