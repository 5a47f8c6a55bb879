# Each worker is this file as a program, told by its input what to count; a thread talks to each.
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue


def work():
    for line in sys.stdin:
        name = line.rstrip("\n")
        try:
            with open(name, encoding="utf-8") as file:
                print(os.getpid(), len(file.read().split()), name, flush=True)
        except (OSError, UnicodeError):
            print("error", name, flush=True)


def main(names, result, workers):
    idle = SimpleQueue()
    pipe = subprocess.PIPE
    for _ in range(workers):
        idle.put(subprocess.Popen([sys.executable, __file__], stdin=pipe, stdout=pipe, text=True))

    def ask(name):
        process = idle.get()
        process.stdin.write(f"{name}\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        idle.put(process)
        return answer

    with open(names, encoding="utf-8") as file:
        found = file.read().splitlines()
    with ThreadPoolExecutor(workers) as threads, open(result, "w", encoding="utf-8") as file:
        file.writelines(threads.map(ask, found))
    for _ in range(workers):
        idle.get().communicate()


if __name__ == "__main__":
    if len(sys.argv) == 4:
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    else:
        work()
