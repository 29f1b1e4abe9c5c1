"""Lets the tests of this folder import what they share: with importlib mode a test folder is no package."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
