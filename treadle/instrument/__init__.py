"""Rewrites a module so that it announces its accesses to memory that threads may share.

Announce, then do it natively: a *hook*, a built-in function that the world provides under a name
like `__treadle_attr__`, is told of an access and gives back its argument; the access itself stays
the Python operation it was, in the frame, on the line and in the order it was. What a hook does is
not known here.
"""

from __future__ import annotations

import ast
import sys
import warnings
from dataclasses import dataclass
from sys import setrecursionlimit  # the real one; a program has one that is bounded
from types import CodeType

from treadle.instrument.analysis import analyse
from treadle.instrument.dates import ASKING, DateRewriter
from treadle.instrument.statements import Rewriter
from treadle.instrument.stores import stored_names
from treadle.instrument.unseen import Unseen, what_is_unseen

__all__ = ["Instrumented", "Unseen", "instrument"]


DEEP = 6_000
"""Calls within each other that rewriting may take, for each nested expression takes several."""


@dataclass(frozen=True, slots=True)
class Instrumented:
    """A module ready to be executed where the hooks are built-ins.

    Attributes:
        code: what to execute.
        stored: the attribute names, mangled, whose reads are worth announcing, because this
            module stores them when the object may already be shared.
        unseen: what the module uses that no hook sees, if anything.

    """

    code: CodeType
    stored: frozenset[str]
    unseen: Unseen | None


def instrument(source: str, filename: str, module: str) -> Instrumented:
    """Compile *source* so that it announces what it does to shared memory.

    Args:
        source: the text of a Python module.
        filename: where it is from, for tracebacks.
        module: the name under which its global variables are announced.

    Raises:
        SyntaxError: as `compile` does.

    """
    # The errors and warnings of the source are those of this.
    plain = compile(source, filename, "exec", dont_inherit=True)
    limit = sys.getrecursionlimit()
    setrecursionlimit(max(limit, DEEP))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source, filename)
            stored = stored_names(tree)
            unseen = what_is_unseen(tree, stored)
            Rewriter(source, module, analyse(tree), stored).rewrite(tree)
            if any(name in source for name in ASKING):
                DateRewriter().visit(tree)
            code = compile(tree, filename, "exec", dont_inherit=True)
            return Instrumented(code, stored, unseen)
    except (RecursionError, SyntaxError):  # it nests as deep as Python allows, and we add to that
        too_deep = Unseen(f"what {module} does, which nests too deep", 0)
        return Instrumented(plain, frozenset(), too_deep)
    finally:
        setrecursionlimit(limit)
