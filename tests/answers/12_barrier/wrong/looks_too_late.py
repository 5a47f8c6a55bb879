# rejected by: test_who_cannot_compare_keeps_nobody_waiting deadlock
# why: looks after the barrier, when another one has gone on already, and failed: one stays, one goes
import threading


def audit(desks, days):
    together = threading.Barrier(len(desks))
    failed = []

    def attempt(task, day):
        try:
            task(day)
        except Exception as error:
            failed.append(error)
        together.wait()
        return not failed

    def work(desk):
        for day in range(1, days + 1):
            if not attempt(desk.count, day):
                break
            if not attempt(desk.compare, day):
                break

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
