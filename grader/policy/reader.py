"""Reading a submission: what there is to say of each part of its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.policy.attributes import of_attribute, of_name, of_pattern
from grader.policy.facts import Facts
from grader.policy.imported import Said, had_of, imported
from grader.policy.names import identifiers, is_type, last_name, links, text_of
from grader.policy.programs import is_readable
from grader.policy.reasons import (
    ANOTHER_NAME,
    CALLED_UNSEEN,
    CHANGES,
    KEPT_ASIDE,
    MADE_ANEW,
    MAKES_CODE,
    NAME_OF_OURS,
    NOT_LOOKED_AT,
    TO_FILES,
    TO_RECORDS,
    UNREADABLE_CLASS,
    WHY,
)
from grader.policy.scopes import CONSTRUCTORS, makes_new
from grader.policy.special import called_unseen
from grader.policy.words import (
    ALONE,
    ANOTHER,
    ASIDE,
    BY_NAME,
    COPIES,
    IN_FORMAT,
    IN_TEXT,
    INSIDE,
    LOGGER,
    MAKES,
    ORDERS,
    OURS,
    SAFE_SETTINGS,
    SETS_UP,
    SOME_OF,
    STARTS,
    TUPLES,
)

BY_THEIR_NAMES = {*BY_NAME, *COPIES, *STARTS, "dataclass", LOGGER, SETS_UP}
"""Functions that are looked at where they are called, and so are to be called by their names."""


def findings(tree: ast.Module, *, of_kit: bool) -> Iterator[tuple[int, str, str]]:
    """All there is to say of *tree*, with the line, in the order of the walk.

    See `grader.policy.findings` for *of_kit*.
    """
    facts = Facts(tree, of_kit=of_kit)
    for node in facts.nodes:
        line = getattr(node, "lineno", 1)
        for what, why in _of(facts, node):
            yield line, what, why
    for line, what in called_unseen(facts.nodes, facts.foreign, facts.local):
        yield line, what, CALLED_UNSEEN


def _of(facts: Facts, node: ast.AST) -> Iterator[Said]:
    yield from _identifiers(node)
    if isinstance(node, ast.Import | ast.ImportFrom) and id(node) in facts.in_classes:
        yield "import in a class", ANOTHER_NAME
    if isinstance(node, ast.Import):
        for alias in node.names:
            if not facts.is_unused(alias.name, alias):
                yield from imported(alias.name)
    elif isinstance(node, ast.ImportFrom):
        yield from _import_from(facts, node)
    elif isinstance(node, ast.Attribute):
        yield from of_attribute(facts, node)
    elif isinstance(node, ast.Name):
        yield from of_name(facts, node)
    elif isinstance(node, ast.Subscript):
        if not isinstance(node.ctx, ast.Load) and facts.is_foreign(node.value):
            yield text_of(node), CHANGES
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from _text(facts, node.value)
    elif isinstance(node, ast.comprehension):
        if any(isinstance(part, ast.Subscript) for part in ast.walk(node.target)):
            yield text_of(node.target), KEPT_ASIDE
    elif isinstance(node, ast.MatchClass):
        yield from of_pattern(facts, node)
    elif isinstance(node, ast.ClassDef):
        yield from _class(facts, node)
    elif isinstance(node, ast.keyword) and node.arg in ANOTHER and facts.starts_programs:
        yield f"{node.arg}=", NOT_LOOKED_AT
    elif isinstance(node, ast.Call):
        yield from _call(facts, node)


def _identifiers(node: ast.AST) -> Iterator[Said]:
    for name in identifiers(node):
        if name in INSIDE:
            if not (isinstance(node, ast.FunctionDef) and name in ORDERS):
                yield name, WHY[name]
        elif name in ASIDE:
            yield name, KEPT_ASIDE
        elif OURS in name:
            yield name, NAME_OF_OURS
        elif name == "__new__" and not (
            _is_maker(node) or (isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load))
        ):
            yield name, MADE_ANEW


def _import_from(facts: Facts, node: ast.ImportFrom) -> Iterator[Said]:
    module = "." if node.level else node.module or "."
    used = [alias for alias in node.names if not facts.is_unused(module, alias)]
    if used:
        yield from imported(module)
    for alias in used:
        if alias.name == "*" and module in SOME_OF:
            yield f"from {module} import *", "it cannot be read what is had from there"
        else:
            yield from had_of(module, alias.name)
        if alias.asname and alias.name in BY_THEIR_NAMES:
            yield alias.name, ANOTHER_NAME
        if alias.name in MAKES and (alias.name != "ABCMeta" or alias.asname):
            yield alias.name, MAKES_CODE


def _text(facts: Facts, text: str) -> Iterator[Said]:
    for name in {*IN_TEXT.findall(text), *IN_FORMAT.findall(text)}:
        yield name, f"in a text, which may become code: {WHY[name]}"
    if facts.starts_programs and (ALONE.search(text) or "treadle" in text):
        yield repr(text), NOT_LOOKED_AT


def _class(facts: Facts, node: ast.ClassDef) -> Iterator[Said]:
    if _may_make_anew(facts, node):
        yield "__new__", MADE_ANEW
    for base in node.bases:
        if is_type(base) or "__class__" in links(base):
            yield f"class …({text_of(base)})", UNREADABLE_CLASS


def _may_make_anew(facts: Facts, made: ast.ClassDef) -> bool:
    """Whether a constructor of the class may come upon an object that is made already."""
    makers = [node for node in ast.walk(made) if _is_maker(node)]
    if all(map(makes_new, makers)):
        return False
    constructs = any(getattr(node, "name", "") in CONSTRUCTORS for node in ast.walk(made))
    return constructs or bool(made.bases or made.decorator_list) or facts.with_bases


def _is_maker(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == "__new__"


def _call(facts: Facts, call: ast.Call) -> Iterator[Said]:
    name = last_name(call)
    if facts.is_start(call.func):
        if not is_readable(call.args[0] if call.args else None, facts.lists):
            yield f"{text_of(call.func)} of what cannot be read", NOT_LOOKED_AT
    elif is_type(call) and not _has_one_argument(call):
        yield "type(…, …, …)", UNREADABLE_CLASS
    elif is_type(call.func) and not facts.is_of_own(call.func):
        if len(call.args) + len(call.keywords) > 1:
            yield text_of(call.func) + "(…, …)", UNREADABLE_CLASS
    elif name in TUPLES:
        yield from _fields(name, call)
    elif name == SETS_UP and not _sets_up(call):
        yield f"{SETS_UP} of more than {', '.join(sorted(SAFE_SETTINGS))}", TO_FILES
    elif facts.makes_logger(call) and not facts.is_only_logged_with(call):
        yield f"{LOGGER} as a value", TO_RECORDS


def _fields(made_by: str, call: ast.Call) -> Iterator[Said]:
    """What there is to say of the fields of a class of tuples."""
    given = call.args[1] if len(call.args) > 1 else None
    parts = given.elts if isinstance(given, ast.List | ast.Tuple) else [given]
    for part in parts:
        name = part.elts[0] if isinstance(part, ast.Tuple) and part.elts else part
        if not (isinstance(name, ast.Constant) and isinstance(name.value, str)):
            yield made_by, "the names of its fields cannot be read"
        elif inside := INSIDE.intersection(name.value.replace(",", " ").split()):
            yield min(inside), WHY[min(inside)]


def _sets_up(call: ast.Call) -> bool:
    """Whether *call* of `basicConfig` opens no file, and gets at no attributes."""
    return not call.args and all(keyword.arg in SAFE_SETTINGS for keyword in call.keywords)


def _has_one_argument(call: ast.Call) -> bool:
    return len(call.args) == 1 and not call.keywords and not isinstance(call.args[0], ast.Starred)
