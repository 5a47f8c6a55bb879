# rejected by: test_nobody_compares_before_all_have_counted wrong-result
# why: the barrier has moved from the beginning of the day to its end
import threading


def audit(desks, days):
    together = threading.Barrier(len(desks))
    errors = []

    def work(desk):
        try:
            for day in range(1, days + 1):
                desk.count(day)
                desk.compare(day)
                together.wait()
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
