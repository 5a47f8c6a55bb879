"""The checks of exercise 23."""

import pytest
import treadle

RATES = {"USD": 2, "EUR": 3}


class NoLine(Exception):
    """What asking raises when nobody answers."""


class Exchange:
    """Answers after a while, and keeps in mind what it was asked."""

    def __init__(self, rates=(), failing=()):
        self.asked = []
        self._rates = dict(rates or RATES)
        self._failing = list(failing)  # how many are asked for, and get no answer

    async def fetch(self, currency):
        self.asked.append(currency)
        await treadle.asyncio.sleep(0.001)
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
@treadle.explore(schedules=300)
async def test_a_failure_is_not_kept(exercise):
    """Whoever asks in vain gets the exception, and whoever asks next another answer."""
    exchange = Exchange(failing=["USD"])
    desk = exercise.Desk(exchange.fetch, HeadOffice().book, prints_nothing)
    try:
        rate = await desk.rate("USD")
    except NoLine:
        rate = "NoLine"
    assert rate == "NoLine", (
        f"the exchange did not answer: rate() should raise what asking raised, but it gave {rate}"
    )
    try:
        rate = await desk.rate("USD")
    except NoLine:
        rate = "NoLine"
    assert rate == 2, (
        "the first time the exchange did not answer, the second time it would have: rate() should "
        f"be 2, but it is {rate}"
    )


@pytest.mark.points(10)
@treadle.explore(schedules=300)
async def test_who_leaves_takes_nobody_along(exercise):
    """A customer who is cancelled takes nobody along."""
    exchange = Exchange()
    desk = exercise.Desk(exchange.fetch, HeadOffice().book, prints_nothing)
    customers = [treadle.asyncio.create_task(desk.rate("USD")) for _ in range(2)]
    await treadle.asyncio.sleep(0)
    customers[0].cancel()
    await treadle.asyncio.wait(customers)
    assert not customers[1].cancelled(), (
        "two customers waited for the same rate, and one was cancelled: so was the other, who "
        "should have got the rate"
    )
    rate = customers[1].result()
    assert rate == 2, f"the rate of USD should be 2, but it is {rate}"


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
    raise AssertionError("head office could not be told: sell() should raise what telling raised")


@pytest.mark.points(10)
@treadle.explore(clock="exact", schedules=300)
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


@pytest.mark.points(15)
@treadle.explore(schedules=300)
async def test_following_goes_on_until_cancelled(exercise):
    """follow() goes on after a failure, and ends when it is cancelled."""
    asyncio = treadle.asyncio
    answers = [4, NoLine("USD"), 5]
    silence = asyncio.Event()

    async def fetch(currency):
        await asyncio.sleep(0.001)
        if not answers:
            silence.set()
            await asyncio.Event().wait()  # for an answer that never comes
        answer = answers.pop(0)
        if isinstance(answer, NoLine):
            raise answer
        return answer

    desk = exercise.Desk(fetch, HeadOffice().book, prints_nothing)
    follower = asyncio.create_task(desk.follow("USD", 0.001))
    waiter = asyncio.create_task(silence.wait())
    await asyncio.wait([follower, waiter], return_when=asyncio.FIRST_COMPLETED)
    waiter.cancel()
    assert silence.is_set(), (
        "the exchange answered 4, raised NoLine and would have answered 5, but follow() did not "
        "go on until then"
    )
    rate = await desk.rate("USD")
    assert rate == 5, f"following has learned that the rate is 5, but rate() gave {rate}"
    failures = [type(error).__name__ for error in desk.failures]
    assert failures == ["NoLine"], (
        f"the exchange once raised NoLine, so that should be in failures, but it is {failures}"
    )
    follower.cancel()
    await asyncio.wait([follower], timeout=5)
    assert follower.cancelled(), (
        "follow() was cancelled while it waited for the exchange; it should end then, as a task "
        + (
            "that is cancelled does, but it ended as one that has returned"
            if follower.done()
            else "that is cancelled does, but it goes on"
        )
    )
