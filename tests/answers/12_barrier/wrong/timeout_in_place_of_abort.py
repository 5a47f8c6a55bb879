# rejected by: test_nobody_compares_before_all_have_counted wrong-result
# why: who waits for a second takes it that the others have failed, and goes on
import threading


def meet(together):
    try:
        together.wait(timeout=1)
    except threading.BrokenBarrierError:
        pass


def audit(desks, days):
    together = threading.Barrier(len(desks))
    errors = []

    def work(desk):
        try:
            for day in range(1, days + 1):
                desk.count(day)
                meet(together)
                desk.compare(day)
                meet(together)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
