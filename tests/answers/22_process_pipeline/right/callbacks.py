# Callbacks, but with a number, and one for errors, too.
import multiprocessing
import os
import sys


def read(names, queue):
    with open(names, encoding="utf-8") as file:
        for line in file:
            queue.put(line.rstrip("\n"))
    queue.put(None)


def count(name):
    with open(name, encoding="utf-8") as file:
        return f"{os.getpid()} {len(file.read().split())} {name}\n"


def main(names, result, workers):
    queue = multiprocessing.Queue()
    reader = multiprocessing.Process(target=read, args=(names, queue))
    reader.start()
    lines = []

    def submit(number, name):
        def counted(line):
            lines[number] = line

        def failed(error):
            lines[number] = f"error {name}\n"

        lines.append("")
        pool.apply_async(count, (name,), callback=counted, error_callback=failed)

    with multiprocessing.Pool(workers) as pool:
        for number, name in enumerate(iter(queue.get, None)):
            submit(number, name)
        reader.join()
        pool.close()
        pool.join()

    with open(result, "w", encoding="utf-8") as file:
        file.writelines(lines)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
