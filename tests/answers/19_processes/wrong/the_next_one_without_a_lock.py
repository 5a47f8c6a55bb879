# rejected by: test_every_number_is_tested wrong-result
# why: a counter that all of them share, but two may look at it before one of them has moved it on
import multiprocessing
import sys


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def work(test, numbers, position, results):
    found = []
    try:
        while position.value < len(numbers):
            place = position.value
            position.value += 1
            if place < len(numbers) and test(numbers[place]):
                found.append(place)
        results.put(found)
    except Exception as error:
        results.put(error)


def select(test, numbers, workers):
    if workers < 1:
        raise ValueError(f"{workers} workers")
    position = multiprocessing.Value("q", 0)
    results = multiprocessing.Queue()
    processes = [
        multiprocessing.Process(target=work, args=(test, numbers, position, results))
        for _ in range(workers)
    ]
    for process in processes:
        process.start()
    answers = [results.get() for _ in processes]
    for process in processes:
        process.join()
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer
    return [numbers[place] for place in sorted({place for found in answers for place in found})]


def main(limit, workers):
    print(f"{len(select(is_prime, range(limit), workers))} primes below {limit}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]))
