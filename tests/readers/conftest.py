"""Where the files that these tests make are made."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # making.py, under --import-mode=importlib
