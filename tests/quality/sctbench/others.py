"""More programs with one bug each: others of SCTBench, and what people write in Python.

The first half is from the same sources as `published.py`; nobody publishes figures for the second.
"""

import queue
import threading
from concurrent.futures import ThreadPoolExecutor


def run(*bodies):
    """Start a thread for each of *bodies*, in their order, and wait for all."""
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# -- SCTBench -----------------------------------------------------------------------------------


def carter01():
    """The first of each class takes a lock and the last gives it back, under another lock."""
    outer, inner = threading.Lock(), threading.Lock()
    count = {"a": 0, "b": 0}

    def visit(kind):
        with outer:
            count[kind] += 1
            if count[kind] == 1:
                inner.acquire()
        with outer:
            count[kind] -= 1
            if count[kind] == 0:
                inner.release()

    run(lambda: visit("a"), lambda: visit("b"))


def circular_buffer(rounds=7):
    """Sender and receiver count their rounds, also those in which it was not their turn."""
    lock = threading.Lock()
    buffer = [0] * 10
    first = following = 0
    send, receive = True, False

    def sender():
        nonlocal following, send, receive
        for i in range(rounds):
            with lock:
                if send:
                    buffer[following] = i
                    following = (following + 1) % 10
                    send, receive = False, True

    def receiver():
        nonlocal first, send, receive
        for i in range(rounds):
            with lock:
                if receive:
                    assert following > 0
                    first += 1
                    assert buffer[first - 1] == i
                    receive, send = False, True

    run(sender, receiver)


def deadlock01():
    """Two locks, taken in two orders."""
    a, b = threading.Lock(), threading.Lock()
    counter = 1

    def up():
        nonlocal counter
        with a, b:
            counter += 1

    def down():
        nonlocal counter
        with b, a:
            counter -= 1

    run(up, down)


def din_phil(n=5):
    """Each philosopher takes the left fork, then the right one."""
    forks = [threading.Lock() for _ in range(n)]

    def eat(i):
        with forks[i], forks[(i + 1) % n]:
            pass

    run(*((lambda i=i: eat(i)) for i in range(n)))


def din_phil_sat(n=3):
    """The last philosopher who has eaten finds that all have: always so, if no count is lost."""
    forks = [threading.Lock() for _ in range(n)]
    eaten = 0

    def eat(i):
        nonlocal eaten
        with forks[i]:
            pass
        eaten += 1
        assert eaten != n

    run(*((lambda i=i: eat(i)) for i in range(n)))


def phase01():
    """A lock is taken twice and given back once."""
    x, y = threading.Lock(), threading.Lock()

    def work():
        x.acquire()
        x.release()
        x.acquire()
        with y:
            pass
        with y:
            pass

    run(work, work)


def queue_flags(size=20):
    """As the circular buffer, with a queue that stores what it ought to give back."""
    lock = threading.Lock()
    items, stored = [0] * (size + 1), [0] * (size + 1)
    head = tail = 0
    may_put, may_take = True, False

    def put(value):
        nonlocal tail
        items[tail] = value
        tail += 1

    def producer():
        nonlocal may_put, may_take
        value = 0
        with lock:
            put(value)
            stored[0] = value
        for i in range(size - 1):
            with lock:
                if may_put:
                    value += 1
                    put(value)
                    stored[i + 1] = value
                    may_put, may_take = False, True

    def consumer():
        nonlocal head, may_put, may_take
        for i in range(size):
            with lock:
                if may_take:
                    head += 1
                    assert items[head - 1] == stored[i]
                    may_take, may_put = False, True

    run(producer, consumer)


def stateful01():
    """Two values are changed in two orders, and the outcome depends on which came first."""
    lock_a, lock_b = threading.Lock(), threading.Lock()
    a, b = 10, 10

    def one():
        nonlocal a, b
        with lock_a:
            a += 1
        with lock_b:
            b += 1

    def two():
        nonlocal a, b
        with lock_a:
            a += 5
        with lock_b:
            b -= 6

    run(one, two)
    assert not (a == 16 and b == 5)


