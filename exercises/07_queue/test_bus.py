"""The checks of exercise 07."""

from functools import partial

import pytest
import treadle


def sender(bus, *messages, pause_s=0):
    """Return a function that sends the messages and returns those that were accepted."""

    def send():
        accepted = []
        for message in messages:
            if pause_s:
                treadle.time.sleep(pause_s)
            answer = bus.send(message)
            assert answer in (True, False), f"send() should return True or False, not {answer!r}"
            if not answer:
                break
            accepted.append(message)
        return accepted

    return send


def receiver(exercise, bus, pause_s=0):
    """Return a function that receives until END and returns the messages."""

    def receive():
        received = []
        while True:
            if pause_s:
                treadle.time.sleep(pause_s)
            message = bus.receive()
            if message is exercise.END:
                return received
            received.append(message)
            assert len(received) < 10, f"END never came, but {received}"

    return receive


def closer(bus):
    """Return a function that closes the bus some time later."""

    def close():
        treadle.time.sleep(0.01)
        bus.close()

    return close


@pytest.mark.points(5)
@treadle.explore(schedules=300)
def test_messages_go_through_in_order(exercise):
    """Messages go through in order, and then comes END."""
    bus = exercise.Bus(room=10)
    sent = ["ann 1", None, "", 0, "bob 1"]
    accepted = sender(bus, *sent)()
    assert accepted == sent, f"{sent} was sent with room for 10, but only {accepted} was accepted"
    bus.close()
    bus.close()
    assert sender(bus, "late")() == [], "the bus was closed, but send() returned True"
    received = receiver(exercise, bus)()
    assert received == sent, f"{sent} was sent, then the bus was closed, but {received} came"
    for _ in range(5):
        after = bus.receive()
        assert after is exercise.END, f"after END there should be nothing but END, not {after!r}"

    bus = exercise.Bus(room=1)

    def receive_late():
        treadle.time.sleep(0.01)
        return [bus.receive(), bus.receive()]

    accepted, received = treadle.run(sender(bus, "ann 1", "ann 2"), receive_late)
    assert accepted == received == ["ann 1", "ann 2"], (
        "the bus was open, and 'ann 1' and 'ann 2' were sent; somebody received two messages, "
        f"rather late; {accepted} was accepted, and {received} was received"
    )


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=200)
def test_the_bus_has_so_much_room(exercise):
    """The bus holds so many messages, and not one more."""
    bus = exercise.Bus(room=2)
    sent, all_sent = treadle.threading.Semaphore(0), treadle.threading.Event()

    def send():
        for number in (1, 2, 3):
            if bus.send(number):
                sent.release()
        all_sent.set()

    def receive():
        treadle.time.sleep(0.05)
        before = sum(sent.acquire(blocking=False) for _ in range(3))
        received = [bus.receive() for _ in range(before)]
        all_sent.wait()
        after = sum(sent.acquire(blocking=False) for _ in range(3 - before))
        return before, received + [bus.receive() for _ in range(after)]

    _, (before, received) = treadle.run(send, receive)
    assert before == 2, (
        f"there is room for 2 messages, but {before} were accepted before one was received"
    )
    assert received == [1, 2, 3], (
        f"1, 2 and 3 were sent, and 3 had to wait for room, but {received} was received"
    )


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=300)
def test_who_waits_for_a_message_gets_one(exercise):
    """Two wait for a message, two are sent, and each gets one."""
    for room in (1, 2):
        bus = exercise.Bus(room)

        def send(bus=bus):
            treadle.time.sleep(0.01)
            return sender(bus, "ann 1", "ann 2")()

        first, second, accepted = treadle.run(bus.receive, bus.receive, send)
        assert accepted == ["ann 1", "ann 2"], (
            f"the bus was open, and 'ann 1' and 'ann 2' were sent, but {accepted} was accepted"
        )
        assert sorted([first, second], key=str) == accepted, (
            "two threads waited for a message, and 'ann 1' and 'ann 2' were sent, "
            f"but the two received {first!r} and {second!r}"
        )


