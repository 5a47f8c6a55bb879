"""The checks of exercise 23."""

import contextlib
import itertools
import time

import pytest
import treadle

RATES = {"USD": 2, "EUR": 3}


class NoLine(Exception):
    """What asking raises when nobody answers."""


class Exchange:
    """Answers after a while, and keeps in mind what it was asked."""

    def __init__(self, rates=(), failing=()):
        self.asked = []
        self.most = 0  # questions for the same currency that were on their way at the same time
        self._open = dict.fromkeys(RATES, 0)
        self._rates = dict(rates or RATES)
        self._failing = list(failing)  # how many are asked for, and get no answer

    async def fetch(self, currency):
        self.asked.append(currency)
        self._open[currency] += 1
        self.most = max(self.most, self._open[currency])
        try:
            await treadle.asyncio.sleep(0.001)
        finally:
            self._open[currency] -= 1
        if currency in self._failing:
            self._failing.remove(currency)
            raise NoLine(currency)
        return self._rates[currency]


class HeadOffice:
    """Hears of each sale, after a while."""

    def __init__(self):
        self.sales = []

    async def book(self, currency, amount):
        await treadle.asyncio.sleep(0.001)
        self.sales.append((currency, amount))


def prints_nothing(line):
    """Stands for a printer where nothing should be printed."""


@pytest.mark.points(20)
@treadle.explore(schedules=300)
async def test_the_exchange_is_asked_once(exercise):
    """Many want the same rate at the same time: the exchange is asked once."""
    exchange = Exchange()
    desk = exercise.Desk(exchange.fetch, HeadOffice().book, prints_nothing)
    rates = await treadle.asyncio.gather(*(desk.rate("USD") for _ in range(3)))
    rates += [await desk.rate("EUR"), await desk.rate("USD")]
    assert rates == [2, 2, 2, 3, 2], (
        f"the rates of USD, USD, USD, EUR and USD should be 2, 2, 2, 3 and 2, but they are {rates}"
    )
    times = exchange.asked.count("USD")
    assert times == 1, (
        "three customers wanted the rate of USD at the same time, and one later: the exchange "
        f"should be asked once, not {times} times"
    )
    other = exercise.Desk(Exchange({"USD": 7}).fetch, HeadOffice().book, prints_nothing)
    rate = await other.rate("USD")
    assert rate == 7, f"another desk asks another exchange, where the rate is 7, but it gave {rate}"

    exchange = Exchange(failing=["EUR"] * 2)
    desk = exercise.Desk(exchange.fetch, HeadOffice().book, prints_nothing)

    async def ask_until_told():
        for _ in range(9):
            with contextlib.suppress(NoLine):
                return await desk.rate("EUR")
        return None

    told = await treadle.asyncio.gather(*[ask_until_told() for _ in range(3)])
    times = exchange.asked.count("EUR")
    assert None not in told, (
        "three customers wanted a rate; the exchange did not answer at first, and all asked again, "
        f"and again: one was told NoLine 9 times, but in all the exchange was asked only {times} "
        f"time{'s' * (times > 1)}; each failure is told to those who waited for it, and not kept"
    )
    assert exchange.most == 1, (
        "three customers wanted a rate; the exchange did not answer at first, and all asked again: "
        f"{exchange.most} questions for the same currency were on their way at the same time"
    )


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=300)
async def test_two_rates_at_the_same_time(exercise):
    """The exchange is asked for different currencies at the same time."""
    both = treadle.asyncio.Barrier(2)

    async def fetch(currency):
        try:
            async with treadle.asyncio.timeout(5):
                await both.wait()
        except TimeoutError:
            raise AssertionError(
                f"the exchange is asked for {currency}, and for nothing else meanwhile: one "
                "customer waits for USD and one for EUR, so it should be asked for both at once"
            ) from None
        return RATES[currency]

    desk = exercise.Desk(fetch, HeadOffice().book, prints_nothing)
    rates = await treadle.asyncio.gather(desk.rate("USD"), desk.rate("EUR"))
    assert rates == [2, 3], f"the rates of USD and EUR should be 2 and 3, but they are {rates}"


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=300)
async def test_a_failure_is_not_kept(exercise):
    """Whoever asks in vain gets the exception, and whoever asks next another answer."""
    exchange = Exchange(failing=["USD"])
    desk = exercise.Desk(exchange.fetch, HeadOffice().book, prints_nothing)
    customers = [treadle.asyncio.create_task(desk.rate("USD")) for _ in range(2)]
    done, waiting = await treadle.asyncio.wait(customers, timeout=5)
    given = [type(task.exception()).__name__ for task in done]  # NoneType: has asked again
    assert not waiting, (
        "two customers wanted the rate, and the exchange did not answer: "
        f"{len(waiting)} of them got no exception, and still waits"
    )
    assert "NoLine" in given and set(given) <= {"NoLine", "NoneType"}, (
        "the exchange did not answer: rate() should raise what asking raised, "
        f"but two customers got {sorted(given)}"
    )
    again = [desk.rate("USD") for _ in range(2)]
    rates = await treadle.asyncio.gather(*again, return_exceptions=True)
    assert rates == [2, 2], (
        "the first time the exchange did not answer, the second time it would have: two customers "
        f"who ask then should both be told 2, but they are told {rates[0]!r} and {rates[1]!r}"
    )

    exchange = Exchange(failing=["USD"])
    desk = exercise.Desk(exchange.fetch, HeadOffice().book, prints_nothing)
    customers = [treadle.asyncio.create_task(desk.rate("USD")) for _ in range(2)]
    await treadle.asyncio.sleep(0)
    customers[0].cancel()
    await treadle.asyncio.gather(*customers, return_exceptions=True)
    (rate,) = await treadle.asyncio.gather(desk.rate("USD"), return_exceptions=True)
    assert rate == 2, (
        "two customers wanted the rate, the first was cancelled, and the exchange did not answer; the "
        f"second time it would have: a customer who asks then should be told 2, but is told {rate!r}"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=300)
