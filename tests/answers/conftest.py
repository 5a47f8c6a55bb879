"""Which answers CI leaves for `--whole`: programs in processes of their own take seconds each."""

from __future__ import annotations

import pytest

IN_PROCESSES = ("19_", "20_", "22_")
ONE_IN = 4
"""Of the wrong and of the other right answers to these exercises so many are tried in CI."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the others."""
    slow = ("test_a_wrong_answer_is_rejected[", "test_a_right_answer_passes[")
    for start in IN_PROCESSES:
        for test in slow:
            found = [item for item in items if item.name.startswith(test + start)]
            for number, item in enumerate(found):
                if number % ONE_IN:
                    item.add_marker(pytest.mark.whole)
