# A queue of multiprocessing takes care of its own locks.
import multiprocessing
import threading

context = multiprocessing.get_context("fork")
lines = context.Queue()
got = []


def logger():
    while (line := lines.get()) is not None:
        got.append(line)


def child(number):
    for line in range(10):
        lines.put((number, line))


thread = threading.Thread(target=logger)
thread.start()
lines.put("begin")
processes = [context.Process(target=child, args=(number,)) for number in range(3)]
for process in processes:
    process.start()
for process in processes:
    process.join()
lines.put(None)
thread.join()
print(len(got), {process.exitcode for process in processes})
assert len(got) == 31
print(0)
