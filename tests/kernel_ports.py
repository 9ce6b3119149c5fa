"""Keeps the ports of the tests' kernels apart from all others; a plugin of pytest.

A kernel's ports are chosen by its starter and bound by the kernel, up to seconds later. In between,
any program that connects to a server may be given one of them, as thousands do in these tests:
systems give such ports from 32768 up (Linux) or 49152 up. So kernels get theirs from below. Nor
must another run of tests choose one of them in between: for each port, its starter holds another
one, by whose number all runs know that it is taken.
"""

import atexit
import random
import socket

from jupyter_client.connect import LocalPortCache

__all__ = ["find_available_port"]

BELOW_THE_SYSTEMS = range(15_000, 23_500)
TAKEN = 8_500  # so far above a port is the one that says that it is taken
HELD: list[socket.socket] = []  # until this process ends


def find_available_port(self: LocalPortCache, ip: str) -> int:
    """Return a port of `ip` that is free, and that neither a system nor another run gives away."""
    for port in random.SystemRandom().sample(BELOW_THE_SYSTEMS, 1_000):
        if port not in self.currently_used_ports and _is_free(ip, port) and _take(port):
            self.currently_used_ports.add(port)
            return port
    raise OSError(f"none of 1000 ports of {ip} is free")


def _is_free(ip: str, port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((ip, port))
        except OSError:
            return False
        return True


def _take(port: int) -> bool:
    held = socket.socket()
    try:
        held.bind(("127.0.0.1", port + TAKEN))
    except OSError:
        held.close()
        return False
    HELD.append(held)
    return True


@atexit.register
def _give_back() -> None:
    for held in HELD:
        held.close()


LocalPortCache.find_available_port = find_available_port
