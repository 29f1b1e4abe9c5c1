"""Where the library lies. Apart from the rest, so that asking whether there is one loads nothing."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path

_NAME = "library.sqlite"


def default_path() -> Path:
    """Where the library lies when no file is named."""
    return user_data_path("bidui") / _NAME
