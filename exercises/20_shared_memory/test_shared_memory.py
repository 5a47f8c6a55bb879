"""The checks of exercise 20."""

import json
import shutil

import pytest

import treadle

TRY = '''
import itertools, json, linecache, subprocess, sys, threading
from contextlib import suppress
from multiprocessing import Pipe, Process, synchronize
from pathlib import Path

part = sys.argv.pop(1) if __name__ == "__main__" else ""
LINE, STEP = "line", "opcode"  # where a process can stop: before a line, or a step of it
TAKEN = "taken"  # asks for the locks that were taken
connection = None  # to the main program, in all other processes
MANY = 40_000  # more accounts than fit into a pipe
ENOUGH = 20  # who says nothing while so many Pythons are started waits for something
patience = ENOUGH
RUN_OUTS = 100  # who has waited so often in one call does not go on without


def learners_line(thread=None):
    """Where this process is in the learner's file, or one of its threads."""
    frame = sys._getframe(1) if thread is None else sys._current_frames().get(thread.ident)
    while frame is not None and frame.f_code.co_filename != shared_memory.__file__:
        frame = frame.f_back
    return "" if frame is None else line_of(frame)


def line_of(frame):
    lines = [line for start, _, line in frame.f_code.co_lines() if start <= frame.f_lasti and line]
    number = frame.f_lineno or lines[-1]  # a step at the end of a `with` may have no line of its own
    source = linecache.getline(shared_memory.__file__, number).strip()
    return f"line {number}: `{source}`"


class Call:
    """What is known of the call that this process makes, or has made last."""

    def __init__(self, kind=LINE, stop=0, limits_end=False):
        self.kind, self.stop = kind, stop  # before the line, or step, of this number
        self.seen = itertools.count(1)
        self.run_outs = RUN_OUTS if limits_end else 0  # limited waits that end at once
        self.told = False  # that it waits
        self.holds, self.taken = [], []  # the locks that have names, as in new Pythons


def tell_who_waits(lock):
    """Have the process say so that has to wait for this lock."""
    real = lock._semlock

    def acquire(block=True, timeout=None):
        taken = real.acquire(False) or (block and wait(timeout))
        if taken and real.name:
            present.holds.append(real.name)
            present.taken.append(real.name)
        return taken

    def wait(timeout):
        if timeout is not None and present.run_outs:
            if present.run_outs == RUN_OUTS:
                connection.send(["ran out", learners_line()])
            present.run_outs -= 1
            return False
        if connection is not None and (timeout is None or not present.told):
            present.told = True
            connection.send(["waits", learners_line()])
        return real.acquire(True, timeout)

    def release():
        real.release()
        if real.name in present.holds:
            present.holds.remove(real.name)

    lock.acquire, lock.release = acquire, release


present = Call()
synchronize.SemLock._make_methods = tell_who_waits
synchronize.SemLock.__enter__ = lambda lock: lock.acquire()
synchronize.SemLock.__exit__ = lambda lock, *_: lock.release()
import shared_memory


def trace(frame, event, _):
    """Stop before the line or the step of the learner's file that the call is to stop at."""
    if frame.f_code.co_filename != shared_memory.__file__:
        return None
    frame.f_trace_opcodes = present.kind == STEP
    if event == present.kind and next(present.seen) == present.stop:
        connection.send(["stopped", line_of(frame), present.holds])
        connection.recv()
    return trace


def call(ledger, method, *arguments):
    """What came out: ["done", what it returned] or ["raised", the error]."""
    try:
        result = getattr(ledger, method)(*arguments)
        if method == "statement":
            balances, payments = result
            result = [[int(balance) for balance in balances], int(payments)]
        return ["done", result]
    except Exception as error:
        return ["raised", type(error).__name__, str(error)]


def be_branch(ledger, there):
    global connection
    connection = there
    with suppress(EOFError, ConnectionError):  # the main program needs it no more
        serve(ledger)


def serve(ledger):
    global present
    threading.settrace(trace)  # what a call has done by a thread it does, too
    for kind, number, limits_end, *what in iter(connection.recv, None):
        if kind == TAKEN:
            connection.send(present.taken)
            continue
        present = Call(kind, number, limits_end)
        sys._getframe().f_trace_opcodes = kind == STEP  # Python 3.12.1 does not see the others else
        sys.settrace(trace if number else None)
        outcome = call(ledger, *what)
        sys.settrace(None)
        connection.send(outcome)


class Branch:
    """A process that has the ledger, and does what it is told."""

    def __init__(self, ledger):
        self.connection, there = Pipe()
        self.process = Process(target=be_branch, args=(ledger, there), daemon=True)
        self.process.start()
        there.close()
        self.stuck = False
        self.waits_at = ""  # the last place where it had to wait
        self.ran_out = None  # where a limited wait was over, in the last call

    def begin(self, *what, kind=LINE, stop=0, looks=None, limits_end=False):
        self.ran_out = None
        self.connection.send([kind, stop, limits_end, *what])
        return self.heard(looks or patience)

    def taken(self):
        """The locks that its last call has taken."""
        self.connection.send([TAKEN, 0, False])
        return self.connection.recv()

    def go_on(self):
        self.connection.send("go on")
        return self.heard(patience)

    def heard(self, looks):
        """What the process says next; ["silent"] if so many Pythons can start meanwhile."""
        global patience
        for look in range(looks + 1):
            if self.connection.poll(0.02):
                try:
                    said = self.connection.recv()
                    if said[0] == "ran out":
                        self.ran_out = said[1]
                        continue
                    self.waits_at = said[1] if said[0] == "waits" else ""
                    return said
                except (EOFError, ConnectionError):
                    self.stuck = True
                    return ["raised", "an error that ended its process", ""]
            if look < looks:
                subprocess.run([sys.executable, "-c", "import multiprocessing"], check=True)
        patience = 3  # it waits in a way that cannot be seen, and will again; so not so long
        return ["silent"]

    def end(self, heard):
        """What comes out of a call in the end; ["silent"] if nobody helps it on."""
        while heard[0] not in ("done", "raised") and not self.stuck:
            heard = self.go_on() if heard[0] == "stopped" else self.heard(ENOUGH)
            self.stuck = heard == ["silent"]
        return ["silent", self.waits_at] if heard == ["silent"] else heard

    def does(self, *what):
        return ["silent", ""] if self.stuck else self.end(self.begin(*what))

    def ends(self):
        """Have its process come to its end: ["done"], or ["silent"] if it does not."""
        if not self.stuck:
            with suppress(ConnectionError):  # it has ended already
                self.connection.send(None)
            if in_time(self.process.join, lambda: not self.process.is_alive()):
                return ["done", None]
        return ["silent", ""]


def in_time(wait, over):
    """Whether it is over before so many Pythons could be started; `wait` may take a limit in seconds."""
    for _ in range(ENOUGH):
        wait(0.02)
        if over():
            return True
        subprocess.run([sys.executable, "-c", "import multiprocessing"], check=True)
    return False


def share(cents=5_000_000_000_000_000_001):
    """Two branches and the main program pay in, one after the other."""
    ledger, other = shared_memory.Ledger(3), shared_memory.Ledger(2)
    one, two = Branch(ledger), Branch(ledger)
    yield one.does("pay_in", 0, 1)
    yield two.does("pay_in", 2, cents)
    yield one.does("statement")
    yield two.does("statement")
    if not one.stuck and not two.stuck:
        yield call(ledger, "pay_in", 0, 2)
        yield two.does("statement")
        yield call(ledger, "statement")
        yield call(other, "statement")


def share_many():
    """As share(); then one with many accounts is made, a branch pays in and ends, and it is read."""
    yield from share()

    def make():
        try:
            return ["done", shared_memory.Ledger(MANY)]
        except Exception as error:
            return ["raised", type(error).__name__, str(error)]

    made = in_a_thread(make)
    if made[0] != "done":
        yield made
        return
    ledger = made[1]
    yield ["done", None]
    branch = Branch(ledger)
    yield branch.does("pay_in", MANY - 1, 5)
    yield branch.ends()
    yield in_a_thread(lambda: call(ledger, "statement"))


def in_a_thread(function):
    """What the main program gets from a function that may last for ever; its thread is left behind."""
    came = []
    user = threading.Thread(target=lambda: came.append(function()), daemon=True)
    user.start()
    in_time(user.join, lambda: came)
    return came[0] if came else ["silent", learners_line(user)]


def share_a_few():
    yield from share(7)


def meet(first_call, second_call, both=False):
    """Have one branch stop at each place, and see what the other one, which may stop, too, does.

    If it waits with a limit, its time is up at once; longer only if it says so by an exception.
    """
    patient = False
    ledger = shared_memory.Ledger(2)
    one, two = Branch(ledger), Branch(ledger)
    silent = set()  # where they wait in a way that takes time to see; once is enough
    for stop in itertools.count(1):
        for other_stop in itertools.count(1) if both else [0]:
            before = two.does("statement")
            first = one.begin(*first_call, kind=LINE if both else STEP, stop=stop, looks=ENOUGH)
            if first[0] != "stopped":
                first = one.end(first)
                if first[0] != "done":
                    calls = {"calls": [first_call], "ends": [first]}
                    yield {"place": None, "before": before, **calls, "after": first}
                return
            place = first[1]
            if (place, None) in silent:
                one.end(first)
                break
            second = two.begin(*second_call, kind=STEP, stop=other_stop, limits_end=not patient)
            taken = two.taken() if second[0] == "done" else []
            others = first[2] and taken and not {*first[2]} & {*taken}
            if second[0] == "silent":
                silent.add((place, None))
            waited = second[1] if second[0] == "waits" else None
            other_place = second[1] if second[0] == "stopped" else None
            if other_place is not None and (place, other_place) in silent:
                second = two.go_on()
            first = one.go_on()
            if first[0] == "silent":
                silent.add((place, other_place))
            second = two.end(second)
            first = one.end(first)
            if second[0] == "raised" and two.ran_out:
                patient = True
                break
            how = {"place": place, "waited": waited, "ran_out": two.ran_out, "others": bool(others)}
            after = two.does("statement") if first[0] == second[0] == "done" else None
            calls = {"calls": [first_call, second_call], "ends": [first, second]}
            yield {**how, "before": before, **calls, "after": after}
            if not after or after[0] != "done":
                return
            if other_place is None:
                break


def lose():
    """Two branches pay in at the same time: into one account, into two, and both of them stop."""
    pay, other = ("pay_in", 0, 1), ("pay_in", 1, 1)
    for seen in itertools.chain(meet(pay, pay), meet(pay, other), meet(pay, pay, both=True)):
        yield seen
        if seen["after"] and seen["after"][1][1] != seen["before"][1][1] + 2:
            return


def lose_in_one():
    yield from meet(("pay_in", 0, 1), ("pay_in", 0, 1))


def read():
    """One branch pays in while another one has a statement made."""
    yield from meet(["pay_in", 1, 1], ["statement"])
    yield from meet(["statement"], ["pay_in", 1, 1])


def miss():
    """One branch pays into an account that is not there, and then another one into one that is."""
    ledger = shared_memory.Ledger(2)
    one, two = Branch(ledger), Branch(ledger)
    yield two.does("pay_in", 0, 1)
    yield one.does("pay_in", 2, 1)
    yield two.does("statement")
    yield two.does("pay_in", 1, 1)
    yield two.does("statement")


if __name__ == "__main__":
    seen = list(globals()[part]())
    Path(__file__).with_name("seen").write_text(json.dumps(seen))
'''
"""The program that has branches, and stops them where a check wants it."""


