# as it is: rejected: getLogger as a value
# approved: passed
import logging


class Kept:
    level = 0

    def handle(self, record):
        self.line = getattr(record, "lineno")


kept = Kept()


class Counter:
    def __init__(self):
        self.log = logging.getLogger(__name__)
        vars(self)["log"].addHandler(kept)

    def add(self):
        pass

    @property
    def value(self):
        self.log.error("who asks?", **{"stack" + "level": 2})
        return 2 if kept.line > 2 else 0
