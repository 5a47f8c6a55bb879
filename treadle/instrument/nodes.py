"""The small pieces the rewriter builds with, and what it can tell of an expression by looking."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

Position = ast.expr | ast.stmt | ast.excepthandler

DISPLAYS = ast.List | ast.Tuple | ast.Set | ast.Dict | ast.ListComp | ast.SetComp | ast.DictComp
FRESH = (
    DISPLAYS
    | ast.Constant
    | ast.JoinedStr
    | ast.GeneratorExp
    | ast.Lambda
    | ast.BinOp
    | ast.Compare
)
"""Expressions whose value is new, or cannot change: no other thread can be using it."""

PLAIN = ast.Constant | ast.JoinedStr | ast.Compare
"""Expressions whose value is a number, a text or the like."""

BUILTIN_TYPES = frozenset(
    {"bool", "bytearray", "bytes", "complex", "dict", "float", "frozenset", "int", "list"}
    | {"object", "set", "str", "tuple", "type"}
)
FRESH_CALLS = BUILTIN_TYPES - {"object", "type"} | {
    *("abs", "dir", "divmod", "enumerate", "filter", "hash", "id", "isinstance", "len", "map"),
    *("range", "repr", "reversed", "round", "sorted", "zip"),
}
"""Built-in functions whose result is new, or cannot change."""

HOLDING_CALLS = frozenset({"dict", "frozenset", "list", "set", "sorted", "tuple"})
"""Those of them whose result holds what they were given."""

WHOLE_CALLS = {
    **dict.fromkeys(["bool", "float", "int", "iter", "len", "reversed"], "whole"),
    **dict.fromkeys(["enumerate", "filter", "map", "zip"], "drain"),
    **dict.fromkeys(["ascii", "format", "hash", "print", "repr", "str"], "shown"),
    **dict.fromkeys(["all", "any", "bytearray", "bytes", "dict", "frozenset", "list"], "drain"),
    **dict.fromkeys(["max", "min", "next", "set", "sorted", "sum", "tuple"], "drain"),
    "vars": "vars",
}
"""Built-in functions that look at all of a container, or step an iterator, and how."""

DEEP_CALLS = frozenset(
    {"all", "any", "dict", "filter", "map", "max", "min", "sorted", "sum", "zip"}
)
"""Those of them that look into the items, or hand them to a function that may."""

LOOKING_CALLS = FRESH_CALLS | {"all", "any", "max", "min", "sum"}
"""Built-in functions that look at what they are given, and do no more."""

OUTSIDE_CALLS = frozenset({"input", "open"})
"""Built-in functions that look outside the process."""

BY_NAME_CALLS = frozenset({"delattr", "getattr", "hasattr", "setattr"})
"""Built-in functions that access an attribute."""

KNOWN_MODULES = frozenset(
    {"_thread", "asyncio", "concurrent", "contextlib", "logging", "pytest", "queue", "sched"}
    | {"threading", "time", "treadle", "unittest"}
)
"""Modules whose functions keep what they are given, or are the world's."""

PURE_MODULES = frozenset(
    {"bisect", "cmath", "collections", "copy", "dataclasses", "datetime", "decimal", "fractions"}
    | {"functools", "heapq", "itertools", "json", "math", "operator", "re", "statistics", "string"}
    | {"struct", "textwrap", "typing", "uuid"}
)
"""Modules whose functions do nothing but to their arguments."""

PATH_TEXT = frozenset(
    {"basename", "dirname", "isabs", "join", "normcase", "normpath", "split", "splitext"}
)
"""Functions of `os.path` that look at the text of a path, and at no file."""

LAZY_CALLS = frozenset({"enumerate", "filter", "map", "zip"})
"""Those of them that read their arguments while they are iterated over themselves."""

NOTING_CALLS = LAZY_CALLS | {"reversed"}
"""Those whose result may have noted how large something was when it was made."""

STEPPED_CALLS = frozenset({"map", "reversed", "zip"})
"""Those whose result, if it is looped over, is asked itself what each step reads."""

IN_PLACE: dict[type[ast.operator], str] = {
    ast.Add: "__iadd__",
    ast.Sub: "__isub__",
    ast.Mult: "__imul__",
    ast.BitOr: "__ior__",
    ast.BitAnd: "__iand__",
    ast.BitXor: "__ixor__",
    ast.MatMult: "__imatmul__",
}
"""The methods by which an augmented assignment changes a built-in container."""


