"""`python -m treadle`, for where the folder of commands is not in the path."""

from treadle.cli import main

if __name__ == "__main__":
    main(prog_name="treadle")
