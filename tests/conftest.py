"""Make the texts that several folders share (material.py) importable under --import-mode=importlib."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from hypothesis import settings

# The same examples on every run, so that a change is not blamed for what chance found; BIDUI_EXPLORE=1 looks for more.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("default" if os.environ.get("BIDUI_EXPLORE") else "same")

# A shell that starts its commands behind (nohup, &) hands down a SIGINT that is ignored, and programs would never see the Ctrl+C that tests send.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN and threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)

sys.path.insert(0, str(Path(__file__).parent))


def pytest_make_parametrize_id(config: object, val: object, argname: str) -> str | None:
    """Bytes of a file are no name of a test; pytest names them by their place."""
    return argname if isinstance(val, bytes) and len(val) > 40 else None