@pytest.mark.points(5)
@treadle.explore(clock="exact", schedules=500)
def test_who_waits_for_room_gets_it(exercise):
    """Two wait for room, and each place that becomes free is for one of them."""
    bus = exercise.Bus(room=2)
    sender(bus, "ann 1", "ann 2")()
    sent = treadle.threading.Semaphore(0)

    def send(message):
        if bus.send(message):
            sent.release()

    def receive():
        treadle.time.sleep(0.01)
        received = [bus.receive()]
        early = sum(sent.acquire(blocking=False) for _ in range(2))
        return early, received + [bus.receive() for _ in range(3)]

    *_, (early, received) = treadle.run(partial(send, "bob 1"), partial(send, "carla 1"), receive)
    assert early < 2, (
        "there is room for 2 messages; the bus was full, and two threads waited for room; then "
        "one message was received, so there was room for one of them, but both were accepted"
    )
    assert received[:2] == ["ann 1", "ann 2"] and sorted(received[2:]) == ["bob 1", "carla 1"], (
        "'ann 1' and 'ann 2' were in the bus, and 'bob 1' and 'carla 1' waited for room; "
        f"four messages were received, but they were {received}"
    )


@pytest.mark.points(20)
@treadle.explore(schedules=300)
def test_who_waits_for_a_message_hears_of_the_end(exercise):
    """Who waits for a message hears of the end."""
    bus = exercise.Bus(room=1)
    first, second, _ = treadle.run(receiver(exercise, bus), receiver(exercise, bus), bus.close)
    assert first + second == [], f"nothing was sent, but {first + second} was received"


@pytest.mark.points(20)
@treadle.explore(schedules=300)
def test_nothing_is_lost_at_the_end(exercise):
    """What was accepted is received, whenever the end comes."""
    bus = exercise.Bus(room=1)
    accepted, received, _ = treadle.run(
        sender(bus, "ann 1", pause_s=0.01), receiver(exercise, bus), closer(bus)
    )
    assert received == accepted, (
        f"the bus was closed while 'ann 1' was being sent: {accepted} was accepted, "
        f"but {received} was received"
    )


@pytest.mark.points(15)
@treadle.explore(schedules=400)
def test_two_receivers_share_the_bus(exercise):
    """Two can receive: each message comes once, END for each."""
    bus = exercise.Bus(room=2)

    def send_and_close():
        sender(bus, "ann 1")()
        bus.close()

    receive = receiver(exercise, bus)
    first, second, _ = treadle.run(receive, receive, send_and_close)
    assert first + second == ["ann 1"], (
        f"'ann 1' was sent, but two receivers got {first} and {second}"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=300)
def test_a_full_bus_can_be_closed(exercise):
    """A full bus can be closed, and nobody is left waiting."""
    bus = exercise.Bus(room=1)
    bus.send("ann 1")
    accepted, received, *_ = treadle.run(
        sender(bus, "bob 1"), receiver(exercise, bus, pause_s=0.01), closer(bus), closer(bus)
    )
    assert received == ["ann 1", *accepted], (
        f"'ann 1' was in the bus, and {accepted} was accepted while it was being closed, "
        f"but {received} was received"
    )


@pytest.mark.points(5)
@treadle.explore(clock="exact", schedules=100)
def test_all_who_wait_for_room_hear_of_the_end(exercise):
    """All who wait for room hear of the end."""
    bus = exercise.Bus(room=1)
    bus.send("ann 1")
    bob, carla, dan, received, _ = treadle.run(
        sender(bus, "bob 1"),
        sender(bus, "carla 1"),
        sender(bus, "dan 1"),
        receiver(exercise, bus, pause_s=0.05),
        closer(bus),
    )
    assert sorted(received) == ["ann 1", *bob, *carla, *dan], (
        "'ann 1' was in the bus, and three threads waited for room when it was closed. Of theirs, "
        f"{bob + carla + dan} was accepted, but {received} was received"
    )
