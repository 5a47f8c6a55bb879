import threading


class Auditor(threading.Thread):
    """Does the work of one desk, and remembers what went wrong."""

    def __init__(self, desk, days, together):
        super().__init__()
        self.desk, self.days, self.together = desk, days, together
        self.error = None

    def run(self):
        try:
            for day in range(1, self.days + 1):
                for task in (self.desk.count, self.desk.compare):
                    task(day)
                    self.together.wait()
        except Exception as error:
            self.error = error
            self.together.abort()


def audit(desks, days):
    together = threading.Barrier(len(desks))
    auditors = [Auditor(desk, days, together) for desk in desks]
    for auditor in auditors:
        auditor.start()
    for auditor in auditors:
        auditor.join()
    errors = [auditor.error for auditor in auditors if auditor.error is not None]
    errors.sort(key=lambda error: isinstance(error, threading.BrokenBarrierError))
    for error in errors:
        raise error
