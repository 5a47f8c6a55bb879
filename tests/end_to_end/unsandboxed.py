"""The command `grader` on a machine that offers no sandbox of any kind."""

from grader.cli import main
from grader.sandbox import probe

probe.look = lambda level: probe.Finding(level, False, "not today")
main()
