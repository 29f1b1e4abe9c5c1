"""What goes wrong with files, in a user's words, and how faults of foreign libraries become such words."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import ReadError

# What libraries raise on files that are not what they seem. Own errors pass; what ends the program is not here.
_FAULTS: tuple[type[Exception], ...] = (
    *(ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, EOFError, OSError),
    *(RuntimeError, MemoryError, SyntaxError, struct.error, zlib.error),  # RecursionError is a RuntimeError
)


@contextmanager
def guarded(path: str, name: str, *more: type[Exception]) -> Iterator[None]:
    """Turn faults of a library on this file into a ReadError. name: of the format. more: the library's own errors."""
    try:
        yield
    except ReadError:
        raise
    except (*_FAULTS, *more) as error:
        raise damaged(path, name, type(error).__name__) from error


def damaged(path: str, name: str, detail: str = "") -> ReadError:
    """The file is not what it should be. detail: what is wrong with it, understood in both languages."""
    zh, en = (f"（{detail}）", f" ({detail})") if detail else ("", "")
    return ReadError(
        f"不是完好的 {name} 文件，可能已损坏或没有下载完{zh}。",
        f"is no intact {name} file; it may be damaged or cut short{en}.",
        path=path,
        advice_zh="请重新下载，或用原来的软件打开后另存。",
        advice_en="Fetch it again, or open it in its own program and save it anew.",
    )


def encrypted(path: str, name: str) -> ReadError:
    """The file wants a password."""
    return ReadError(
        f"这份 {name} 文件加了密码。",
        f"this {name} file is protected by a password.",
        path=path,
        advice_zh="请用原来的软件打开，去掉密码后另存。",
        advice_en="Open it in its own program and save it without the password.",
    )


def too_big(path: str, what_zh: str, what_en: str) -> ReadError:
    """More than is read. what_zh, what_en: what there is too much of, and how much."""
    return ReadError(
        f"文件太大：{what_zh}。",
        f"the file is too big: {what_en}.",
        path=path,
        advice_zh="请只留下要比对的部分，另存后再试。",
        advice_en="Keep the part to compare, save it and try again.",
    )


def no_text(path: str, name: str) -> ReadError:
    """There are no characters in it."""
    return ReadError(
        f"这份 {name} 文件里没有文字。",
        f"there is no text in this {name} file.",
        path=path,
        advice_zh="请给出有正文的文件。",
        advice_en="Name a file that has text.",
    )
