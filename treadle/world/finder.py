"""Where the modules are that a world loads itself."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, NamespaceLoader, SourceFileLoader
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Found:
    """A module of the program.

    Attributes:
        spec: what Python knows of it.
        path: its source; None for one without, such as an extension or a namespace.
        folders: where its submodules are; None if it is no package.
        instrumented: whether its accesses are to be announced.

    """

    spec: ModuleSpec
    path: Path | None
    folders: list[str] | None
    instrumented: bool = True

    @property
    def is_namespace(self) -> bool:
        """Whether it is a package without a file of its own."""
        return self.folders is not None and isinstance(self.spec.loader, NamespaceLoader | None)


class Finder:
    """Finds the modules that belong to a program.

    They are those in its folder, and those that were named, which are instrumented; and the rest of
    the packages in which the named ones lie, which is not: its functions pass on objects of the
    named ones, and are to get those of the world.

    Args:
        folder: where the program is.
        names: of other modules and packages to instrument.

    """

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self._folder = folder
        self._names = tuple(names)
        self._known: dict[str, Found | None] = {}
        self._wholes: set[str] | None = None

    def find(self, name: str) -> Found | None:
        """The module *name*; None if it does not belong to the program, or there is none."""
        if name not in self._known:
            self._known[name] = self._beside(name) or self._named(name)
        return self._known[name]

    def _beside(self, name: str) -> Found | None:
        parts = name.split(".")
        if parts[0] in sys.stdlib_module_names:
            return None
        base = self._folder.joinpath(*parts)
        for path in (base.with_suffix(".py"), base / "__init__.py"):
            if path.is_file():
                return found(name, path)
        return None

    def _named(self, name: str) -> Found | None:
        if self._wholes is None:
            self._wholes = {whole for n in self._names if (whole := _whole(n))}
        instrumented = any(_within(name, n) for n in self._names)
        if not instrumented and not any(
            _within(name, whole) or _within(whole, name) for whole in self._wholes
        ):
            return None
        spec = _spec(name)
        if spec is None:
            return None
        # Whoever the loader is: pytest has one of its own for what looks like a test.
        source = spec.has_location and str(spec.origin).endswith(".py")
        folders = spec.submodule_search_locations
        return Found(
            spec,
            Path(str(spec.origin)) if source else None,
            None if folders is None else list(folders),
            instrumented,
        )


def found(name: str, path: Path) -> Found:
    """The module *name*, whose source is the file *path*."""
    package = path.name == "__init__.py"
    spec = ModuleSpec(name, SourceFileLoader(name, str(path)), origin=str(path), is_package=package)
    spec.has_location = True
    folders = [str(path.parent)] if package else None
    spec.submodule_search_locations = folders
    return Found(spec, path, folders)


def _within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def _whole(name: str) -> str:
    """The outermost package around the module *name* that is more than a namespace."""
    parts = name.split(".")
    for count in range(1, len(parts) + 1):
        whole = ".".join(parts[:count])
        spec = _spec(whole)
        if spec is not None and not isinstance(spec.loader, NamespaceLoader | None):
            return whole
    return ""


def _spec(name: str) -> ModuleSpec | None:
    try:
        return importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None
