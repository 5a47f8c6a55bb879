"""Modules of the program that need not be executed again, for all they do is define.

To execute a module makes its functions and classes anew, which costs as much as a short execution,
and Python has to learn again how to call them fast. A module that only imports, and defines
constants, functions and classes, comes to the same each time. So one execution takes it over from
another, with its global variables put back. Where anything else was touched, a class or a function,
it is executed each time from then on, as is a module that makes a list, a lock or a cache.
"""

from __future__ import annotations

import ast
import contextlib
import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter, is_
from types import BuiltinMethodType, FunctionType, ModuleType
from typing import Any, Protocol

_PARTS = attrgetter("__code__", "__defaults__", "__kwdefaults__", "__dict__")
"""What of a function can be changed."""

_DEFINING: dict[str, object] = {
    "staticmethod": staticmethod,
    "classmethod": classmethod,
    "property": property,
    "contextmanager": contextlib.contextmanager,
    "dataclass": dataclasses.dataclass,
    "field": dataclasses.field,
    "object": object,
}
"""What a module may call and still do no more than define, by the names it must go by."""


def imports_of_definitions(source: str) -> tuple[str, ...] | None:
    """The modules that *source* imports, if all it does is define; None if it does more."""
    tree = ast.parse(source)
    if not all(map(_defines, tree.body)):
        return None
    names: list[str] = []
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom):
            names.append(str(statement.module))
            names += [f"{statement.module}.{alias.name}" for alias in statement.names]
        elif isinstance(statement, ast.Import):
            names += [alias.name for alias in statement.names]
            names += [alias.name.partition(".")[0] for alias in statement.names]
    return tuple(names)


class Plain:
    """A module of `imports_of_definitions`, just executed, and what it held then.

    Attributes:
        module: the module.
        imported: the modules of the world that it named in an import, by their names.
        needs: the names of these, and of those that they need to be as good as new.
        reusable: whether other executions may take it over.

    """

    def __init__(
        self, module: ModuleType, imported: Mapping[str, ModuleType], needs: list[str]
    ) -> None:
        self.module = module
        self.imported = imported
        self.needs = needs
        name = module.__name__
        self._variables = vars(module)
        self._values = dict(self._variables)
        self._names = [*self._values]
        classes = [
            value
            for value in self._values.values()
            if isinstance(value, type) and value.__module__ == name
        ]
        self.reusable = all(
            self._values.get(known, real) is real for known, real in _DEFINING.items()
        ) and all(map(_keeps_nothing, classes))
        if not self.reusable:
            return
        self._classes: list[tuple[type, Mapping[str, Any], list[Any], list[type]]] = [
            (cls, vars(cls), list(vars(cls).values()), cls.__subclasses__()) for cls in classes
        ]
        spaces: list[Mapping[str, Any]] = [self._variables, *map(vars, classes)]
        found = (f for space in spaces for f in _functions(space.values(), name))
        self._functions = list(dict.fromkeys(found))
        self._parts = [(*parts, dict(held)) for *parts, held in map(_PARTS, self._functions)]

    def restore(self) -> bool:
        """Make everything as it was; false if that is beyond us."""
        for cls, space, were, heirs in self._classes:
            if len(space) != len(were) or not all(map(is_, space.values(), were)):
                return False
            if cls.__subclasses__() != heirs:
                return False
        if list(map(_PARTS, self._functions)) != self._parts:
            return False
        now, values = self._variables, self._values
        if [*now] != self._names:
            now.clear()
            now.update(values)
        elif not all(map(is_, now.values(), values.values())):
            now.update(values)
        return True


def _keeps_nothing(cls: type) -> bool:
    """Whether *cls* is no more than what is seen in it.

    A class may do as it likes when it gets an heir, and a metaclass in any case. That of `Protocol`
    is known, and a protocol that is not to be checked at run time does nothing.
    """
    if cls.__bases__ == (Protocol,):
        plain = "__init_subclass__" not in vars(cls)
    else:
        plain = type(cls) is type and isinstance(cls.__init_subclass__, BuiltinMethodType)
    return plain and cls.__name__ != "Callable"  # whose list of arguments might be kept


