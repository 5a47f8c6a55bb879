import threading


def all_at_once(tasks, *args):
    errors = []

    def call(task):
        try:
            task(*args)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=call, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in errors:
        raise error


def audit(desks, days):
    """New threads for each task: join() is a barrier, too."""
    for day in range(1, days + 1):
        all_at_once([desk.count for desk in desks], day)
        all_at_once([desk.compare for desk in desks], day)