def sync01():
    """A producer waits for room that nobody makes."""
    lock = threading.Lock()
    empty, full = threading.Condition(lock), threading.Condition(lock)
    number = 1

    def producer():
        nonlocal number
        with lock:
            while number > 0:
                empty.wait()
            number += 1
            full.notify()

    def consumer():
        with lock:
            while number == 0:
                full.wait()
            empty.notify()

    run(producer, consumer)


def reorder_4():
    """Three who set, one who reads."""
    reorder(3)


def reorder_5():
    """Four who set, one who reads."""
    reorder(4)


def reorder_10():
    """Nine who set, one who reads."""
    reorder(9)


def reorder_20():
    """Nineteen who set, one who reads."""
    reorder(19)


def reorder(setters):
    """Two values are set one after the other; a reader comes between."""
    a = b = 0

    def put():
        nonlocal a, b
        a = 1
        b = -1

    def check():
        assert (a == 0 and b == 0) or (a == 1 and b == -1)

    run(*[put] * setters, check)


def twostage_20():
    """Ten who write in two stages, ten who read."""
    twostage(10)


def twostage(n):
    """Two values are changed under a lock each; a reader sees the one changed, the other not."""
    lock_1, lock_2 = threading.Lock(), threading.Lock()
    data_1 = data_2 = 0

    def write():
        nonlocal data_1, data_2
        with lock_1:
            data_1 = 1
        with lock_2:
            data_2 = data_1 + 1

    def read():
        with lock_1:
            if data_1 == 0:
                return
            seen_1 = data_1
        with lock_2:
            seen_2 = data_2
        assert seen_2 == seen_1 + 1

    run(*[write] * n, *[read] * n)


def wronglock():
    """A value is changed under one lock by one thread, and under another by seven."""
    lock, other_lock = threading.Lock(), threading.Lock()
    value = 0

    def check():
        nonlocal value
        with lock:
            seen = value
            value += 1
            assert value == seen + 1

    def add():
        nonlocal value
        with other_lock:
            value += 1

    run(check, *[add] * 7)


def bounded_buffer(capacity=1):
    """Producers and consumers share one condition, and wake only one thread."""
    condition = threading.Condition()
    items = []

    def produce():
        for i in range(2):
            with condition:
                while len(items) == capacity:
                    condition.wait()
                items.append(i)
                condition.notify()

    def consume():
        with condition:
            while not items:
                condition.wait()
            items.pop()
            condition.notify()

    run(consume, consume, consume, consume, produce, produce)


# -- what people write in Python ----------------------------------------------------------------


def lost_update():
    """Two threads count."""
    count = 0

    def add():
        nonlocal count
        count += 1

    run(add, add)
    assert count == 2


def lost_update_of_many(threads=8):
    """Eight threads count, of which two do so without the lock."""
    lock = threading.Lock()
    count = 0

    def careful():
        nonlocal count
        with lock:
            count += 1

    def careless():
        nonlocal count
        count += 1

    run(careless, *[careful] * (threads - 2), careless)
    assert count == threads


def check_then_act():
    """The last ticket is sold twice."""
    tickets = [1]
    sold = []

    def buy():
        if tickets:
            sold.append(tickets.pop())

    run(buy, buy, buy)


def singleton():
    """Two threads each make the only one."""
    made = []
    instance = None

    def get():
        nonlocal instance
        if instance is None:
            instance = object()
            made.append(instance)

    run(get, get, get)
    assert len(made) == 1


def transfer():
    """Money is on its way between two accounts while a third thread adds up."""
    balances = {"a": 50, "b": 50}

    def move():
        for _ in range(3):
            balances["a"] -= 10
            balances["b"] += 10

    def audit():
        assert balances["a"] + balances["b"] == 100

    run(audit, move)


def lock_cycle_of_three():
    """Three locks, taken around in a ring."""
    a, b, c = (threading.Lock() for _ in range(3))

    def take(x, y):
        with x, y:
            pass

    run(lambda: take(a, b), lambda: take(b, c), lambda: take(c, a))


def lost_wakeup():
    """Who waits looks before it takes the lock."""
    condition = threading.Condition()
    ready = False

    def wait():
        if not ready:
            with condition:
                condition.wait()

    def wake():
        nonlocal ready
        ready = True
        with condition:
            condition.notify()

    run(wait, wake)


