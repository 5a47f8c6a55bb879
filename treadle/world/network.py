"""What an event loop refuses: all that needs a real network, a pipe, a process or a signal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from treadle import verdict as verdicts
from treadle.kernel import Execution
from treadle.verdict import Verdict


class Unconnected:
    """The methods of an event loop that reach the outside world, which no schedule controls."""

    _treadle_execution: Execution


def _refusing(name: str) -> Callable[..., None]:
    def refuse(self: Unconnected, *args: Any, **kwargs: Any) -> None:
        self._treadle_execution.stop(
            Verdict(
                verdicts.UNCONTROLLED_BLOCK,
                "outside world",
                f"{name}() needs a real network or process, which no schedule controls; "
                "put a coroutine in its place that sleeps and answers",
            )
        )

    refuse.__name__ = name
    return refuse


for _name in (
    "add_reader", "add_writer", "remove_reader", "remove_writer", "add_signal_handler",
    "sock_recv", "sock_recv_into", "sock_recvfrom", "sock_recvfrom_into", "sock_sendall",
    "sock_sendto", "sock_connect", "sock_accept", "sock_sendfile", "sendfile", "start_tls",
    "create_connection", "create_server", "create_datagram_endpoint", "create_unix_connection",
    "create_unix_server", "connect_accepted_socket", "connect_read_pipe", "connect_write_pipe",
    "subprocess_exec", "subprocess_shell", "getaddrinfo", "getnameinfo",
):  # fmt: skip
    setattr(Unconnected, _name, _refusing(_name))
