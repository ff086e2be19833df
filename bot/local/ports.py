"""Looks whether a port is free before anything starts, so that the sentence can name the option to change."""

from __future__ import annotations

import socket

from bot.app import PortTaken

HOST = "127.0.0.1"


def require_free(port: int, option: str) -> None:
    """Raise PortTaken when another program listens on the loopback's `port`; 0 is always free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise PortTaken(
                f"Port {port} cannot be used, as another program may have it: stop that one, or choose "
                f"another with {option}."
            ) from None
