"""The checks of exercise 06."""

from functools import partial

import pytest
import treadle


def receiver(pipeline, how_many):
    """Return a function that receives so many messages and returns them in a list."""

    def receive():
        return [pipeline.receive() for _ in range(how_many)]

    return receive


def sender(pipeline, *messages):
    """Return a function that sends the messages."""

    def send():
        for message in messages:
            pipeline.send(message)

    return send


@pytest.mark.points(10)
@treadle.explore(schedules=300)
def test_a_message_goes_through(exercise):
    """A message goes through, and who comes too early waits for it."""
    pipeline = exercise.Pipeline()
    message, _ = treadle.run(pipeline.receive, partial(pipeline.send, "ann pays 10"))
    assert message == "ann pays 10", f"'ann pays 10' was sent, but {message!r} was received"


@pytest.mark.points(25)
@treadle.explore(schedules=300)
def test_messages_arrive_once_and_in_order(exercise):
    """Every message arrives, once and in order."""
    pipeline = exercise.Pipeline()
    sent = ["ann pays 10", "bob pays 20"]
    _, received = treadle.run(
        partial(exercise.producer, pipeline, sent),
        partial(exercise.consumer, pipeline),
    )
    assert received == sent, f"{sent} was sent, but {received} was received"


@pytest.mark.points(10)
@treadle.explore(schedules=300)
def test_only_end_is_the_end(exercise):
    """Only END is the end: any object can be a message, and there may be none at all."""
    for sent in ([None], [0, ""], []):
        pipeline = exercise.Pipeline()
        _, received = treadle.run(
            partial(exercise.producer, pipeline, sent),
            partial(exercise.consumer, pipeline),
        )
        assert received == sent, f"{sent} was sent, but {received} was received"


@pytest.mark.points(10)
@treadle.explore(schedules=100)
def test_who_waits_waits_as_long_as_it_takes(exercise):
    """Who waits, for a message or for room, waits as long as it takes."""
    pipeline = exercise.Pipeline()

    def messages():
        for message in ("ann pays 10", "bob pays 20"):
            treadle.time.sleep(0.01)
            yield message

    _, received = treadle.run(
        partial(exercise.producer, pipeline, messages()),
        partial(exercise.consumer, pipeline),
    )
    assert received == ["ann pays 10", "bob pays 20"], (
        "the messages 'ann pays 10' and 'bob pays 20' came late, "
        f"and {received} is what the consumer had received when it stopped"
    )

    def receive_late():
        received = []
        for _ in range(2):
            treadle.time.sleep(0.01)
            received.append(pipeline.receive())
        return received

    received, _ = treadle.run(receive_late, sender(pipeline, "bob pays 20", "carla pays 30"))
    assert received == ["bob pays 20", "carla pays 30"], (
        f"'bob pays 20' and 'carla pays 30' were sent, but {received} was received, rather late"
    )


@pytest.mark.points(5)
@treadle.explore(schedules=300)
def test_messages_are_sent_as_they_come(exercise):
    """Each message is sent as it comes, and not only when all are there."""
    pipeline = exercise.Pipeline()
    first_has_come = treadle.threading.Event()

    def messages():
        yield "ann asks for 20"
        first_has_come.wait()
        yield "ann takes 20"

    def receive_and_answer():
        received = [pipeline.receive()]
        first_has_come.set()
        return [*received, *(pipeline.receive() for _ in range(2))]

    _, received = treadle.run(
        partial(exercise.producer, pipeline, messages()), receive_and_answer
    )
    came = ["END" if message is exercise.END else repr(message) for message in received]
    assert came == ["'ann asks for 20'", "'ann takes 20'", "END"], (
        "'ann asks for 20' and, after an answer, 'ann takes 20' were to be sent, and then END, but "
        f"{', '.join(came)} was received"
    )


@pytest.mark.points(20)
@treadle.explore(schedules=500)
def test_two_senders_share_a_pipeline(exercise):
    """Two threads can send: nothing is lost, and each one's messages stay in order."""
    pipeline = exercise.Pipeline()
    received, *_ = treadle.run(
        receiver(pipeline, 3),
        sender(pipeline, "ann 1", "ann 2"),
        sender(pipeline, "bob 1"),
    )
    assert sorted(map(str, received)) == ["ann 1", "ann 2", "bob 1"], (
        f"'ann 1' and 'ann 2' were sent by one thread and 'bob 1' by another, "
        f"but {received} was received"
    )
    assert received.index("ann 1") < received.index("ann 2"), (
        f"'ann 1' was sent before 'ann 2', but {received} was received"
    )


def early_and_received(exercise, taken, senders):
    """Have each of the senders (a pause, and messages) send, and take so many of the messages.

    Returns those that were already sent then, though nobody had taken them, and all that is received.
    """
    pipeline = exercise.Pipeline()
    sent = {message: treadle.threading.Event() for _, *own in senders for message in own}

    def send_later(pause_s, *messages):
        treadle.time.sleep(pause_s)
        for message in messages:
            pipeline.send(message)
            sent[message].set()

    def receive_and_look():
        treadle.time.sleep(0.1)
        received = [pipeline.receive() for _ in range(taken)]
        treadle.time.sleep(0.1)
        early = [message for message, done in sent.items() if done.is_set()]
        early = [message for message in early if message not in received]
        return early, received + [pipeline.receive() for _ in range(len(sent) - taken)]

    *_, seen = treadle.run(*(partial(send_later, *sender) for sender in senders), receive_and_look)
    return seen


@pytest.mark.points(20)
@treadle.explore(clock="exact", schedules=100)
def test_one_message_at_a_time(exercise):
    """There is room for one message: the next send waits until it has been taken."""
    pipeline = exercise.Pipeline()
    both_sent = treadle.threading.Event()

    def send():
        pipeline.send("ann pays 10")
        pipeline.send("bob pays 20")
        both_sent.set()

    def receive():
        too_early = both_sent.wait(timeout=0.1)
        return too_early, [pipeline.receive(), pipeline.receive()]

    _, (too_early, received) = treadle.run(send, receive)
    assert not too_early, (
        "nobody had received the first message, and the second one was already sent: "
        "there is room for more than one"
    )
    assert received == ["ann pays 10", "bob pays 20"], (
        f"'ann pays 10' and 'bob pays 20' were sent, but {received} was received"
    )

    for taken, *senders in (
        (1, (0, "ann 1"), (0.01, "bob 1"), (0.1, "carla 1")),
        (2, (0, "ann 1"), (0.01, "bob 1"), (0.1, "carla 1", "carla 2")),
    ):
        early, received = early_and_received(exercise, taken, senders)
        messages = [message for _, *own in senders for message in own]
        assert len(early) < 2, (
            f"three threads sent {messages}, and {taken} of these {'was' if taken == 1 else 'were'} "
            f"received; nobody had taken {early}, and they were already sent: there is room for "
            "more than one"
        )
        assert sorted(map(str, received)) == messages, (
            f"{messages} were sent, but {received} was received"
        )
