"""Files of all kinds are what they are without the pin; what one thread writes harms nobody."""

import _io
import io
import itertools
import multiprocessing
import tempfile
import threading
import time
from pathlib import Path

MODES = ["w", "a", "x", "wt", "ab", "bx", "w+", "r", "rb", "wb+", "wbt", "wr", "", "W", "ww"]
OTHERS = [
    {},
    {"buffering": 0},
    {"buffering": 1},
    {"buffering": 2},
    {"buffering": -5},
    {"encoding": "latin-1"},
    {"encoding": "no-such"},
    {"errors": "replace"},
    {"newline": "\r\n"},
    {"newline": "no"},
    {"buffering": "1"},
]


def tried(function, path, mode, others):
    """What comes of it, in words."""
    try:
        with function(path, mode, **others) as file:
            known = ("name", "mode", "encoding", "errors")
            told = [str(getattr(file, each, None)) for each in known]
            told += [str(isinstance(file, kind)) for kind in (io.TextIOWrapper, io.BufferedWriter)]
            told.append(str(getattr(file, "line_buffering", None)))
            if "b" in mode:
                told.append(str(file.write(b"bytes\n" * 5000)))
            else:
                told.append(str(file.write("words ä\n" * 5000)))
            told.append(str(path.stat().st_size))
        with _io.open(path, "rb") as file:
            told.append(str(file.read()))
    except Exception as error:
        told = [type(error).__name__, str(error)]
    return told


def as_ever(folder):
    for number, (mode, others) in enumerate(itertools.product(MODES, OTHERS)):
        path = Path(folder, f"file {number}")
        found = []
        for function in _io.open, open:
            found.append(tried(function, path, mode, others))
            path.unlink(missing_ok=True)
        assert found[0] == found[1], (mode, others, found)


def write_on(path, stop):
    with path.open("a", buffering=1, encoding="utf-8") as file:
        while not stop.is_set():
            file.write("a line\n")
            time.sleep(0.01)


def write(path):
    with path.open("a", encoding="utf-8") as file:
        for _ in range(3):
            print("a line", file=file, flush=True)


def main():
    with tempfile.TemporaryDirectory() as folder:
        as_ever(folder)
        path, stop = Path(folder, "log"), threading.Event()
        writer = threading.Thread(target=write_on, args=(path, stop), name="writer")
        writer.start()
        context = multiprocessing.get_context("fork")
        children = [context.Process(target=write, args=[path]) for _ in range(3)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        assert not any(child.exitcode for child in children)
        stop.set()
        writer.join()
        assert set(path.read_text(encoding="utf-8").splitlines()) == {"a line"}
    print(0)


if __name__ == "__main__":
    main()
