"""From linked sections to clause links with edits, a label for every character, and global replacements."""

from __future__ import annotations

from .compare import Differences, diff

__all__ = ["Differences", "diff"]
