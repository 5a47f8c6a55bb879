"""A worker that forgets to say that it is done."""

import queue
import threading


def scenario():
    tasks = queue.Queue()

    def work():
        while True:
            task = tasks.get()
            if task == "hard":
                continue
            tasks.task_done()

    threading.Thread(target=work, name="worker", daemon=True).start()
    tasks.put("hard")
    tasks.join()
