"""Reading a submission: what there is to say of each part of its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.policy.names import (
    assignments,
    binds,
    brought_by,
    handed_up,
    harmless_types,
    identifiers,
    is_super,
    is_type,
    links,
    module_in,
    modules,
    of_functions,
    own,
    root,
)
from grader.policy.words import (
    ALONE,
    ANNOUNCEMENT,
    ASIDE,
    BY_NAME,
    CALLS,
    COPIES,
    FILLS_IN,
    HARMLESS,
    IN_FORMAT,
    IN_TEXT,
    INSIDE,
    INTERNAL,
    MAKES,
    MODULES,
    OF_OS,
    OF_SYS,
    OWN,
    TUPLES,
)

Said = tuple[str, str]
"""What it is, and why that is not wanted."""

ANOTHER_NAME = "it gets at attributes under another name"
NOT_LOOKED_AT = "it starts a program, and nobody looks at how that forks"
KEPT_ASIDE = "what is kept there nobody sees"
CHANGES = "it changes what is not its own"
INTERPRETER = "it leads into the interpreter, or makes comparisons come out at will"
MAKES_CODE = "it makes code, or a class, that cannot be read, or gets at attributes by their names"


class Reader:
    """What is to be said of one syntax tree."""

    def __init__(self, tree: ast.Module) -> None:
        self._nodes = list(ast.walk(tree))
        self._modules = dict(pair for node in self._nodes for pair in modules(node))
        self._imported = {
            name
            for node in self._nodes
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
            for name in (
                brought_by(node.module or "") if alias.name == "*" else [alias.asname or alias.name]
            )
        }
        self._foreign = self._imported | self._modules.keys()
        self._bound = {
            name for node in self._nodes for name in binds(node) if name not in self._foreign
        }
        self._local = of_functions(tree)
        self._starts_programs = "subprocess" in self._modules.values() or any(
            isinstance(node, ast.ImportFrom) and node.module == "subprocess" for node in self._nodes
        )
        self._own = {name for node in self._nodes for name in own(node)}
        self._handed_up = {use for node in self._nodes for use in handed_up(node)}
        self._add_aliases()
        self._roots: set[int] = set()
        self._asked: set[int] = set()
        self._called: dict[int, ast.Call] = {}
        self._metaclasses: set[int] = set()
        for node in self._nodes:
            if isinstance(node, ast.Attribute):
                self._roots.add(id(node.value))
                self._asked |= {id(node.value)} if node.attr == "get" else set()
            elif isinstance(node, ast.Subscript):
                self._asked.add(id(node.value))  # to change an item is another question
            elif isinstance(node, ast.Call):
                self._called[id(node.func)] = node
                if getattr(node.func, "id", "") == "hasattr" and node.args:
                    self._roots.add(id(node.args[0]))  # what it tells is no way to anything
            elif isinstance(node, ast.ClassDef):
                self._metaclasses |= {id(k.value) for k in node.keywords if k.arg == "metaclass"}
        self._types = {use for node in self._nodes for use in harmless_types(node)}

    def _add_aliases(self) -> None:
        """Find the names that stand for what was imported: `R = random.Random`, `o = os`."""
        pairs = [pair for node in self._nodes for pair in assignments(node)]
        while True:
            more = {
                name: self._module(value)
                for name, value in pairs
                if name not in self._foreign and name not in OWN and self._is_foreign(value)
            }
            if not more:
                return
            self._foreign |= more.keys()
            self._modules |= {name: module for name, module in more.items() if module}

    def _is_foreign(self, value: ast.expr) -> bool:
        """Whether *value* is, or holds, somebody else's module or class; a call makes a thing."""
        if isinstance(value, ast.Tuple | ast.List | ast.Set):
            return any(map(self._is_foreign, value.elts))
        if isinstance(value, ast.Attribute | ast.Name):
            first = root(value)
            return isinstance(first, ast.Name) and first.id in self._foreign
        return is_type(value) and not self._is_of_own(value)

    def _is_own(self, node: ast.expr | None) -> bool:
        return id(node) in self._own

    def _is_of_own(self, node: ast.expr) -> bool:
        """Whether this is `type(self)`."""
        return isinstance(node, ast.Call) and bool(node.args) and self._is_own(node.args[0])

    def findings(self) -> Iterator[tuple[int, str, str]]:
        """Everything, with its line, in the order of the walk."""
        for node in self._nodes:
            line = getattr(node, "lineno", 1)
            for what, why in self._of(node):
                yield line, what, why

    def _of(self, node: ast.AST) -> Iterator[Said]:
        for name in identifiers(node):
            if name in INSIDE:
                yield name, INTERPRETER
            elif name in ASIDE:
                yield name, KEPT_ASIDE
            elif name.startswith(ANNOUNCEMENT):
                yield name, "it is a name of Treadle's own"
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _imported(alias.name)
        elif isinstance(node, ast.ImportFrom):
            yield from self._import_from(node)
        elif isinstance(node, ast.Attribute):
            yield from self._attribute(node)
        elif isinstance(node, ast.Name):
            yield from self._name(node)
        elif isinstance(node, ast.Subscript):
            if not isinstance(node.ctx, ast.Load) and self._is_foreign(node.value):
                yield ast.unparse(node), CHANGES
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            for name in {*IN_TEXT.findall(node.value), *IN_FORMAT.findall(node.value)}:
                yield name, "the name of a way into the interpreter"
            if self._starts_programs and ALONE.search(node.value):
                yield repr(node.value), NOT_LOOKED_AT
        elif isinstance(node, ast.keyword) and node.arg == "env" and self._starts_programs:
            yield "env=", NOT_LOOKED_AT
        elif isinstance(node, ast.Call) and is_type(node) and not _is_one(node):
            yield "type(…, …, …)", "it makes a class that cannot be read"
        elif isinstance(node, ast.Call) and _called(node) in TUPLES:
            yield from _fields(node)

    def _import_from(self, node: ast.ImportFrom) -> Iterator[Said]:
        module = "." if node.level else node.module or "."
        yield from _imported(module)
        for alias in node.names:
            if alias.name == "*" and module in ("os", "sys"):
                yield f"from {module} import *", "it cannot be read what is had from there"
            else:
                yield from _had_of(module, alias.name)
            if alias.asname and alias.name in (BY_NAME | COPIES):
                yield alias.name, ANOTHER_NAME
            if alias.name in MAKES and (alias.name != "ABCMeta" or alias.asname):
                yield alias.name, MAKES_CODE

    def _attribute(self, node: ast.Attribute) -> Iterator[Said]:
        first = root(node)
        name = first.id if isinstance(first, ast.Name) else ""
        module = self._module(node.value)
        if module:
            if (module, node.attr) != ("os", "environ") or id(node) not in self._asked:
                yield from _had_of(module, node.attr)
            if self._module(node) and id(node) not in self._roots:
                yield f"{ast.unparse(node)} as a value", "a module is passed along"
        if node.attr in MAKES and name in self._foreign and id(node) not in self._metaclasses:
            yield node.attr, MAKES_CODE
        if node.attr in BY_NAME:
            yield from self._by_name(node.attr, node)
        if node.attr in COPIES and name in self._foreign:
            yield from self._copies(node.attr, node)
        if node.attr in FILLS_IN and not (node.attr in self._bound or _is_text(node.value)):
            yield f".{node.attr} of a text that cannot be read", ANOTHER_NAME
        if node.attr == "__dict__" and not self._is_own(node.value):
            yield "__dict__", ANOTHER_NAME
        if node.attr == "__init__" and not self._constructs(node, first):
            yield ast.unparse(node), "it makes an object anew, and nobody sees what changes"
        if node.attr in ("__setattr__", "__delattr__"):
            call = self._called.get(id(node))
            is_handed_up = is_super(first) and id(node) in self._handed_up
            if not (is_handed_up or self._is_own(call.args[0] if call and call.args else None)):
                yield node.attr, CHANGES
        if isinstance(node.ctx, ast.Load):
            return
        is_free = isinstance(first, ast.Name) and name not in self._bound and name not in OWN
        if node.attr == "__class__" or is_free or name in self._foreign or is_type(first):
            if not self._is_of_own(first):
                yield ast.unparse(node), CHANGES
        elif "__class__" in links(node) and name not in OWN:
            yield ast.unparse(node), CHANGES

    def _constructs(self, node: ast.Attribute, first: ast.expr) -> bool:
        """Whether a constructor calls that of a class above its own."""
        call = self._called.get(id(node))
        if call is None or id(node) not in self._handed_up:
            return False
        if is_super(first):
            assert isinstance(first, ast.Call)
            return not first.args or self._is_own(first.args[-1])
        return bool(call.args) and self._is_own(call.args[0])

    def _module(self, node: ast.expr) -> str:
        """The name of the module that *node* stands for; empty if it is none."""
        if isinstance(node, ast.Name):
            return self._modules.get(node.id, "")
        if isinstance(node, ast.Attribute):
            module = self._module(node.value)
            return module and module_in(module, node.attr)
        return ""

    def _name(self, node: ast.Name) -> Iterator[Said]:
        name = node.id
        if not isinstance(node.ctx, ast.Load) or id(node) in self._local:
            return
        if name in CALLS:
            yield name, "no exercise needs it, and it reaches everything"
        elif name in BY_NAME:
            yield from self._by_name(name, node)
        elif name in COPIES and name not in self._bound:
            yield from self._copies(name, node)
        elif name in MAKES and name not in self._bound and id(node) not in self._metaclasses:
            yield name, MAKES_CODE
        elif name == "type" and id(node) not in self._types:
            yield "type as a value", "it makes a class that cannot be read"
        elif name in self._modules and id(node) not in self._roots:
            yield f"{name} as a value", "a module is passed along"

    def _by_name(self, function: str, node: ast.expr) -> Iterator[Said]:
        """What there is to say of the use of a function that takes an attribute's name."""
        call = self._called.get(id(node))
        at = BY_NAME[function]
        given = call.args[at] if call and len(call.args) > at else None
        if not (isinstance(given, ast.Constant) and isinstance(given.value, str)):
            yield function, "it gets at an attribute whose name cannot be read"
            return
        for name in given.value.split("."):
            if name in INSIDE:
                yield name, INTERPRETER
            elif name in ASIDE or name == "__init__":
                yield name, KEPT_ASIDE
            elif name in FILLS_IN:
                yield f"{function} of {name}", ANOTHER_NAME
        assert call is not None
        if function in ("setattr", "delattr") and self._is_foreign(call.args[0]):
            yield f"{function} of {ast.unparse(call.args[0])}", CHANGES

    def _copies(self, function: str, node: ast.expr) -> Iterator[Said]:
        """What there is to say of the use of a function that copies attributes."""
        call = self._called.get(id(node))
        if call is None or call.keywords or len(call.args) > COPIES[function]:
            yield function, "it gets at attributes whose names cannot be read"


