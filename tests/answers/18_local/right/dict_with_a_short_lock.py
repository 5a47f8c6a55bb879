import threading


class NobodyHere(Exception):
    pass


class Visit:
    def __init__(self, customer):
        self.customer = customer
        self.notes = []


class Service:
    def __init__(self):
        self._lock = threading.Lock()
        self._visits = {}

    def serve(self, customer, task):
        visit = Visit(customer)
        thread = threading.current_thread()
        with self._lock:
            self._visits.setdefault(thread, []).append(visit)
        try:
            task()
            return visit.notes
        finally:
            with self._lock:
                self._visits[thread].pop()
                if not self._visits[thread]:
                    del self._visits[thread]

    def _visit(self):
        with self._lock:
            visits = self._visits.get(threading.current_thread())
            return visits[-1] if visits else None

    def customer(self):
        visit = self._visit()
        return visit.customer if visit else None

    def note(self, text):
        visit = self._visit()
        if visit is None:
            raise NobodyHere(text)
        visit.notes.append(text)
