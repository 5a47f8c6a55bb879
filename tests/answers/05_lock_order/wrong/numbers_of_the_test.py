# rejected by: test_a_transfer_moves_money_or_changes_nothing wrong-result
# why: knows what main() moves
import threading


class InsufficientFunds(Exception):
    pass


class Bank:
    def __init__(self, balances):
        self._lock = threading.Lock()

    def balance(self, name):
        return {"ann": 120, "bob": 80}[name]

    def total(self):
        return 200

    def transfer(self, source, target, amount, receipt):
        receipt(120, 80)
