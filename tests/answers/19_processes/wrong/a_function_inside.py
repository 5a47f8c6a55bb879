# rejected by: test_it_runs_where_there_is_no_fork exception
# why: a function made inside another cannot be pickled, which is needed as soon as there is no fork
import multiprocessing
import sys
from itertools import pairwise


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def cut(numbers, parts):
    ends = [len(numbers) * part // parts for part in range(parts + 1)]
    return [numbers[begin:end] for begin, end in pairwise(ends)]


def select(test, numbers, workers):
    if workers < 1:
        raise ValueError("no workers")
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else None)
    receivers, processes = [], []
    for part in cut(numbers, workers):
        receiver, sender = context.Pipe(duplex=False)

        def work(part=part, sender=sender):
            try:
                sender.send([number for number in part if test(number)])
            except Exception as error:
                sender.send(error)

        process = context.Process(target=work)
        process.start()
        receivers.append(receiver)
        processes.append(process)
    found = [receiver.recv() for receiver in receivers]
    for process in processes:
        process.join()
    selected = []
    for part in found:
        if isinstance(part, Exception):
            raise part
        selected += part
    return selected


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