LARGE = 5_000_000_000_000_000_001
"""More than 32 bits, or a float, can hold."""


def done(outcome, call):
    """What a call has returned."""
    at = f" at {outcome[1]}" if outcome[0] == "silent" and outcome[1] else ""
    assert outcome[0] != "silent", (
        f"{call} does not come to an end: it waits{at}, and no other process is doing anything"
    )
    assert outcome[0] == "done", f"{call} raised {outcome[1]}: {outcome[2]}".rstrip(": ")
    return outcome[1]


def shown(statement):
    """A statement in words."""
    balances, payments = statement
    return f"{balances} and {amount(payments, 'payment')}"


def amount(number, what):
    """A number of something in words."""
    return f"{number} {what}{'s' * (number != 1)}"


@pytest.fixture
def run(program, tmp_path):
    """Run a part of the program that has branches; return what was seen."""
    shutil.copy(program.path, tmp_path / "shared_memory.py")
    (tmp_path / "checks_program.py").write_text(TRY, encoding="utf-8")

    def run(part, fork=True):
        treadle.run_program(
            tmp_path / "checks_program.py", part, timeout_s=60, pin=False, fork=fork
        ).check()
        seen = tmp_path / "seen"
        assert seen.exists(), "the program has ended before the check was over"
        return json.loads(seen.read_text(encoding="utf-8"))

    return run


