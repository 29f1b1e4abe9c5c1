"""The one room of opencc: Traditional Chinese as Simplified, character for character, for matching only."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ..errors import OptionError


def simplified(text: str) -> str:
    """The text in Simplified characters, of the same length: its offsets are those of the text given. Raises
    OptionError where opencc is not installed."""
    whole = str(_converter().convert(text))
    if len(whole) == len(text):
        return whole
    lines = (_same_length(line) for line in text.split("\n"))  # a phrase of another length is in few lines
    return "\n".join(lines)


def _same_length(line: str) -> str:
    found = str(_converter().convert(line))
    if len(found) == len(line):
        return found
    signs = (str(_converter().convert(char)) for char in line)
    return "".join(sign if len(sign) == 1 else char for sign, char in zip(signs, line, strict=True))


@lru_cache(maxsize=1)
def _converter() -> Any:
    try:
        import opencc
    except ImportError:
        raise OptionError(
            "--t2s 要用 opencc，没有安装。",
            "--t2s needs opencc, which is not installed.",
            advice_zh="请执行：pip install 'bidui[trad]'",
            advice_en="Run: pip install 'bidui[trad]'",
        ) from None
    return opencc.OpenCC("t2s")
