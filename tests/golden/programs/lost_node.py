"""Two clerks put an order on the same stack, and one of them is lost."""

import threading


class Order:
    def __init__(self, number):
        self.number = number
        self.below = None


class Stack:
    def __init__(self):
        self.top = None

    def push(self, number):
        order = Order(number)
        order.below = self.top
        self.top = order

    def height(self):
        orders, order = 0, self.top
        while order is not None:
            orders, order = orders + 1, order.below
        return orders


def scenario():
    stack = Stack()
    clerks = [threading.Thread(target=stack.push, args=(n,), name=f"clerk {n}") for n in (1, 2)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    height = stack.height()
    assert height == 2, f"{height} order on the stack instead of 2"
