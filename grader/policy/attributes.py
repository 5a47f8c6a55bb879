"""What there is to say of an attribute or a name, whatever it stands for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.policy.facts import Facts
from grader.policy.imported import Said, had_of
from grader.policy.names import is_super, is_type, links, root, text_of
from grader.policy.reasons import (
    ANOTHER_NAME,
    CHANGES,
    CHANGES_UNSEEN,
    GOES_ON_UNSEEN,
    KEPT_ASIDE,
    MADE_ANEW,
    MAKES_CODE,
    MODULE_AS_VALUE,
    NAME_OF_OURS,
    NOT_FOR_OTHERS,
    NOT_LOOKED_AT,
    TO_FILES,
    TO_RECORDS,
    UNREADABLE_CLASS,
    WHY,
)
from grader.policy.scopes import CONSTRUCTORS, HANDED_UP
from grader.policy.words import (
    ALL_OF_IT,
    ASIDE,
    BY_NAME,
    CALLS,
    CHAINS,
    CHANGE,
    COPIES,
    FILLS_IN,
    IN_ITS_PLACE,
    INSIDE,
    LOGGER,
    MAKES,
    OF_DESCRIPTORS,
    OF_MEMBERS,
    ONLY_CALLED,
    OURS,
    OWN,
    SETS_UP,
    SHOWN,
)


def of_pattern(facts: Facts, node: ast.MatchClass) -> Iterator[Said]:
    """What there is to say of the attributes that a pattern gets at."""
    for name in node.kwd_attrs:
        if name in (*ALL_OF_IT, *HANDED_UP, *IN_ITS_PLACE, *OF_DESCRIPTORS):
            yield name, ANOTHER_NAME
        elif facts.is_private_of_others(name, is_change=False):
            yield name, NOT_FOR_OTHERS


def of_attribute(facts: Facts, node: ast.Attribute) -> Iterator[Said]:
    """What there is to say of an attribute that is got at."""
    first = root(node)
    name = first.id if isinstance(first, ast.Name) else ""
    module = facts.module(node.value)
    if module:
        if not _only_looks(facts, module, node):
            yield from had_of(module, node.attr)
        if facts.module(node) and id(node) not in facts.uses.roots:
            yield f"{text_of(node)} as a value", MODULE_AS_VALUE
    if node.attr in MAKES and name in facts.foreign and id(node) not in facts.uses.metaclasses:
        yield node.attr, MAKES_CODE
    if facts.is_start(node) and id(node) not in facts.uses.called:
        yield f"{text_of(node)} as a value", NOT_LOOKED_AT
    if node.attr == SETS_UP and id(node) not in facts.uses.called:
        yield f"{SETS_UP} as a value", TO_FILES
    if (module, node.attr) == ("logging", LOGGER) and id(node) not in facts.uses.called:
        yield f"{LOGGER} as a value", TO_RECORDS
    if node.attr in ONLY_CALLED.get(module, ()) and id(node) not in facts.uses.called:
        yield f"{text_of(node)} as a value", CHANGES_UNSEEN
    if (module, node.attr) == ("sys", "stdin") and id(node) not in facts.uses.read:
        yield "sys.stdin as a value", TO_FILES
    if node.attr == CHAINS:
        call = facts.uses.called.get(id(node))
        if call is None or not all(isinstance(a, ast.List | ast.Tuple) for a in call.args):
            yield f"{CHAINS} of what is no list of them", GOES_ON_UNSEEN
    if node.attr in BY_NAME:
        yield from _by_name(facts, node.attr, node)
    if node.attr == "dataclass" and name in facts.foreign and id(node) not in facts.uses.decorators:
        yield "dataclass of what is no class here", MAKES_CODE
    is_change = not isinstance(node.ctx, ast.Load)
    if facts.is_private_of_others(node.attr, is_change) and not (
        module or facts.is_own(node.value)
    ):
        yield node.attr, NOT_FOR_OTHERS
    if is_change and node.attr in OF_MEMBERS and id(node) not in facts.in_makers:
        yield node.attr, KEPT_ASIDE
    if node.attr in COPIES and name in facts.foreign:
        yield from _copies(facts, node.attr, node)
    if node.attr in FILLS_IN and not facts.is_readable_filling(node):
        yield f".{node.attr} of a text that cannot be read", ANOTHER_NAME
    if node.attr in ALL_OF_IT and not (node.attr == "__dict__" and facts.is_own(node.value)):
        yield node.attr, ANOTHER_NAME
    if node.attr in IN_ITS_PLACE and not (is_super(first) or facts.is_own(node.value)):
        yield node.attr, ANOTHER_NAME
    if node.attr in SHOWN and is_change:
        yield node.attr, KEPT_ASIDE
    if node.attr in CONSTRUCTORS and not _constructs(facts, node, first):
        yield text_of(node), MADE_ANEW
    if node.attr in OF_DESCRIPTORS and not is_super(first):
        yield node.attr, CHANGES
    if node.attr in ("__setattr__", "__delattr__"):
        call = facts.uses.called.get(id(node))
        is_handed_up = is_super(first) and id(node) in facts.handed_up
        if not (is_handed_up or facts.is_own(call.args[0] if call and call.args else None)):
            yield node.attr, CHANGES
    if isinstance(node.ctx, ast.Load):
        return
    is_free = isinstance(first, ast.Name) and name not in facts.bound and name not in OWN
    if node.attr == "__class__" or is_free or name in facts.foreign or is_type(first):
        if not facts.is_of_own(first):
            yield text_of(node), CHANGES
    elif "__class__" in links(node) and name not in OWN:
        yield text_of(node), CHANGES


def _only_looks(facts: Facts, module: str, node: ast.Attribute) -> bool:
    """Whether nothing is done but to ask for a variable of the environment, or to print."""
    if (module, node.attr) == ("os", "environ"):
        return id(node) in facts.uses.asked
    return module == "sys" and node.attr in ("stdout", "stderr") and id(node) in facts.uses.printed


def _constructs(facts: Facts, node: ast.Attribute, first: ast.expr) -> bool:
    """Whether a constructor calls that of a class above its own."""
    call = facts.uses.called.get(id(node))
    if call is None or id(node) not in facts.handed_up:
        return False
    if is_super(first):
        assert isinstance(first, ast.Call)
        return not first.args or facts.is_own(first.args[-1])
    return bool(call.args) and facts.is_own(call.args[0])


def of_name(facts: Facts, node: ast.Name) -> Iterator[Said]:
    """What there is to say of a name that stands by itself."""
    name = node.id
    if name in CONSTRUCTORS:
        yield name, MADE_ANEW
    if not isinstance(node.ctx, ast.Load):
        return
    if name in facts.loggers and id(node) not in facts.uses.logged:
        yield f"{LOGGER} as a value", TO_RECORDS
    if id(node) in facts.local:
        return
    if name in CALLS and not (name == "vars" and facts.is_of_own(facts.uses.called.get(id(node)))):
        yield name, "no exercise needs it, and it reaches everything"
    elif name in BY_NAME:
        yield from _by_name(facts, name, node)
    elif name in COPIES and name not in facts.bound:
        yield from _copies(facts, name, node)
    elif name in MAKES and name not in facts.bound and id(node) not in facts.uses.metaclasses:
        yield name, MAKES_CODE
    elif name == "dataclass" and name in facts.foreign and id(node) not in facts.uses.decorators:
        yield "dataclass of what is no class here", MAKES_CODE
    elif facts.is_start(node) and id(node) not in facts.uses.called:
        yield f"{name} as a value", NOT_LOOKED_AT
    elif _may_lead_to_files(facts, node):
        yield f"{name} as a value", TO_FILES
    elif name == LOGGER in facts.imported and id(node) not in facts.uses.called:
        yield f"{LOGGER} as a value", TO_RECORDS
    elif name in facts.not_had:
        yield name, KEPT_ASIDE
    elif name in facts.only_called and id(node) not in facts.uses.called:
        yield f"{name} as a value", CHANGES_UNSEEN
    elif name == "type" and id(node) not in facts.types:
        yield "type as a value", UNREADABLE_CLASS
    elif name in facts.modules and id(node) not in facts.uses.roots:
        yield f"{name} as a value", MODULE_AS_VALUE


def _may_lead_to_files(facts: Facts, node: ast.Name) -> bool:
    """Whether *node* hands on the standard input, or what sets up `logging`."""
    if node.id == SETS_UP:
        return node.id in facts.imported and id(node) not in facts.uses.called
    return node.id in facts.stdin and id(node) not in facts.uses.read


def _by_name(facts: Facts, function: str, node: ast.expr) -> Iterator[Said]:
    """What there is to say of the use of a function that takes an attribute's name."""
    call = facts.uses.called.get(id(node))
    at = BY_NAME[function]
    given = call.args[at] if call and len(call.args) > at else None
    if not (isinstance(given, ast.Constant) and isinstance(given.value, str)):
        yield function, "it gets at an attribute whose name cannot be read"
        return
    for name in given.value.split("."):
        if name in INSIDE:
            yield name, WHY[name]
        elif name in ASIDE or name in (*CONSTRUCTORS, "__new__"):
            yield name, KEPT_ASIDE
        elif OURS in name:
            yield name, NAME_OF_OURS
        elif name in ALL_OF_IT or (name in IN_ITS_PLACE and function != "hasattr"):
            yield name, ANOTHER_NAME
        elif name in FILLS_IN or name == CHAINS:
            yield f"{function} of {name}", ANOTHER_NAME
        elif name in OF_DESCRIPTORS and function != "hasattr":
            yield name, CHANGES
        elif facts.is_private_of_others(name, function in CHANGE):
            yield name, NOT_FOR_OTHERS
    assert call is not None
    if function in CHANGE and not facts.is_own(call.args[0]):
        yield f"{function} of {text_of(call.args[0])}", CHANGES


def _copies(facts: Facts, function: str, node: ast.expr) -> Iterator[Said]:
    """What there is to say of the use of a function that copies attributes."""
    call = facts.uses.called.get(id(node))
    if call is None or call.keywords or len(call.args) > COPIES[function]:
        yield function, "it gets at attributes whose names cannot be read"
