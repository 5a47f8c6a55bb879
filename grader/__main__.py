"""`grader`, and `python -m grader`: to import it takes a while, and Ctrl-C may come then."""

import sys


def main() -> None:
    """Run the command."""
    try:
        from grader.cli import main as command
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        sys.exit(130)  # as in `grader.ending`, which is not there yet
    command(prog_name="grader")


if __name__ == "__main__":
    main()
