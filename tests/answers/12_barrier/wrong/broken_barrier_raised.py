# rejected by: test_who_cannot_count_keeps_nobody_waiting wrong-result
# why: the caller gets the BrokenBarrierError of one who waited
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
        except BaseException as error:
            together.abort()
            errors.append(error)

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
