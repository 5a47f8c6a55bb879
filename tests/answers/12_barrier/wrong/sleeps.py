# rejected by: test_nobody_compares_before_all_have_counted wrong-result
# why: sleeps for as long as counting will take
import threading
import time


def audit(desks, days):
    errors = []

    def work(desk):
        try:
            for day in range(1, days + 1):
                desk.count(day)
                time.sleep(0.5)
                desk.compare(day)
                time.sleep(0.5)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
