"""The main thread polls a queue: it is empty as soon as the last task has been taken out."""

import queue
import threading
import time

tasks = queue.Queue()
done = []


def work():
    while (task := tasks.get()) is not None:
        time.sleep(0.1)
        done.append(task)


def scenario():
    threading.Thread(target=work, name="worker", daemon=True).start()
    tasks.put("sweep")
    while not tasks.empty():
        time.sleep(0.1)
    assert len(done) == 1, "the task should be done"
