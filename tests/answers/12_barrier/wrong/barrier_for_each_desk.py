# rejected by: test_nobody_compares_before_all_have_counted deadlock
# why: everybody waits at a barrier of their own
import threading


def audit(desks, days):
    errors = []

    def work(desk):
        together = threading.Barrier(len(desks))
        try:
            for day in range(1, days + 1):
                desk.count(day)
                together.wait()
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
