# rejected by: test_nobody_starts_before_the_bell wrong-result
# why: days and event belong to the class: every bell rings when one does
import threading


class Bell:
    _day = 0
    _changed = threading.Condition()

    def ring(self):
        with Bell._changed:
            Bell._day += 1
            Bell._changed.notify_all()

    def wait(self, day):
        with Bell._changed:
            Bell._changed.wait_for(lambda: Bell._day >= day)
