"""A port that is free, for a scheduler of a test."""

from __future__ import annotations


def free_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