def _fields(call: ast.Call) -> Iterator[Said]:
    """What there is to say of the fields of a class of tuples."""
    given = call.args[1] if len(call.args) > 1 else None
    parts = given.elts if isinstance(given, ast.List | ast.Tuple) else [given]
    for part in parts:
        name = part.elts[0] if isinstance(part, ast.Tuple) and part.elts else part
        if not (isinstance(name, ast.Constant) and isinstance(name.value, str)):
            yield _called(call), "the names of its fields cannot be read"
        elif inside := INSIDE.intersection(name.value.replace(",", " ").split()):
            yield min(inside), INTERPRETER


def _called(call: ast.Call) -> str:
    """The name of what is called, without what it is had from."""
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_one(call: ast.Call) -> bool:
    """Whether *call* has one argument."""
    return len(call.args) == 1 and not call.keywords and not isinstance(call.args[0], ast.Starred)


def _had_of(module: str, name: str) -> Iterator[Said]:
    """What there is to say of getting *name* from *module*."""
    found = module_in(module, name)
    if name.startswith("_") and not name.endswith("__") and f"{module}.{name}" != "os._exit":
        yield f"{module}.{name}", "it is not for others to use"
    elif name in MODULES and name != module:
        yield from _imported(name)
    elif found and found.partition(".")[0] != module.partition(".")[0]:
        yield from _imported(found)
    elif module == "os" and name not in OF_OS and not name.isupper():
        yield f"os.{name}", "it may write, start or end what a check reads or has started"
    elif internal := INTERNAL.match(found) or INTERNAL.match(f"{module}.{name}"):
        yield from _imported(internal[0])
    elif module == "sys" and name not in OF_SYS:
        yield f"sys.{name}", "it belongs to the interpreter, which runs the checks, too"


def _imported(name: str) -> Iterator[Said]:
    top, *inside = name.split(".") if name != "." else ["."]
    if internal := INTERNAL.match(name):
        yield f"import {internal[0]}", "it starts programs, which nobody looks at"
    if top not in HARMLESS or MODULES.intersection(inside):
        wanted = name if top in HARMLESS else top
        yield f"import {wanted}", "none of the kit's answers to this exercise needs it"