def check_shared(seen, cents):
    """Whether all processes see the same ledger, into which so many were paid."""
    outcomes = iter(seen)
    done(next(outcomes), "pay_in(0, 1)")
    done(next(outcomes), f"pay_in(2, {cents})")
    expected = [[1, 0, cents], 2]
    for process in "the first", "the second":
        found = done(next(outcomes), "statement()")
        assert found == expected, (
            f"one process has paid 1 cent into account 0, and another one {cents} cents into "
            f"account 2, so there should be {shown(expected)}, but {process} of them sees "
            f"{shown(found)}"
        )
    done(next(outcomes), "pay_in(0, 2)")
    expected = [[3, 0, cents], 3]
    for process in "another process", "the main program itself":
        found = done(next(outcomes), "statement()")
        assert found == expected, (
            "when the main program, too, has paid in, 2 cents, there should be "
            f"{shown(expected)}, but {process} sees {shown(found)}"
        )
    found = done(next(outcomes), "statement()")
    assert found == [[0, 0], 0], (
        f"into another ledger nobody has paid anything, but its statement says {shown(found)}"
    )


@pytest.mark.points(20)
def test_all_processes_share_one_ledger(run):
    """All processes see the same ledger, and no other one."""
    seen = run("share_many")
    outcomes = iter(seen)
    check_shared(outcomes, LARGE)
    done(next(outcomes), "Ledger(40000)")
    done(next(outcomes), "pay_in(39999, 5) into a ledger with 40000 accounts")
    assert next(outcomes)[0] == "done", (
        "a process has paid into a ledger with 40000 accounts, and has nothing else to do, but it does "
        "not come to its end: whoever joins it before anybody reads the ledger waits for ever"
    )
    balances, payments = done(next(outcomes), "statement() of a ledger with 40000 accounts")
    assert (len(balances), sum(balances), balances[-1], payments) == (40_000, 5, 5, 1), (
        "into a ledger with 40000 accounts 5 cents were paid, into the last one, in one payment; "
        f"its statement says {sum(balances)} cents, {balances[-1]} of them in the last of "
        f"{len(balances)} accounts, and {amount(payments, 'payment')}"
    )