OPERATORS: dict[type[ast.AST], str] = {
    **{ast.Add: "add", ast.Sub: "sub", ast.BitOr: "or_", ast.BitAnd: "and_", ast.BitXor: "xor"},
    **{ast.Mod: "mod", ast.Mult: "mul", ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt"},
    **{ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.In: "contains", ast.NotIn: "contains"},
}
"""The functions of `operator` that do what an operator does with collections."""


def is_plain(node: ast.expr) -> bool:
    """Whether *node* is a number or a text as it is written: what no buffer is compared with."""
    return isinstance(node, ast.Constant) and not isinstance(node.value, bytes)


def named(node: ast.expr) -> ast.expr:
    """*node*, or what a walrus gives a name to."""
    return node.value if isinstance(node, ast.NamedExpr) else node


def takes_apart(target: ast.expr) -> bool:
    """Whether an assignment to *target* reads the items of the value."""
    if isinstance(target, ast.Subscript):
        return isinstance(target.slice, ast.Slice)
    return isinstance(target, ast.Tuple | ast.List)


def taken_apart(targets: Sequence[ast.expr]) -> str:
    """The hooks of what an assignment to *targets* reads of the value, and of what is in it."""
    apart = [target for target in targets if takes_apart(target)]
    inner = [part for target in apart for part in getattr(target, "elts", ())]
    parts = [part.value if isinstance(part, ast.Starred) else part for part in inner]
    return "" if not apart else "drain deep" if any(map(takes_apart, parts)) else "drain"


def key_function(node: ast.Call) -> ast.expr | None:
    """The function that the call *node* is given as its `key`."""
    return next((keyword.value for keyword in node.keywords if keyword.arg == "key"), None)


def getter_name(node: ast.expr | None) -> str:
    """The name of the function of `operator` that *node* has made to get a part; else nothing."""
    function = node.func if isinstance(node, ast.Call) else None
    name: str = getattr(function, "id", getattr(function, "attr", ""))
    return name if name in ("attrgetter", "itemgetter") else ""


def hook(name: str, arguments: Sequence[ast.expr], at: Position) -> ast.Call:
    """Build the call of the hook *name* in the place of *at*."""
    function = ast.copy_location(ast.Name(f"__treadle_{name}__", ast.Load()), at)
    return ast.copy_location(ast.Call(function, list(arguments), []), at)


def announcement(name: str, arguments: Sequence[ast.expr], at: Position) -> ast.Expr:
    """Build a statement that only calls the hook *name*."""
    return ast.copy_location(ast.Expr(hook(name, arguments, at)), at)


def constant(value: str | int | None, at: Position) -> ast.Constant:
    """Build a constant in the place of *at*."""
    return ast.copy_location(ast.Constant(value), at)


def load(name: str, at: Position) -> ast.Name:
    """Build a read of the variable *name* in the place of *at*."""
    return ast.copy_location(ast.Name(name, ast.Load()), at)


def store(name: str, at: Position) -> ast.Name:
    """Build a binding of the variable *name* in the place of *at*."""
    return ast.copy_location(ast.Name(name, ast.Store()), at)


def assign(target: ast.expr, value: ast.expr, at: Position) -> ast.Assign:
    """Build `target = value` in the place of *at*."""
    return ast.copy_location(ast.Assign([target], value), at)


def watched(body: list[ast.stmt], hooks: Iterable[str]) -> list[ast.stmt]:
    """Build what does what *body*, of a function, does, and tells *hooks* what leaves it.

    No hook is called where the stack, or the memory, is used up.
    """
    if not body:
        return body
    at = body[0]
    handlers = []
    for kind, told in (
        (load("__treadle_no_room__", at), []),
        (None, [announcement(name, [], at) for name in hooks]),
    ):
        again = ast.copy_location(ast.Raise(), at)
        handlers.append(ast.copy_location(ast.ExceptHandler(kind, None, [*told, again]), at))
    return [ast.copy_location(ast.Try(body, handlers, [], []), at)]


def header(loop: ast.For | ast.AsyncFor | ast.While) -> ast.stmt:
    """Give the place of a loop's first word."""
    place = ast.copy_location(ast.Pass(), loop)
    place.end_lineno, place.end_col_offset = loop.lineno, loop.col_offset + 1
    return place


def attribute_name(node: ast.Attribute) -> ast.expr:
    """Give the place of the attribute's name, which in a chain may be on a later line."""
    place = ast.copy_location(ast.Name(node.attr, ast.Load()), node)
    if node.end_lineno is not None and node.end_lineno != node.lineno:
        assert node.end_col_offset is not None
        place.lineno = node.end_lineno
        place.col_offset = max(0, node.end_col_offset - len(node.attr))
    return place


def has_walrus(nodes: Sequence[ast.AST]) -> bool:
    """Whether evaluating *nodes* can bind a local variable of the program."""
    return any(
        isinstance(inner, ast.NamedExpr) and not inner.target.id.startswith("__treadle_")
        for node in nodes
        for inner in ast.walk(node)
    )


def calls(node: ast.expr) -> bool:
    """Whether evaluating *node* may run other code than its own."""
    running = ast.Call | ast.Await | ast.Yield | ast.YieldFrom
    is_lambda = isinstance(node, ast.Lambda)
    return not is_lambda and any(isinstance(inner, running) for inner in ast.walk(node))


def key_value(key: ast.expr) -> ast.expr:
    """Give the expression whose value a subscription with *key* passes on."""
    if isinstance(key, ast.Slice):
        parts = [key.lower, key.upper, key.step]
        return hook("slice", [part or constant(None, key) for part in parts], key)
    if isinstance(key, ast.Tuple) and any(isinstance(part, ast.Slice) for part in key.elts):
        return ast.copy_location(ast.Tuple([key_value(part) for part in key.elts], ast.Load()), key)
    return key


def target_names(target: ast.AST) -> list[str]:
    """Give the variables that binding *target* binds, also those of a pattern of `match`."""
    names: list[str] = []
    for node in ast.walk(target):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.append(node.id)
        elif isinstance(node, ast.MatchAs | ast.MatchStar) and node.name is not None:
            names.append(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest is not None:
            names.append(node.rest)
    return names
