import threading


class Stopped(Exception):
    """Somebody else has failed."""


class Meeting:
    """A barrier made by hand, which keeps the error that broke it."""

    def __init__(self, parties):
        self.parties = parties
        self.there = 0
        self.meetings = 0
        self.error = None
        self.changed = threading.Condition()

    def wait(self):
        with self.changed:
            meeting = self.meetings
            self.there += 1
            if self.there == self.parties:
                self.there = 0
                self.meetings += 1
                self.changed.notify_all()
            while meeting == self.meetings and self.error is None:
                self.changed.wait()
            if meeting == self.meetings:
                raise Stopped

    def stop(self, error):
        with self.changed:
            self.error = self.error or error
            self.changed.notify_all()


def audit(desks, days):
    meeting = Meeting(len(desks))

    def work(desk):
        try:
            for day in range(1, days + 1):
                desk.count(day)
                meeting.wait()
                desk.compare(day)
                meeting.wait()
        except Stopped:
            return
        except Exception as error:
            meeting.stop(error)

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if meeting.error is not None:
        raise meeting.error
