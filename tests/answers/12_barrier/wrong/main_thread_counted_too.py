# rejected by: test_a_desk_counts_and_compares_every_day deadlock
# why: a barrier for one more, and the main thread never comes
import threading


def audit(desks, days):
    together = threading.Barrier(len(desks) + 1)
    errors = []

    def work(desk):
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
