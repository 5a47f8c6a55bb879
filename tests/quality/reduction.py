"""Programs by which dynamic partial-order reductions are compared in the literature.

Readers, last zero: Abdulla, Aronis, Jonsson, Sagonas, "Optimal dynamic partial order reduction"
(POPL 2014). Indexer, file system: Flanagan and Godefroid, "Dynamic partial-order reduction for
model checking software" (POPL 2005). Each is told there in pseudo-code, and written here anew.
"""

import threading


def run(*bodies):
    """Run *bodies* together, each in a thread."""
    threads = [threading.Thread(target=body, args=args) for body, *args in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def readers(n):
    """One thread writes a variable, *n* read it."""
    shared = {"x": 0}

    def write():
        shared["x"] = 1

    def read():
        return shared["x"]

    run((write,), *((read,) for _ in range(n)))


def last_zero(n):
    """One thread looks for the last 0 in an array, while *n* others each set a field."""
    array = [0] * (n + 1)

    def find():
        i = n
        while array[i] != 0:
            i -= 1

    def fill(i):
        array[i] = array[i - 1] + 1

    run((find,), *((fill, i) for i in range(1, n + 1)))


def indexer(n):
    """*n* threads put messages in a hash table; a slot is taken by compare-and-swap."""
    size, most = 128, 4
    taken = [threading.Lock() for _ in range(size)]

    def put(number):
        for message in range(1, most + 1):
            slot = (message * 11 + number) * 7 % size
            while not taken[slot].acquire(blocking=False):
                slot = (slot + 1) % size

    run(*((put, number) for number in range(n)))


def filesystem(n):
    """*n* threads each want a block for an inode; inodes and blocks have locks."""
    inodes, blocks = 32, 26
    inode_locks = [threading.Lock() for _ in range(inodes)]
    block_locks = [threading.Lock() for _ in range(blocks)]
    inode = [0] * inodes
    busy = [False] * blocks

    def create(number):
        i = number % inodes
        with inode_locks[i]:
            if inode[i] == 0:
                b = i * 2 % blocks
                while True:
                    with block_locks[b]:
                        if not busy[b]:
                            busy[b] = True
                            inode[i] = b + 1
                            break
                    b = (b + 1) % blocks

    run(*((create, number) for number in range(n)))


def independent(n):
    """*n* threads have nothing to do with each other."""
    fields = [0] * n

    def work(i):
        for _ in range(3):
            fields[i] += 1

    run(*((work, i) for i in range(n)))


def writers(n):
    """*n* threads write one variable."""
    shared = {"x": 0}

    def write(i):
        shared["x"] = i

    run(*((write, i) for i in range(n)))


def locked_increments(n):
    """*n* threads increment one variable, under a lock."""
    shared = {"x": 0}
    lock = threading.Lock()

    def add():
        with lock:
            shared["x"] += 1

    run(*((add,) for _ in range(n)))
    assert shared["x"] == n


def one_and_many(n):
    """One thread writes a variable once, another *n* times."""
    shared = {"x": 0}

    def once():
        shared["x"] = 1

    def often():
        for i in range(n):
            shared["x"] = i

    run((once,), (often,))
