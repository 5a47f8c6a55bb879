# Processes and pipes by hand: worker k tests every WORKERS-th number, and sends back errors, too.
import sys
from multiprocessing import Pipe, Process


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def work(connection, test, numbers):
    try:
        connection.send([bool(test(number)) for number in numbers])
    except Exception as error:
        connection.send(error)


def select(test, numbers, workers):
    if workers < 1:
        raise ValueError(f"{workers} workers cannot do anything")
    passed = [False] * len(numbers)
    team = []
    for k in range(workers):
        here, there = Pipe()
        process = Process(target=work, args=(there, test, numbers[k::workers]))
        process.start()
        team.append((process, here))
    answers = [here.recv() for _, here in team]
    for process, _ in team:
        process.join()
    for k, answer in enumerate(answers):
        if isinstance(answer, Exception):
            raise answer
        passed[k::workers] = answer
    return [number for number, ok in zip(numbers, passed, strict=True) if ok]


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
