"""What a thread sees before whoever has started it is done: variables, and objects half made."""

import threading

from together import both


def variable_that_the_thread_is_to_use(guard):
    seen = []

    def look():
        with guard:
            seen.append(made)

    with guard:
        thread = threading.Thread(target=look)
        thread.start()
        made = 1
    thread.join()
    assert seen == [1]


def variable_that_holds_the_thread_itself(guard):
    names = []

    def begin():
        thread = threading.Thread(target=look)
        thread.start()
        return thread

    def look():
        with guard:
            names.append(worker.name)

    with guard:
        worker = begin()
    worker.join()
    assert len(names) == 1


def function_that_is_defined_later(guard):
    def work():
        with guard:
            helper()

    with guard:
        thread = threading.Thread(target=work)
        thread.start()

        def helper():
            done.append(1)

        done = []
    thread.join()
    assert done == [1]


def constructor_that_starts_a_thread_for_its_heir(guard):
    class Service:
        def __init__(self):
            self.thread = threading.Thread(target=self.run)
            self.thread.start()

    class Printer(Service):
        def __init__(self):
            with guard:
                super().__init__()
                self.pages = ["first"]

        def run(self):
            with guard:
                self.pages.pop()

    printer = Printer()
    printer.thread.join()
    assert printer.pages == []


def constructor_that_lists_itself_for_its_heir(guard):
    listed = []

    class Plugin:
        def __init__(self):
            listed.append(self)

    class Spelling(Plugin):
        def __init__(self):
            with guard:
                super().__init__()
                self.language = "en"

    def look():
        with guard:
            seen.extend(plugin.language for plugin in listed)

    seen = []
    both(Spelling, look)
    assert len(seen) < 2
    assert listed[0].language == "en"


def setter_that_starts_a_thread(guard):
    class Service:
        def __init__(self):
            with guard:
                self.running = True
                self.rows = [1]

        @property
        def running(self):
            return self.thread.is_alive()

        @running.setter
        def running(self, wanted):
            self.thread = threading.Thread(target=self.run)
            self.thread.start()

        def run(self):
            with guard:
                self.rows.pop()

    service = Service()
    service.thread.join()
    assert service.rows == []