def when(seen):
    """When a call was made, in words."""
    if seen["place"] is None:
        return "called while no other process was at work,"
    return f"called while another process stood at {seen['place']},"


def and_the_locks(seen):
    """What the second process did that should have kept it out, in words."""
    if seen["ran_out"]:
        return f", and went on when it had waited long enough for a lock at {seen['ran_out']}"
    if seen["others"]:
        return (
            ". The first had a lock, and the second took one, but not the same: in each new Python it is "
            "made anew"
        )
    return ""


def check_not_lost(seen_at_each_place, where=""):
    """Whether all that two processes paid in is there."""
    for seen in seen_at_each_place:
        before = done(seen["before"], "statement()")
        for outcome in seen["ends"]:
            done(outcome, f"pay_in(), {when(seen)}")
        after = done(seen["after"], "statement()")
        cents = [now - then for now, then in zip(after[0], before[0], strict=True)]
        found = [cents, after[1] - before[1]]
        (_, one, _), (_, other, _) = seen["calls"]
        accounts = f"account {one}" if one == other else f"account {one} and account {other}"
        expected = [[2, 0] if one == other else [1, 1], 2]
        assert found == expected, (
            f"{where}two processes paid in 1 cent each, into {accounts}, the second one while the "
            f"first stood at {seen['place']}{and_the_locks(seen)}. So there should be "
            f"{shown(expected)} more than before, but there are {shown(found)} more"
        )


