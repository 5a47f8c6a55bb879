# rejected by: test_who_cannot_count_keeps_nobody_waiting wrong-result
# why: several desks failed, so it raises a group of all exceptions instead of one of them
import threading


def audit(desks, days):
    together = threading.Barrier(len(desks))
    failures = []

    def work(desk):
        try:
            for day in range(1, days + 1):
                desk.count(day)
                together.wait()
                desk.compare(day)
                together.wait()
        except threading.BrokenBarrierError:
            return
        except BaseException as error:
            failures.append(error)
            together.abort()

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(failures) > 1:
        raise BaseExceptionGroup("desks have failed", failures)
    if failures:
        raise failures[0]
