# Workers take numbers from one queue and put what they found into another.
import sys
from multiprocessing import Process, Queue


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


class Worker(Process):
    def __init__(self, test, todo, done):
        super().__init__()
        self.test, self.todo, self.done = test, todo, done

    def run(self):
        for place, number in iter(self.todo.get, None):
            try:
                self.done.put((place, number, bool(self.test(number)), None))
            except Exception as error:
                self.done.put((place, number, False, error))


def select(test, numbers, workers):
    if workers <= 0:
        raise ValueError("workers must be positive")
    todo, done = Queue(), Queue()
    team = [Worker(test, todo, done) for _ in range(workers)]
    for worker in team:
        worker.start()
    for place, number in enumerate(numbers):
        todo.put((place, number))
    for _ in team:
        todo.put(None)
    results = sorted((done.get() for _ in numbers), key=lambda result: result[0])
    for worker in team:
        worker.join()
    for *_, error in results:
        if error is not None:
            raise error
    return [number for _, number, passed, _ in results if passed]


def main(limit, workers):
    primes = select(is_prime, range(limit), workers)
    print(f"{len(primes)} primes below {limit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000", "4"]))
