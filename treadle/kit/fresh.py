"""pytest in a fresh process, which has imported what takes long already where there is fork.

The kit's rules run pytest many hundred times; most of the time of one run is the import of pytest.
"""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import sys
import tempfile
from pathlib import Path

import pytest
from _pytest.config import default_plugins

import treadle.diagnosis
import treadle.exploration
import treadle.story  # noqa: F401  (imported here for whoever is forked)

LIMIT_S = 600.0
"""A hang of a whole pytest run: far beyond what any exercise takes, so never a matter of load."""

for _plugin in default_plugins:
    importlib.import_module(f"_pytest.{_plugin}")

if sys.platform == "win32":
    _context = multiprocessing.get_context("spawn")
else:
    _context = multiprocessing.get_context("forkserver")
    _context.set_forkserver_preload([__name__])


def run_pytest(arguments: list[str], folder: Path) -> str:
    """Run pytest with *arguments* in *folder*; return what it printed.

    Raises:
        TimeoutError: if it takes more than `LIMIT_S`.

    """
    with tempfile.TemporaryDirectory() as place:
        printed = Path(place, "printed")
        process = _context.Process(target=_main, args=(arguments, folder, printed))
        process.start()
        try:
            process.join(LIMIT_S)
            if process.is_alive():
                raise TimeoutError(f"pytest {' '.join(arguments)} took more than {LIMIT_S:.0f} s")
        finally:
            process.kill()
            process.join()
        return printed.read_text(encoding="utf-8", errors="replace") if printed.exists() else ""


def _main(arguments: list[str], folder: Path, printed: Path) -> None:
    """Be the process."""
    gc.freeze()  # what the server has imported need not be looked through here
    os.chdir(folder)
    for name in [n for n in os.environ if n.startswith("PYTEST_")]:
        del os.environ[name]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # loading what is not needed takes longest
    out = os.open(printed, os.O_WRONLY | os.O_CREAT)
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.exit(pytest.main(["-p", "treadle.plugin", "-p", "pytest_timeout", *arguments]))