def _functions(values: Iterable[Any], module: str) -> Iterator[FunctionType]:
    """The functions of *module* in *values*, be it behind a wrapper."""
    for value in values:
        parts = [value, getattr(value, "__func__", None)]
        if isinstance(value, property):
            parts = [value.fget, value.fset, value.fdel]
        for part in parts:
            if isinstance(part, FunctionType) and part.__module__ == module:
                yield part


def _defines(statement: ast.stmt) -> bool:
    """Whether *statement*, of a module or a class, does no more than define."""
    match statement:
        case ast.Pass() | ast.Import() | ast.Expr(value=ast.Constant()):
            return True
        case ast.ImportFrom(level=level, names=names):
            return level == 0 and all(alias.name != "*" for alias in names)
        case ast.Assign(targets=[ast.Name()], value=value):
            return _is_constant(value)
        case ast.AnnAssign(target=ast.Name(), annotation=annotation, value=value):
            return _is_constant(annotation) and (value is None or _is_constant(value))
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            arguments = statement.args
            each = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            each += [a for a in (arguments.vararg, arguments.kwarg) if a is not None]
            evaluated = [*arguments.defaults, *arguments.kw_defaults, statement.returns]
            evaluated += [argument.annotation for argument in each]
            return (
                # What is left of an execution would reach into the next.
                statement.name != "__del__"
                and not getattr(statement, "type_params", ())
                and all(e is None or _is_constant(e) for e in evaluated)
                and all(map(_is_wrapper, statement.decorator_list))
            )
        case ast.ClassDef(bases=bases, keywords=[], decorator_list=wrappers, body=body):
            return (
                not getattr(statement, "type_params", ())
                and all(isinstance(base, ast.Name | ast.Attribute) for base in bases)
                and all(map(_is_wrapper, wrappers))
                and all(
                    _defines(s) and not isinstance(s, ast.ClassDef | ast.Import | ast.ImportFrom)
                    for s in body
                )
            )
        case ast.If(
            test=ast.Compare(
                left=ast.Name(id="__name__"),
                ops=[ast.Eq()],
                comparators=[ast.Constant(value="__main__")],
            ),
            orelse=[],
        ):
            return True  # its name is another, see `World._keep`
    return False


def _is_wrapper(decorator: ast.expr) -> bool:
    match decorator:
        case ast.Call(func=ast.Name("dataclass"), args=[], keywords=keywords):
            return all(_is_constant(keyword.value) for keyword in keywords)
        case ast.Name(id=name):
            return name in _DEFINING
        case ast.Attribute(value=ast.Name(), attr=attr):
            return attr in ("setter", "deleter")
    return False


def _is_constant(value: ast.expr) -> bool:
    """Whether *value* is something that does not change, and to compute it does nothing else."""
    match value:
        case ast.Constant() | ast.Name():
            return True
        case ast.Attribute(value=inner) | ast.UnaryOp(operand=inner):
            return _is_constant(inner)
        case ast.BinOp(left=left, right=right):
            return _is_constant(left) and _is_constant(right)
        case ast.Subscript(
            value=ast.Name("Callable") | ast.Attribute(attr="Callable"),
            slice=ast.Tuple(elts=[ast.List(elts=elements), right]),
        ):
            return all(map(_is_constant, (*elements, right)))
        case ast.Subscript(value=left, slice=right):
            return _is_constant(left) and _is_constant(right)
        case ast.Tuple(elts=elements):
            return all(map(_is_constant, elements))
        case ast.Call(func=ast.Name("object"), args=[], keywords=[]):
            return True
        case ast.Lambda(args=arguments):
            return not arguments.defaults and not arguments.kw_defaults
        case ast.Call(func=ast.Name("field"), args=[], keywords=keywords):
            return all(_is_constant(keyword.value) for keyword in keywords)
    return False
