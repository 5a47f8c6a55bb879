# rejected by: test_who_cannot_count_keeps_nobody_waiting exception
# why: tells the others, and lets its thread die of the error
import threading


def audit(desks, days):
    together = threading.Barrier(len(desks))

    def work(desk):
        try:
            for day in range(1, days + 1):
                desk.count(day)
                together.wait()
                desk.compare(day)
                together.wait()
        except threading.BrokenBarrierError:
            pass
        except BaseException:
            together.abort()
            raise

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
