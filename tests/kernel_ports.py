"""Keeps the ports of the tests' kernels apart from all others; a plugin of pytest.

A kernel's ports are chosen by its starter and bound by the kernel, up to seconds later. In between,
any program that connects to a server may be given one of them, as thousands do in these tests:
systems give such ports from 32768 up (Linux) or 49152 up. So kernels get theirs from below.
"""

import random
import socket

from jupyter_client.connect import LocalPortCache

__all__ = ["find_available_port"]

BELOW_THE_SYSTEMS = range(15_000, 32_000)


def find_available_port(self: LocalPortCache, ip: str) -> int:
    """Return a port of `ip` that is free, and that no system gives away by itself."""
    for port in random.SystemRandom().sample(BELOW_THE_SYSTEMS, 1_000):
        if port not in self.currently_used_ports and _is_free(ip, port):
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


LocalPortCache.find_available_port = find_available_port
