# rejected by: test_who_cannot_count_keeps_nobody_waiting wrong-result
# rejected by: test_who_cannot_compare_keeps_nobody_waiting wrong-result
# why: nobody is left waiting, and nobody hears of the error
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
