"""Reading a submission: what there is to say of each part of its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TypeGuard

from grader.policy.imported import NOT_FOR_OTHERS, Said, had_of, imported
from grader.policy.names import (
    CONSTRUCTORS,
    HANDED_UP,
    assignments,
    binds,
    brought_by,
    defined,
    handed_up,
    harmless_types,
    identifiers,
    is_super,
    is_type,
    links,
    makes_new,
    module_in,
    modules,
    of_functions,
    own,
    root,
    roots,
    text_of,
)
from grader.policy.programs import is_readable
from grader.policy.words import (
    ALL_OF_IT,
    ALONE,
    ANOTHER,
    ASIDE,
    BY_NAME,
    CALLS,
    CHANGE,
    COPIES,
    FILLS_IN,
    GO_THROUGH,
    IN_FORMAT,
    IN_TEXT,
    INSIDE,
    MAKES,
    OF_DESCRIPTORS,
    OURS,
    OWN,
    PRINTS,
    PRIVATE,
    READS,
    SAFE_SETTINGS,
    SETS_UP,
    SOME_OF,
    STARTS,
    TUPLES,
)

ANOTHER_NAME = "it gets at attributes under another name"
NOT_LOOKED_AT = "it starts a program, and nobody looks at how that forks"
KEPT_ASIDE = "what is kept there nobody sees"
CHANGES = "it changes what is not its own"
INTERPRETER = "it leads into the interpreter, or makes comparisons come out at will"
NAME_OF_OURS = "it is a name of Treadle's own"
TO_FILES = "its class opens files, which a check may read"
MADE_ANEW = "it makes an object anew, and nobody sees what changes"
UNREADABLE_CLASS = "it makes a class that cannot be read"
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
        self._of_subprocess = {
            alias.name
            for node in self._nodes
            if isinstance(node, ast.ImportFrom) and node.module == "subprocess"
            for alias in node.names
        }
        self._stdin = {
            alias.asname or alias.name
            for node in self._nodes
            if isinstance(node, ast.ImportFrom) and node.module == "sys"
            for alias in node.names
            if alias.name == "stdin"
        }
        self._starts_programs = bool(self._of_subprocess) or "subprocess" in self._modules.values()
        self._lists: dict[str, list[ast.expr]] = {}
        self._own = {name for node in self._nodes for name in own(node)}
        self._defined = self._bound | {name for node in self._nodes for name in defined(node)}
        self._handed_up = {use for node in self._nodes for use in handed_up(node)}
        self._add_aliases()
        self._of_texts = {node.name for node in self._nodes if _fills_in_itself(node)}
        self._with_bases = any(map(self._derives_here, self._nodes))
        self._roots: set[int] = set()
        self._read: set[int] = set()
        self._printed: set[int] = set()
        self._asked: set[int] = set()
        self._called: dict[int, ast.Call] = {}
        self._metaclasses: set[int] = set()
        self._decorators: set[int] = set()
        for node in self._nodes:
            if isinstance(node, ast.Attribute):
                self._lists.pop(getattr(node.value, "id", ""), None)  # who knows what is done to it
                self._roots.add(id(node.value))
                self._read |= {id(node.value)} if node.attr in READS else set()
                self._printed |= {id(node.value)} if node.attr in PRINTS else set()
                self._asked |= {id(node.value)} if node.attr == "get" else set()
            elif isinstance(node, ast.Subscript):
                if not isinstance(node.ctx, ast.Load):
                    self._lists.pop(getattr(node.value, "id", ""), None)
                self._asked.add(id(node.value))  # to change an item is another question
            elif isinstance(node, ast.For | ast.comprehension):
                self._read.add(id(node.iter))
            elif isinstance(node, ast.AugAssign):
                self._lists.pop(getattr(node.target, "id", ""), None)
            elif isinstance(node, ast.Call):
                self._called[id(node.func)] = node
                if getattr(node.func, "id", "") == "print" and "print" not in self._bound:
                    self._printed |= {id(k.value) for k in node.keywords if k.arg == "file"}
                if getattr(node.func, "id", "") in GO_THROUGH - self._bound:
                    self._read.update(map(id, node.args))
                if getattr(node.func, "id", "") == "hasattr" and node.args:
                    self._roots.add(id(node.args[0]))  # what it tells is no way to anything
            elif isinstance(node, ast.ClassDef):
                self._metaclasses |= {id(k.value) for k in node.keywords if k.arg == "metaclass"}
                for each in node.decorator_list:
                    self._decorators.add(id(each.func if isinstance(each, ast.Call) else each))
        self._types = {use for node in self._nodes for use in harmless_types(node)}

    def _add_aliases(self) -> None:
        """Find the names that stand for what was imported: `R = random.Random`, `o = os`."""
        pairs = [pair for node in self._nodes for pair in assignments(node)]
        for name, value in pairs:
            self._lists.setdefault(name, []).append(value)
        self._values = {name: [*values] for name, values in self._lists.items()}
        self._names = [name for node in self._nodes for name in binds(node)]
        by_root: dict[str, list[tuple[str, ast.expr]]] = {}
        for name, value in pairs:
            for part in roots(value):
                by_root.setdefault(part, []).append((name, value))
        while True:
            more = {
                name: self._module(value)
                for name, value in pairs
                if name not in self._foreign and name not in OWN and self._is_foreign(value)
            }
            if not more:
                return
            self._foreign.update(more)
            self._modules |= {name: module for name, module in more.items() if module}
            pairs = [pair for name in more for pair in by_root.get(name, ())]

    def _is_foreign(self, value: ast.expr) -> bool:
        """Whether *value* is, or holds, somebody else's module or class; a call makes a thing."""
        if isinstance(value, ast.Tuple | ast.List | ast.Set):
            return any(map(self._is_foreign, value.elts))
        if isinstance(value, ast.Attribute | ast.Name):
            first = root(value)
            return isinstance(first, ast.Name) and first.id in self._foreign
        return is_type(value) and not self._is_of_own(value)

    def _fills_in(self, node: ast.Attribute) -> bool:
        """Whether nothing is filled in, or it is a method of that name of a class made here."""
        call = self._called.get(id(node))
        is_empty = call is not None and not call.args and not call.keywords
        return is_empty or self._is_each(self._is_with_method, node.value)

    def _is_each(self, is_one: Callable[[ast.expr], bool], node: ast.expr) -> bool:
        """Whether *node* is one, or a name that never stands for anything else."""
        if not isinstance(node, ast.Name):
            return is_one(node)
        values = self._values.get(node.id, [])
        is_known = node.id not in self._foreign and len(values) == self._names.count(node.id)
        return is_known and bool(values) and all(map(is_one, values))

    def _is_with_method(self, value: ast.expr) -> bool:
        function = value.func if isinstance(value, ast.Call) else None
        return isinstance(function, ast.Name) and function.id in self._of_texts

    def _derives_here(self, node: ast.AST) -> bool:
        """Whether *node* is a class that may be derived from one that is made here."""
        bases = node.bases if isinstance(node, ast.ClassDef) else []
        firsts = [root(base) for base in bases]
        return not all(
            isinstance(first, ast.Name) and first.id not in self._bound | OWN for first in firsts
        )

    def _is_own(self, node: ast.expr | None) -> bool:
        return id(node) in self._own

    def _is_of_own(self, node: ast.expr | None) -> bool:
        """Whether this is `type(self)`, or another call about the object itself."""
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
            elif OURS in name:
                yield name, NAME_OF_OURS
        if "__new__" in identifiers(node) and not (
            _is_maker(node) or (isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load))
        ):
            yield "__new__", MADE_ANEW
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from imported(alias.name)
        elif isinstance(node, ast.ImportFrom):
            yield from self._import_from(node)
        elif isinstance(node, ast.Attribute):
            yield from self._attribute(node)
        elif isinstance(node, ast.Name):
            yield from self._name(node)
        elif isinstance(node, ast.Subscript):
            if not isinstance(node.ctx, ast.Load) and self._is_foreign(node.value):
                yield text_of(node), CHANGES
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            for name in {*IN_TEXT.findall(node.value), *IN_FORMAT.findall(node.value)}:
                yield name, "the name of a way into the interpreter"
            if self._starts_programs and (ALONE.search(node.value) or "treadle" in node.value):
                yield repr(node.value), NOT_LOOKED_AT
        elif isinstance(node, ast.MatchClass):
            yield from self._pattern(node)
        elif isinstance(node, ast.ClassDef):
            if self._may_make_anew(node):
                yield "__new__", MADE_ANEW
            for base in node.bases:
                if is_type(base) or "__class__" in links(base):
                    yield f"class …({text_of(base)})", UNREADABLE_CLASS
        elif isinstance(node, ast.keyword) and node.arg in ANOTHER and self._starts_programs:
            yield f"{node.arg}=", NOT_LOOKED_AT
        elif isinstance(node, ast.Call) and self._is_start(node.func):
            if not is_readable(node.args[0] if node.args else None, self._lists):
                yield f"{text_of(node.func)} of what cannot be read", NOT_LOOKED_AT
        elif isinstance(node, ast.Call) and is_type(node) and not _is_one(node):
            yield "type(…, …, …)", UNREADABLE_CLASS
        elif isinstance(node, ast.Call) and is_type(node.func) and not self._is_of_own(node.func):
            if len(node.args) + len(node.keywords) > 1:
                yield text_of(node.func) + "(…, …)", UNREADABLE_CLASS
        elif isinstance(node, ast.Call) and _called(node) in TUPLES:
            yield from _fields(node)
        elif isinstance(node, ast.Call) and _called(node) == SETS_UP and not _sets_up(node):
            yield f"{SETS_UP} of more than {', '.join(sorted(SAFE_SETTINGS))}", TO_FILES

    def _pattern(self, node: ast.MatchClass) -> Iterator[Said]:
        for name in node.kwd_attrs:
            if name in (*ALL_OF_IT, *HANDED_UP, *OF_DESCRIPTORS):
                yield name, ANOTHER_NAME
            elif self._is_private_of_others(name, is_change=False):
                yield name, NOT_FOR_OTHERS

    def _import_from(self, node: ast.ImportFrom) -> Iterator[Said]:
        module = "." if node.level else node.module or "."
        yield from imported(module)
        for alias in node.names:
            if alias.name == "*" and module in SOME_OF:
                yield f"from {module} import *", "it cannot be read what is had from there"
            else:
                yield from had_of(module, alias.name)
            if alias.asname and (
                alias.name in (BY_NAME | COPIES) or alias.name in STARTS | {"dataclass", SETS_UP}
            ):
                yield alias.name, ANOTHER_NAME
            if alias.name in MAKES and (alias.name != "ABCMeta" or alias.asname):
                yield alias.name, MAKES_CODE

    def _attribute(self, node: ast.Attribute) -> Iterator[Said]:
        first = root(node)
        name = first.id if isinstance(first, ast.Name) else ""
        module = self._module(node.value)
        if module:
            if not self._only_looks(module, node):
                yield from had_of(module, node.attr)
            if self._module(node) and id(node) not in self._roots:
                yield f"{text_of(node)} as a value", "a module is passed along"
        if node.attr in MAKES and name in self._foreign and id(node) not in self._metaclasses:
            yield node.attr, MAKES_CODE
        if self._is_start(node) and id(node) not in self._called:
            yield f"{text_of(node)} as a value", NOT_LOOKED_AT
        if node.attr == SETS_UP and id(node) not in self._called:
            yield f"{SETS_UP} as a value", TO_FILES
        if (module, node.attr) == ("sys", "stdin") and id(node) not in self._read:
            yield "sys.stdin as a value", TO_FILES
        if node.attr in BY_NAME:
            yield from self._by_name(node.attr, node)
        if node.attr == "dataclass" and name in self._foreign and id(node) not in self._decorators:
            yield "dataclass of what is no class here", MAKES_CODE
        is_change = not isinstance(node.ctx, ast.Load)
        if self._is_private_of_others(node.attr, is_change) and not (
            module or self._is_own(node.value)
        ):
            yield node.attr, NOT_FOR_OTHERS
        if node.attr in COPIES and name in self._foreign:
            yield from self._copies(node.attr, node)
        if node.attr in FILLS_IN and not (
            self._is_each(_is_text, node.value) or self._fills_in(node)
        ):
            yield f".{node.attr} of a text that cannot be read", ANOTHER_NAME
        if node.attr in ALL_OF_IT and not (node.attr == "__dict__" and self._is_own(node.value)):
            yield node.attr, ANOTHER_NAME
        if node.attr in CONSTRUCTORS and not self._constructs(node, first):
            yield text_of(node), MADE_ANEW
        if node.attr in OF_DESCRIPTORS and not is_super(first):
            yield node.attr, CHANGES
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
                yield text_of(node), CHANGES
        elif "__class__" in links(node) and name not in OWN:
            yield text_of(node), CHANGES

    def _only_looks(self, module: str, node: ast.Attribute) -> bool:
        """Whether nothing is done but to ask for a variable of the environment, or to print."""
        if (module, node.attr) == ("os", "environ"):
            return id(node) in self._asked
        return module == "sys" and node.attr in ("stdout", "stderr") and id(node) in self._printed

    def _is_private_of_others(self, name: str, is_change: bool) -> bool:
        """Whether nobody but who has defined the attribute *name* may use it in that way."""
        is_private = name.startswith("_") and not name.endswith("__")
        return is_private and name not in self._defined and (is_change or name in PRIVATE)

    def _may_make_anew(self, made: ast.ClassDef) -> bool:
        """Whether a constructor of the class may come upon an object that is made already."""
        makers = [node for node in ast.walk(made) if _is_maker(node)]
        if all(map(makes_new, makers)):
            return False
        constructs = any(getattr(node, "name", "") in CONSTRUCTORS for node in ast.walk(made))
        return constructs or bool(made.bases or made.decorator_list) or self._with_bases

    def _is_start(self, function: ast.expr) -> bool:
        """Whether to call *function* starts a program."""
        if isinstance(function, ast.Attribute):
            return function.attr in STARTS and self._module(function.value) == "subprocess"
        return isinstance(function, ast.Name) and function.id in STARTS & self._of_subprocess

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
        attributes = []
        while isinstance(node, ast.Attribute):
            attributes.append(node.attr)
            node = node.value
        module = self._modules.get(node.id, "") if isinstance(node, ast.Name) else ""
        while module and attributes:
            module = module_in(module, attributes.pop())
        return module

    def _name(self, node: ast.Name) -> Iterator[Said]:
        name = node.id
        if name in CONSTRUCTORS:
            yield name, MADE_ANEW
        if not isinstance(node.ctx, ast.Load) or id(node) in self._local:
            return
        if name in CALLS and not (name == "vars" and self._is_of_own(self._called.get(id(node)))):
            yield name, "no exercise needs it, and it reaches everything"
        elif name in BY_NAME:
            yield from self._by_name(name, node)
        elif name in COPIES and name not in self._bound:
            yield from self._copies(name, node)
        elif name in MAKES and name not in self._bound and id(node) not in self._metaclasses:
            yield name, MAKES_CODE
        elif name == "dataclass" and name in self._foreign and id(node) not in self._decorators:
            yield "dataclass of what is no class here", MAKES_CODE
        elif self._is_start(node) and id(node) not in self._called:
            yield f"{name} as a value", NOT_LOOKED_AT
        elif self._may_lead_to_files(node):
            yield f"{name} as a value", TO_FILES
        elif name == "type" and id(node) not in self._types:
            yield "type as a value", UNREADABLE_CLASS
        elif name in self._modules and id(node) not in self._roots:
            yield f"{name} as a value", "a module is passed along"

    def _may_lead_to_files(self, node: ast.Name) -> bool:
        """Whether *node* hands on the standard input, or what sets up `logging`."""
        if node.id == SETS_UP:
            return node.id in self._imported and id(node) not in self._called
        return node.id in self._stdin and id(node) not in self._read

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
            elif name in ASIDE or name in (*CONSTRUCTORS, "__new__"):
                yield name, KEPT_ASIDE
            elif OURS in name:
                yield name, NAME_OF_OURS
            elif name in ALL_OF_IT:
                yield name, ANOTHER_NAME
            elif name in FILLS_IN:
                yield f"{function} of {name}", ANOTHER_NAME
            elif name in OF_DESCRIPTORS and function != "hasattr":
                yield name, CHANGES
            elif self._is_private_of_others(name, function in CHANGE):
                yield name, NOT_FOR_OTHERS
        assert call is not None
        if function in CHANGE and not self._is_own(call.args[0]):
            yield f"{function} of {text_of(call.args[0])}", CHANGES

    def _copies(self, function: str, node: ast.expr) -> Iterator[Said]:
        """What there is to say of the use of a function that copies attributes."""
        call = self._called.get(id(node))
        if call is None or call.keywords or len(call.args) > COPIES[function]:
            yield function, "it gets at attributes whose names cannot be read"


def _is_maker(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == "__new__"


def _fills_in_itself(node: ast.AST) -> TypeGuard[ast.ClassDef]:
    """Whether *node* is a class with a method of its own that has the name of a text's."""
    return isinstance(node, ast.ClassDef) and any(
        isinstance(part, ast.FunctionDef) and part.name in FILLS_IN for part in node.body
    )


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


def _sets_up(call: ast.Call) -> bool:
    """Whether *call* of `basicConfig` opens no file, and gets at no attributes."""
    return not call.args and all(keyword.arg in SAFE_SETTINGS for keyword in call.keywords)


def _called(call: ast.Call) -> str:
    """The name of what is called, without what it is had from."""
    return getattr(call.func, "attr", "") or getattr(call.func, "id", "")


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_one(call: ast.Call) -> bool:
    """Whether *call* has one argument."""
    return len(call.args) == 1 and not call.keywords and not isinstance(call.args[0], ast.Starred)