async def test_who_leaves_takes_nobody_along(exercise):
    """A customer who is cancelled takes nobody along."""
    for leaves, stays in (0, 1), (1, 0):
        exchange = Exchange()
        desk = exercise.Desk(exchange.fetch, HeadOffice().book, prints_nothing)
        customers = [treadle.asyncio.create_task(desk.rate("USD")) for _ in range(2)]
        await treadle.asyncio.sleep(0)
        customers[leaves].cancel()
        await treadle.asyncio.wait(customers[leaves : leaves + 1])
        most = max(exchange.most, 1)  # who asks for each customer loses points elsewhere
        customers.append(treadle.asyncio.create_task(desk.rate("USD")))
        await treadle.asyncio.wait(customers)
        which = ("first", "second")[leaves]
        assert exchange.most <= most, (
            f"two customers waited for the same rate, the {which} was cancelled, and another one came: "
            f"{exchange.most} questions for the same currency were on their way at the same time"
        )
        assert not customers[stays].cancelled(), (
            f"two customers waited for the same rate, and the {which} was cancelled: so was the "
            "other, who should have got the rate"
        )
        rate = customers[stays].result()
        assert rate == 2, f"the rate of USD should be 2, but it is {rate}"
        asked = len(exchange.asked)
        await desk.rate("USD")
        assert len(exchange.asked) == asked, (
            f"two customers waited for the same rate, the {which} was cancelled, and the other got the "
            "rate; so it is known, but the exchange was asked again for whoever wanted it later"
        )


@pytest.mark.points(15)
@treadle.explore(schedules=300)
async def test_every_sale_counts(exercise):
    """The money of every sale is counted."""
    desk = exercise.Desk(Exchange().fetch, HeadOffice().book, prints_nothing)
    await treadle.asyncio.gather(desk.sell("USD", 10), desk.sell("EUR", 10))
    assert desk.taken == 50, (
        f"10 USD at 2 and 10 EUR at 3 were sold: taken should be 50, but it is {desk.taken}"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=300)
async def test_head_office_is_told(exercise):
    """When a sale is done, head office has been told, or the seller knows that it has not."""
    office = HeadOffice()
    desk = exercise.Desk(Exchange().fetch, office.book, prints_nothing)
    await desk.sell("USD", 10)
    assert office.sales == [("USD", 10)], (
        f"10 USD were sold; when sell() was done, head office knew of {office.sales}"
    )

    async def no_line(currency, amount):
        await treadle.asyncio.sleep(0.001)
        raise NoLine(currency)

    desk = exercise.Desk(Exchange().fetch, no_line, prints_nothing)
    try:
        await desk.sell("USD", 10)
    except NoLine:
        return
    except ExceptionGroup as error:
        raise AssertionError(
            "head office could not be told: sell() should raise what telling raised, NoLine itself, but "
            f"it raised an ExceptionGroup with {type(error.exceptions[0]).__name__} in it"
        ) from None
    raise AssertionError("head office could not be told: sell() should raise what telling raised")


@pytest.mark.points(5)
@treadle.explore(clock="exact", schedules=1000)
async def test_printing_stops_nobody(exercise):
    """While a report is printed, customers are served."""
    printed = treadle.threading.Event()

    def slow_printer(line):
        treadle.time.sleep(0.01)
        printed.set()

    await exercise.Desk(Exchange().fetch, HeadOffice().book, slow_printer).report()
    assert printed.is_set(), (
        "report() is done, but its line is not printed yet: it should wait for the printer"
    )
    lines, served = [], treadle.threading.Event()

    def printer(line):
        lines.append((line, served.wait(timeout=5)))

    async def customer():
        await treadle.asyncio.sleep(0.01)
        await desk.sell("USD", 10)
        served.set()

    desk = exercise.Desk(Exchange().fetch, HeadOffice().book, printer)
    await treadle.asyncio.gather(desk.report(), customer())
    assert lines == [("taken: 0", True)], (
        "when report() is done, 'taken: 0' should be printed, and a customer who came meanwhile "
        f"be served, but (printed, served) is {lines}"
    )


