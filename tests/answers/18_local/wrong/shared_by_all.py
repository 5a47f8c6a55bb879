# rejected by: test_two_threads_do_not_mix_up_their_customers exception
# rejected by: test_who_serves_nobody_has_no_customer wrong-result
# why: no memory of a thread's own: whoever comes last is everybody's customer
class NobodyHere(Exception):
    pass


class Service:
    def __init__(self):
        self._customer = None
        self._slip = []

    def serve(self, customer, task):
        before = self._customer, self._slip
        self._customer, self._slip = customer, []
        try:
            task()
            return self._slip
        finally:
            self._customer, self._slip = before

    def customer(self):
        return self._customer

    def note(self, text):
        if self._customer is None:
            raise NobodyHere(text)
        self._slip.append(text)
