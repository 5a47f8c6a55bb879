# rejected by: test_a_long_list timeout
# why: answers are counted by their names, so one that is there twice counts once, and the others never come
import multiprocessing
import os
import sys


def count(name: str) -> str:
    """Count the words of one file, and say which process has done it."""
    try:
        with open(name, encoding="utf-8") as file:
            words = len(file.read().split())
    except (OSError, ValueError):
        return f"error {name}\n"
    return f"{os.getpid()} {words} {name}\n"


def work(tasks, answers) -> None:
    while (name := tasks.get()) is not None:
        answers.put((name, count(name)))


def main(names: str, result: str, workers: int) -> None:
    tasks = multiprocessing.Queue()
    answers = multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=work, args=(tasks, answers)) for _ in range(workers)
    ]
    for process in processes:
        process.start()
    with open(names, encoding="utf-8") as file:
        files = [line.rstrip("\n") for line in file]
    for name in files:
        tasks.put(name)
    for _ in processes:
        tasks.put(None)
    lines: dict[str, str] = {}
    while len(lines) < len(files):
        name, line = answers.get()
        lines[name] = line
    for process in processes:
        process.join()
    with open(result, "w", encoding="utf-8") as out:
        out.writelines(lines[name] for name in files)


if __name__ == "__main__":
    if len(sys.argv) == 4:
        main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    else:
        print(__doc__)