@pytest.mark.points(5)
@treadle.explore(clock="exact", schedules=300)
async def test_a_report_is_of_its_moment(exercise):
    """A report says what was taken when it began."""

    async def fetch(currency):
        return RATES[currency]

    async def book(currency, amount):
        pass

    def printer(line):
        lines.append(line)

    lines = []
    desk = exercise.Desk(fetch, book, printer)
    report = treadle.asyncio.create_task(desk.report())
    await treadle.asyncio.sleep(0)  # it has begun, but perhaps not yet to print
    await desk.sell("USD", 10)
    await report
    assert lines == ["taken: 0"], (
        "report() began before the first sale, and is done, so 'taken: 0' should be printed; "
        f"what is printed is {lines}"
    )


@pytest.mark.points(15)
@treadle.explore(clock="exact", schedules=300)
async def test_following_goes_on_until_cancelled(exercise):
    """follow() goes on after a failure, and ends when it is cancelled."""
    asyncio = treadle.asyncio
    answers, asked = [4, NoLine("USD"), 5], []
    silence = asyncio.Event()

    async def fetch(currency):
        asked.append(asyncio.get_running_loop().time())
        await asyncio.sleep(0.001)
        if not answers:
            silence.set()
            await asyncio.Event().wait()  # for an answer that never comes
        answer = answers.pop(0)
        if isinstance(answer, NoLine):
            raise answer
        return answer

    desk = exercise.Desk(fetch, HeadOffice().book, prints_nothing)
    follower = asyncio.create_task(desk.follow("USD", 0.02))
    waiter = asyncio.create_task(silence.wait())
    await asyncio.wait([follower, waiter], return_when=asyncio.FIRST_COMPLETED)
    waiter.cancel()
    assert silence.is_set(), (
        "the exchange answered 4, raised NoLine and would have answered 5, but follow() did not "
        "go on until then"
    )
    soonest = min(after - before for before, after in itertools.pairwise(asked))
    assert soonest > 0.019, (
        "follow() was to pause for 0.02 s before it asks again, also after a failure, "
        f"but it asked again after {soonest:.3f} s"
    )
    longest = max(after - before for before, after in itertools.pairwise(asked))
    assert longest < 0.03 or treadle.time is time, (  # on real threads nobody knows how late it is
        "follow() was to pause for 0.02 s before it asks again, also after a failure, and the answer "
        f"took 0.001 s, but it asked again only after {longest:.3f} s"
    )
    asking = asyncio.create_task(desk.rate("USD"))
    await asyncio.wait([asking], timeout=5)
    assert asking.done(), (
        "following has learned that the rate is 5, but rate() does not return that: it still waits"
    )
    rate = asking.result()
    assert rate == 5, f"following has learned that the rate is 5, but rate() gave {rate}"
    failures = [type(error).__name__ for error in desk.failures]
    assert failures == ["NoLine"], (
        f"the exchange once raised NoLine, so that should be in failures, but it is {failures}"
    )
    asked_before = len(asked)

    async def fetch_once(currency):
        asked.append(asyncio.get_running_loop().time())
        if len(asked) > asked_before + 1:
            raise NoLine(currency)
        return 4

    other = exercise.Desk(fetch_once, HeadOffice().book, prints_nothing)
    failing = asyncio.create_task(other.follow("USD", 1))
    await asyncio.sleep(1.5)
    try:
        rate = await other.rate("USD")
    except NoLine:
        rate = "no rate: it asked again, and raised NoLine"
    assert rate == 4, (
        "follow() learned that the rate is 4, and asked in vain later; what is known stays known, "
        f"so rate() should give 4, but it gave {rate}"
    )
    failing.cancel()
    await asyncio.wait([failing])
    answers.append(6)
    before = len(asked)
    pausing = asyncio.create_task(desk.follow("EUR", 60))
    await asyncio.sleep(0.01)
    assert len(asked) > before, (
        "follow() was to ask, pause for 60 s and ask again, but it did not ask before it paused"
    )
    for task, what in (follower, "waited for the exchange"), (pausing, "paused"):
        task.cancel()
        await asyncio.wait([task], timeout=5)
        instead = "ended as one that has returned" if task.done() else "goes on"
        assert task.cancelled(), (
            f"follow() was cancelled while it {what}; it should end then, as a task that is "
            f"cancelled does, but it {instead}"
        )
