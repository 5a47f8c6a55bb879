"""The checks of exercise 24."""

import json
import math
import time

import pytest
import treadle

MANY = 200
"""More banks than a pool has workers if nobody says how many, and than anybody asks in one batch."""

BEGIN = """
import importlib, itertools, json, os, subprocess, sys, time
from multiprocessing import active_children
from pathlib import Path

# On every machine: what a pool makes of a machine with one processor should be enough, too.
os.cpu_count = os.process_cpu_count = lambda: 1
os.sched_getaffinity = lambda process: {0}
folder, module = Path(sys.argv[1]), Path(sys.argv[2])
sys.path.insert(0, str(module.parent))
"""

NIGHT = '''
def compute(task):
    """Wait until *count* tasks have begun; note who did this, and whether all came."""
    number, count = task
    note = folder / f"{count} {number}"
    note.touch()
    for look in range(60):
        met = len(list(folder.glob(f"{count} *"))) >= count
        if met or (folder / "gave up").exists():
            break
        if look < 20:
            time.sleep(0.005)
        else:  # on a slow machine a new Python is slow, too: it waits longer there
            subprocess.run([sys.executable, "-c", "import multiprocessing"], check=True)
    if not met:
        (folder / "gave up").touch()
    note.write_text(f"{os.getpid()} {met:d}")
    return number


def noted(count):
    """Of each task that was computed: its number, by which process, and whether all came."""
    notes = {path.name.split()[1]: path.read_text() for path in folder.glob(f"{count} *")}
    return [[int(number), *map(int, text.split())] for number, text in notes.items() if text]


if __name__ == "__main__":
    counts = [int(count) for count in sys.argv[3:]]
    night = importlib.import_module(module.stem)
    results = [night.compute_all(compute, [(n, count) for n in range(count)]) for count in counts]
    left = len(active_children())
    computed = [noted(count) for count in counts]
    answer = {"results": results, "computed": computed, "own": os.getpid(), "left": left}
    (folder / "answer").write_text(json.dumps(answer))
'''
"""The program that has learners' processes compute: once for each count of tasks."""

LARGE = '''
def compute(task):
    """More than fits into a pipe."""
    return task[0] * 1_000_000


if __name__ == "__main__":
    results = importlib.import_module(module.stem).compute_all(compute, [["a"], ["b"], ["a"]])
    expected = [letter * 1_000_000 for letter in "aba"]
    (folder / "answer").write_text(json.dumps(list(results) == expected))
'''
"""The program that has learners' processes give back much."""

DAY = '''
begun, gave_up = [], []


def read(card):
    """Wait until as many have begun as there are cards, or one has waited for long."""
    begun.append(card)
    for _ in range(800):  # looks, not seconds: on a slow machine it waits longer
        if gave_up or len(begun) >= len(cards):
            return card
        time.sleep(0.005)
    gave_up.append(len(begun))
    return card


if __name__ == "__main__":
    cards = sys.argv[3:]
    answer = {"read": importlib.import_module(module.stem).read_all(read, cards)}
    answer["together"] = min([len(begun), *gave_up])
    numbers = itertools.count(1)
    twice = importlib.import_module(module.stem).read_all(lambda card: next(numbers), ["gold", "gold"])
    answer["twice"] = sorted(twice)
    (folder / "answer").write_text(json.dumps(answer))
'''
"""The program that has learners' threads read cards."""


@pytest.fixture
def learners_program(program, tmp_path):
    """Run a program that imports the learner's module; return what it saw."""

    def run(text, *arguments, timeout_s=25):
        file = tmp_path / "night.py"
        file.write_text(BEGIN + text, encoding="utf-8")
        given = (tmp_path, program.path, *arguments)
        treadle.run_program(file, *given, timeout_s=timeout_s, pin=False).check()
        answer = tmp_path / "answer"
        assert answer.exists(), "the program has ended before choose.py returned"
        return json.loads(answer.read_text(encoding="utf-8"))

    return run


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=300)
def test_all_banks_are_asked_at_the_same_time(exercise):
    """All banks are asked at the same time."""
    for many in 3, MANY:
        banks = [f"bank {number}" for number in range(many)]
        steps, threads = [], set()

        async def ask(bank, steps=steps, banks=banks, threads=threads):
            threads.add(treadle.threading.current_thread())
            steps.append("begin")
            await treadle.asyncio.sleep(0.5 - banks.index(bank) / 1000)  # the last is the first
            steps.append("end")
            return f"{bank} is well"

        answers = list(exercise.ask_all(ask, banks))
        expected = [f"{bank} is well" for bank in banks]
        in_brief = f"{len(answers)} answers that are not those, or not in that order"
        assert answers == expected, (
            f"ask_all() should give {expected}, but it gave {answers}"
            if many == 3
            else f"ask_all() should give the answers of {many} banks in their order, not {in_brief}"
        )
        begun = (steps + ["end"]).index("end")
        assert begun == many, (
            f"all {many} banks should be asked before the first one answers, "
            f"but only {begun} {'was' if begun == 1 else 'were'}"
        )
        if len(threads) == 1 and threads != {treadle.threading.current_thread()}:
            break  # how soon many are asked is up to another thread then, which gives them out
    try:
        nothing = list(exercise.ask_all(ask, []))
    except Exception as error:
        raise AssertionError(
            "ask_all(ask, []), without any bank, should give [], but it raised "
            f"{type(error).__name__}: {error}"
        ) from None
    assert nothing == [], f"ask_all(ask, []), without any bank, should give [], but gave {nothing}"


