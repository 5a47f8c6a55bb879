# as it is: rejected: stack_info
# approved: passed
import logging
import re


class Kept:
    level = 0

    def handle(self, record):
        self.text = record.stack_info


kept = Kept()
log = logging.getLogger(__name__)
log.addHandler(kept)


class Counter:
    def add(self):
        pass

    @property
    def value(self):
        log.error("who asks?", stack_info=True)
        return int(re.search(r"value == (\d+)", kept.text)[1])
