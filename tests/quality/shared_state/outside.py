"""State outside of what threads share in memory: a race is found, and without one nothing proved."""

import email.message
import logging
import os
import shutil
import socket
import tempfile
from pathlib import Path
from unittest import mock

from together import both, fails, twice


def count_in_a_file(read, write, guard):
    folder = tempfile.mkdtemp()
    file = folder + "/count"
    write(file, "0")

    def add():
        with guard:
            write(file, str(int(read(file) or 0) + 1))

    try:
        twice(add)
        assert read(file) == "2"
    finally:
        shutil.rmtree(folder)


def file_by_its_path(guard):
    count_in_a_file(lambda f: Path(f).read_text(), lambda f, text: Path(f).write_text(text), guard)


def file_opened(guard):
    def read(file):
        with open(file) as opened:
            return opened.read()

    def write(file, text):
        with open(file, "w") as opened:
            opened.write(text)

    count_in_a_file(read, write, guard)


def folder_made_if_it_is_not_there(guard):
    folder = tempfile.mkdtemp()
    failed = []

    def make():
        with guard:
            if not os.path.exists(folder + "/new"):
                failed.append(fails(lambda: os.mkdir(folder + "/new"), FileExistsError))

    try:
        twice(make)
    finally:
        shutil.rmtree(folder)
    assert failed == [False]


def setting_of_the_process(guard):
    seen = []

    def ask(seconds):
        with guard:
            socket.setdefaulttimeout(seconds)
            seen.append(seconds)
            seen.append(socket.getdefaulttimeout())

    both(lambda: ask(1), lambda: ask(2))
    socket.setdefaulttimeout(None)
    assert seen in ([1, 1, 2, 2], [2, 2, 1, 1])


def object_of_an_unknown_library(guard):
    called = mock.Mock()
    first = []

    def call():
        with guard:
            if not called.mock_calls:
                first.append(1)
            called()

    twice(call)
    assert first == [1]


def what_is_logged(guard):
    lines = []

    class Lines(logging.Handler):
        def emit(self, record):
            lines.append(record.getMessage())

    log = logging.getLogger("shared")
    log.propagate = False
    log.setLevel(logging.INFO)
    log.addHandler(Lines())
    rows = [1, 1]

    def tell():
        with guard:
            log.info("%s", rows)

    def change():
        with guard:
            rows[0] = 2
            rows[1] = 2

    both(tell, change)
    assert lines in (["[1, 1]"], ["[2, 2]"])


def what_the_root_logger_is_given(guard):
    lines = []

    class Lines(logging.Handler):
        def emit(self, record):
            lines.append(record.getMessage())

    logging.getLogger().addHandler(Lines())
    rows = [1, 1]

    def tell():
        with guard:
            logging.warning("%s", rows)

    def change():
        with guard:
            rows[0] = 2
            rows[1] = 2

    both(tell, change)
    assert lines in (["[1, 1]"], ["[2, 2]"])


def collection_of_a_library(guard):
    shared = email.message.Message()

    def work():
        with guard:
            if "to" not in shared:
                shared["to"] = "somebody"

    twice(work)
    assert len(shared) == 1


def item_of_a_collection_of_a_library(guard):
    shared = email.message.Message()
    shared["count"] = "0"

    def work():
        with guard:
            shared.replace_header("count", str(int(shared["count"]) + 1))

    twice(work)
    assert shared["count"] == "2"
