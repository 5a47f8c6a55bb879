# rejected by: test_who_serves_nobody_has_no_customer wrong-result
# why: one threading.local for the whole module
import threading


class NobodyHere(Exception):
    pass


here = threading.local()


class Service:
    def serve(self, customer, task):
        before = here.__dict__.copy()
        here.customer, here.slip = customer, []
        try:
            task()
            return here.slip
        finally:
            here.__dict__.clear()
            here.__dict__.update(before)

    def customer(self):
        return getattr(here, "customer", None)

    def note(self, text):
        if self.customer() is None:
            raise NobodyHere(text)
        here.slip.append(text)
