"""`python treadle/pin pinned|plain|no-fork FILE [ARGUMENTS]`: run a file as a program.

Started by its path, so that a program does not have the whole of Treadle loaded beneath it; hence
the package gets a name of its own here.
"""

import importlib.util
import sys

if __name__ == "__main__":
    _spec = importlib.util.spec_from_file_location(
        "treadle_pin", __file__.replace("__main__", "__init__")
    )
    assert _spec is not None
    sys.modules["treadle_pin"] = importlib.util.module_from_spec(_spec)
    importlib.import_module("treadle_pin.start").start(*sys.argv[1:])
