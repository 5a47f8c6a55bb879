# rejected by: test_nobody_compares_before_all_have_counted exception
# why: a barrier with a timeout: who is slow is taken for one who has failed
import threading


def audit(desks, days):
    together = threading.Barrier(len(desks), timeout=1)
    errors = []

    def work(desk):
        try:
            for day in range(1, days + 1):
                desk.count(day)
                together.wait()
                desk.compare(day)
                together.wait()
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