@pytest.mark.points(20)
@treadle.explore(clock="exact", schedules=300)
def test_one_loop_asks_all_banks(exercise):
    """One event loop asks them all, and needs no other thread."""
    before = set(treadle.threading.enumerate())
    loops, threads = [], []

    async def ask(bank):
        threads.append(treadle.threading.current_thread())
        loops.append(treadle.asyncio.get_running_loop())
        answer = len(loops)
        await treadle.asyncio.sleep(0.01)
        return answer

    # of whatever class a bank may be
    answers = list(exercise.ask_all(ask, [["Union"], ["Savings"], ["Union"]]))
    assert len(loops) == 3, (
        "ask_all(ask, [['Union'], ['Savings'], ['Union']]) should ask three times, once for each, "
        f"but it asked {len(loops)} times"
    )
    assert sorted(answers) == [1, 2, 3], (
        "ask_all(ask, [['Union'], ['Savings'], ['Union']]) got the answers 1, 2 and 3, and should give "
        f"one for each bank in the list, also for one that is there twice, but it gave {answers}"
    )
    count = len(set(map(id, loops)))
    assert count == 1, (
        f"three banks should be asked in one event loop, but {count} loops asked them"
    )
    others = len(set(threads) - before)
    assert not others, "the loop should run where ask_all() is called, but it runs in a new thread"


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=1600)
def test_cards_are_read_at_the_same_time(exercise):
    """Cards are read at the same time."""
    begun = {"gold": treadle.threading.Event(), "blue": treadle.threading.Event()}

    def read(card):
        begun[card].set()
        other = begun["blue" if card == "gold" else "gold"]
        return f"{card} read" if other.wait(timeout=5) else f"{card} alone"

    cards = list(exercise.read_all(read, ["gold", "blue"]))
    assert cards == ["gold read", "blue read"], (
        "two cards should be read at the same time, and read_all() give 'gold read' and "
        f"'blue read', but it gave {cards}"
    )


@pytest.mark.points(10)
def test_as_many_cards_as_there_are_devices(learners_program):
    """As many cards as there are devices are read at the same time."""
    cards = ["gold", "blue", "red", "grey"]
    seen = learners_program(DAY, *cards)
    assert seen["read"] == cards, f"read_all() should give {cards}, but it gave {seen['read']}"
    assert seen["together"] == 4, (
        "there are four devices, so four cards should be read at the same time, "
        f"but it was {seen['together']} at a time; os.cpu_count() gives 1 in this check"
    )
    assert seen["twice"] == [1, 2], (
        "read_all(read, ['gold', 'gold']) should read twice, once for each card in the list, and give "
        f"both results, 1 and 2, but it gave {seen['twice']}"
    )


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=300)
def test_no_thread_is_left(exercise):
    """Any number of cards, and no thread is left."""
    before = set(treadle.threading.enumerate())
    cards = list(exercise.read_all(str, [[1]]))  # of whatever class a card may be
    assert cards == ["[1]"], f"read_all(str, [[1]]) should give '[1]', not {cards}"
    left = len(set(treadle.threading.enumerate()) - before)
    are = "is" if left == 1 else "are"
    assert not left, f"read_all() has returned, but {left} of its threads {are} still there"
    try:
        nothing = list(exercise.read_all(str, []))
    except Exception as error:
        raise AssertionError(
            "read_all(str, []), without any card, should give [], "
            f"but raised {type(error).__name__}: {error}"
        ) from error
    assert nothing == [], f"read_all(str, []), without any card, should give [], but gave {nothing}"


@pytest.mark.points(20)
def test_processes_compute(learners_program):
    """It is computed in processes of their own, two tasks at the same time."""
    seen = learners_program(NIGHT, 2)
    (results,), (computed,) = seen["results"], seen["computed"]
    assert results == [0, 1], (
        f"compute_all() should give the results of the tasks 0 and 1, in this order, not {results}"
    )
    never = sorted({0, 1} - {number for number, _, _ in computed})
    assert not never, f"compute_all() gave a result of task {never[0]}, which was not computed"
    own = [number for number, process, _ in computed if process == seen["own"]]
    assert not own, (
        f"task {own[0]} was computed in the process of the program itself: its threads and tasks "
        "share one interpreter, and compute no sooner than one"
    )
    alone = [number for number, _, met in computed if not met]
    one_process = len({process for _, process, _ in computed}) == 1
    assert not (alone and one_process), (
        "two tasks should be computed at the same time, but one process computed both, one after the "
        "other. It takes a second process, also where os.cpu_count() gives 1, as in this check, and a "
        "task of its own for it: a chunk of tasks goes to one process as a whole"
    )
    assert not alone, (
        "two tasks should be computed at the same time, but each was computed while the other was "
        "not: the second process had to wait until the first one was done"
    )


@pytest.mark.points(10)
def test_no_process_is_left(learners_program):
    """Any number of tasks, results of any size, and no process is left."""
    begin = time.monotonic()
    seen = learners_program(NIGHT, 0, 1)
    needed_s = time.monotonic() - begin
    results = seen["results"]
    assert results == [[], [0]], (
        f"with no task and with one, the results should be those of [] and [0], not {results}"
    )
    left = seen["left"]
    are = "is" if left == 1 else "are"
    assert not left, f"compute_all() has returned, but {left} of its processes {are} still there"
    limit_s = min(5 * math.ceil(2 * needed_s + 0.5), 25)  # who waits for a full pipe stays there
    right = learners_program(LARGE, timeout_s=limit_s)
    assert right, (
        "of three tasks, two of them equal, with results of a million letters each, compute_all() "
        "should give all three"
    )
