# rejected by: test_nobody_goes_on_before_all_have_compared wrong-result
# why: a count and an event: on the second day the event is set already
import threading


def audit(desks, days):
    lock = threading.Lock()
    counted = 0
    all_counted = threading.Event()
    errors = []

    def work(desk):
        nonlocal counted
        for day in range(1, days + 1):
            try:
                desk.count(day)
            except Exception as error:
                errors.append(error)
            with lock:
                counted += 1
                if counted == len(desks):
                    all_counted.set()
                    counted = 0
            all_counted.wait()
            if errors:
                return
            try:
                desk.compare(day)
            except Exception as error:
                errors.append(error)
                return

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
