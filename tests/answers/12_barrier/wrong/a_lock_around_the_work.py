# rejected by: test_desks_work_at_the_same_time wrong-result
# why: a barrier, and a lock around each task: one after the other
import threading


def audit(desks, days):
    together = threading.Barrier(len(desks))
    errors = []
    lock = threading.Lock()

    def work(desk):
        try:
            for day in range(1, days + 1):
                with lock:
                    desk.count(day)
                together.wait()
                with lock:
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
