# rejected by: test_nobody_goes_on_before_all_have_compared wrong-result
# why: a barrier between counting and comparing, and none before the next day
import threading


def audit(desks, days):
    together = threading.Barrier(len(desks))
    errors = []

    def work(desk):
        try:
            for day in range(1, days + 1):
                desk.count(day)
                together.wait()
                desk.compare(day)
        except threading.BrokenBarrierError:
            pass
        except BaseException as error:
            errors.append(error)
            together.abort()

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