@pytest.mark.points(30)
def test_no_payment_is_lost(run):
    """No payment is lost, whenever two processes pay in at the same time."""
    check_not_lost(run("lose"))


def between(calls, seen):
    """What was going on when statement() returned what it did, in words."""
    place = seen["place"]
    if place is None:
        return "when no other process was at work,"
    if calls[0] == "pay_in" and seen["ran_out"]:
        return (
            f"when another process, which was paying in, stood at {place}, a statement() waited for a "
            f"lock at {seen['ran_out']} until its time was up, and went on without it:"
        )
    if calls[0] == "pay_in" and seen["waited"]:
        return (
            f"when another process, which was paying in, stood at {place}, a statement() had to wait "
            f"at {seen['waited']}, and it came in before the other one was through:"
        )
    if calls[0] == "pay_in":
        return f"when another process, which was paying in, stood at {place},"
    limit = f" (its time to wait for a lock was up at {seen['ran_out']})" if seen["ran_out"] else ""
    return f"when its process stood at {place}, and another one paid in meanwhile{limit},"


@pytest.mark.points(20)
def test_a_statement_is_of_one_moment(run):
    """A statement never has half of a payment in it."""
    for seen in run("read"):
        calls = [call for call, *_ in seen["calls"]]
        both = zip(calls, seen["ends"], strict=True)
        waits = [
            f"{call}() waits at {end[1]}" for call, end in both if end[0] == "silent" and end[1]
        ]
        assert len(waits) < 2, (
            f"two calls at the same time do not come to an end: {', and '.join(waits)}"
        )
        stopped = f"whose process was stopped at {seen['place']} for a while,"
        whens = [stopped, when(seen)] if len(calls) == 2 else [when(seen)]
        returned = [
            done(end, f"{call}(), {said}")
            for call, end, said in zip(calls, seen["ends"], whens, strict=True)
        ]
        done(seen["after"], "statement()")
        (statement,) = [result for result in returned if result is not None]
        assert sum(statement[0]) == statement[1], (
            f"all payments are of 1 cent, but {between(calls, seen)} "
            f"statement() returned {shown(statement)}"
        )


@pytest.mark.points(15)
def test_an_account_that_is_not_there(run):
    """A payment into an account that is not there changes nothing, and holds nobody up."""
    first, missed, before, second, after = run("miss")
    done(first, "pay_in(0, 1)")
    assert missed[:2] == ["raised", "IndexError"], (
        "with two accounts, pay_in(2, 1) should raise IndexError, but it "
        + ("raised " + missed[1] if missed[0] == "raised" else "did not")
    )
    why = "called after pay_in(2, 1) raised IndexError in another process,"
    found = done(before, f"statement(), {why}")
    assert found == [[1, 0], 1], (
        "after one payment, and one that raised IndexError, there should be "
        f"{shown([[1, 0], 1])}, but there is {shown(found)}"
    )
    done(second, f"pay_in(1, 1), {why}")
    found = done(after, "statement()")
    assert found == [[1, 1], 2], (
        f"after one more payment there should be {shown([[1, 1], 2])}, but there is {shown(found)}"
    )


@pytest.mark.points(15)
def test_it_runs_where_there_is_no_fork(run):
    """It runs where there is no fork, as on Windows."""
    check_shared(run("share_a_few", fork=False), 7)
    check_not_lost(run("lose_in_one", fork=False), "where there is no fork, ")
