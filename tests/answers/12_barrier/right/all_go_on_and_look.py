import threading


def audit(desks, days):
    """Who fails comes to the barrier all the same, and then everybody looks."""
    together = threading.Barrier(len(desks))
    failed = []

    def attempt(task, day):
        try:
            task(day)
        except Exception as error:
            failed.append(error)
        together.wait()
        stop = bool(failed)
        together.wait()  # nobody begins, and fails, before all have looked
        return not stop

    def work(desk):
        for day in range(1, days + 1):
            if not attempt(desk.count, day):
                break
            if not attempt(desk.compare, day):
                break

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
