"""Run `treadle run` on many files, one after another, in one process: a line of JSON for each.

python run_many.py [OPTION...] FILE.py...: each has a `scenario`; the options are those of `run`.
What one of them does to the process must not matter to the next. Limits are lower than usual, so
that it does not take long.
"""

import io
import itertools
import json
import sys
from contextlib import redirect_stderr, redirect_stdout

from treadle import cli, limits, watchdog

limits.ROUND_LIMIT = 20_000
watchdog.MEMORY_BYTES = 200 << 20
watchdog.LOOK_S = 0.02
watchdog.BLOCKED_S = 0.4
watchdog.COMPUTING_S = 2.0
cli.still_standing = lambda: False  # more is to come

runs = itertools.count(1)
sys.modules["how often it was run"] = lambda: next(runs)  # what is outside is never made afresh

found = []
report = cli._report
cli._report = lambda result, *rest: (found.append(result), report(result, *rest))
results = sys.stdout

options = [argument for argument in sys.argv[1:] if argument.startswith("--")]
for file in sys.argv[1 + len(options) :]:
    found.clear()
    out = io.StringIO()
    code = None
    with redirect_stdout(out), redirect_stderr(out):
        try:
            cli.main(["run", f"{file}::scenario", "--schedules", "200", *options])
        except SystemExit as end:
            code = end.code
    line = {"file": file, "code": code, "text": out.getvalue()}
    for result in found:
        line |= {"verdict": result.verdict.name, "kind": result.verdict.kind}
    print(json.dumps(line), file=results, flush=True)
