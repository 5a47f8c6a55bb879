# rejected by: test_no_process_is_left wrong-result
# why: at the first error it raises and leaves the other processes alone, which go on
import multiprocessing
import sys
from multiprocessing.connection import wait


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def work(test, numbers, first, step, sender):
    try:
        sender.send([i for i in range(first, len(numbers), step) if test(numbers[i])])
    except Exception as error:
        sender.send(error)


def select(test, numbers, workers):
    if workers < 1:
        raise ValueError("at least one worker is needed")
    processes, receivers, passed = [], [], []
    for first in range(workers):
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=work, args=(test, numbers, first, workers, sender))
        process.start()
        processes.append(process)
        receivers.append(receiver)
    while receivers:
        for receiver in wait(receivers):
            receivers.remove(receiver)
            answer = receiver.recv()
            if isinstance(answer, Exception):
                raise answer
            passed += answer
    for process in processes:
        process.join()
    return [numbers[index] for index in sorted(passed)]


if __name__ == "__main__":
    limit, workers = map(int, sys.argv[1:])
    print(len(select(is_prime, range(limit), workers)), "primes below", limit)