def event_cleared_late():
    """A pulse is missed, for the event is cleared after the work and not before."""
    event = threading.Event()
    todo = []
    done = []

    def worker():
        for _ in range(2):
            event.wait()
            done.extend(todo)
            todo.clear()
            event.clear()

    def boss():
        for i in range(2):
            todo.append(i)
            event.set()

    run(worker, boss)
    assert done == [0, 1]


def cache_filled_twice():
    """A cache computes the same value twice."""
    cache = {}
    computed = []

    def get(key):
        if key not in cache:
            computed.append(key)
            cache[key] = key * 2
        return cache[key]

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(get, [1, 2, 1]))
    assert len(computed) == 2


def queue_sentinel():
    """One sentinel for two workers."""
    tasks = queue.Queue()

    def work():
        while tasks.get() is not None:
            pass

    def boss():
        for i in range(2):
            tasks.put(i)
        tasks.put(None)
        if tasks.empty():
            tasks.put(None)

    run(work, work, boss)


def early_read():
    """The result is read before it is there."""
    result = None

    def compute():
        nonlocal result
        total = 0
        for i in range(3):
            total += i
        result = total

    def use():
        assert result == 3

    run(compute, use)


def semaphore_leak():
    """A permit is lost when there is nothing to do."""
    permits = threading.Semaphore(1)
    jobs = [1]

    def work():
        permits.acquire()
        if not jobs:
            return
        jobs.pop()
        permits.release()

    run(work, work, work)


def double_checked(n=3):
    """A flag says that it is ready before it is."""
    lock = threading.Lock()
    ready = False
    value = None

    def get():
        nonlocal ready, value
        if not ready:
            with lock:
                if not ready:
                    ready = True
                    value = 1
        assert value == 1

    run(*[get] * n)


def noisy_lost_update(rounds=15):
    """Two of five threads count without a lock, amid much that is locked."""
    lock = threading.Lock()
    total = hits = 0

    def noise():
        nonlocal total
        for _ in range(rounds):
            with lock:
                total += 1

    def count():
        nonlocal hits
        for _ in range(rounds):
            with lock:
                pass
        hits += 1

    run(noise, count, noise, count, noise)
    assert hits == 2


def aba():
    """A stack without a lock: what is on top is the same as before, what is below is not."""
    lock = threading.Lock()

    class Node:
        def __init__(self, below):
            self.below = below

    class Stack:
        def __init__(self):
            self.top = Node(Node(Node(None)))

        def swap(self, old, new):
            with lock:
                if self.top is not old:
                    return False
                self.top = new
                return True

        def pop(self):
            while True:
                old = self.top
                if self.swap(old, old.below):
                    return old

        def push(self, node):
            while True:
                node.below = self.top
                if self.swap(node.below, node):
                    return

    stack = Stack()
    freed = []

    def take_one():
        stack.pop()
        assert stack.top not in freed

    def take_two_and_give_back_one():
        first, second = stack.pop(), stack.pop()
        freed.append(second)
        stack.push(first)

    run(take_one, take_two_and_give_back_one)


def readers_and_writers():
    """Readers count themselves without a lock."""
    lock = threading.Lock()
    readers = 0
    data = [0, 0]

    def read():
        nonlocal readers
        readers += 1
        if readers == 1:
            lock.acquire()
        assert data[0] == data[1]
        readers -= 1
        if readers == 0:
            lock.release()

    def write():
        with lock:
            data[0] += 1
            data[1] += 1

    run(read, read, write, write)


def two_of_many_locks():
    """Six threads take four of six locks in turn, and two of them two at a time the wrong way."""
    locks = [threading.Lock() for _ in range(6)]

    def work(i):
        for k in range(4):
            with locks[(i + k) % 6]:
                pass
        if i in (2, 4):
            with locks[i], locks[6 - i]:
                pass

    run(*((lambda i=i: work(i)) for i in range(6)))


def depth_of_four():
    """It takes four steps of three threads in one order."""
    log = []

    def work(name):
        for i in range(6):
            log.append((name, i))

    run(*((lambda name=name: work(name)) for name in "abc"))
    places = [log.index(step) for step in (("c", 3), ("a", 2), ("b", 1), ("a", 3))]
    assert places != sorted(places)
