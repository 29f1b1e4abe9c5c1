"""Readers: one function for each file format, bytes in, text out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from ..errors import ReadError
from . import text
from .source import Source

__all__ = ["NOT_YET", "READERS", "Source", "read"]

STDIN = "-"

Reader = Callable[[bytes, str], Source]

# Suffix → reader. A suffix in neither table is read as text: names such as 豫政〔2024〕3.5号 have one by chance.
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "": text.read,
        ".txt": text.read,
        ".text": text.read,
        ".md": text.read,
        ".markdown": text.read,
    }
)
NOT_YET = frozenset(
    (".doc", ".docx", ".wps", ".wpt", ".rtf", ".odt", ".pdf", ".ofd", ".html", ".htm", ".mht", ".mhtml", ".jsonl")
    + (".xls", ".xlsx", ".et", ".csv", ".ppt", ".pptx", ".zip", ".rar", ".7z")
    + (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp")
)


def read(path: str, stdin: bytes | None = None) -> Source:
    """Text of a file, or of standard input for `-` (stdin: its bytes, where they were read before).

    Raises ReadError for whatever cannot be read as text: missing, a folder, no permission, empty, binary,
    a format that is not supported yet, bytes that fit no known encoding.
    """
    if path == STDIN:
        return text.read(_stdin() if stdin is None else stdin, path)
    data = _bytes(path)
    suffix = Path(path).suffix.lower()
    if suffix in NOT_YET:
        raise ReadError(
            f"还不支持 {suffix} 格式。",
            f"{suffix} files are not supported yet.",
            path=path,
            advice_zh="请另存为 UTF-8 文本（.txt）后再试。",
            advice_en="Save it as UTF-8 text (.txt) and try again.",
        )
    return READERS.get(suffix, text.read)(data, path)


def _stdin() -> bytes:
    return sys.stdin.buffer.read() if sys.stdin is not None else b""


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise ReadError(
            "没有这个文件。",
            "no such file.",
            path=path,
            advice_zh="请检查文件名和所在文件夹。",
            advice_en="Check the name and the folder.",
        ) from None
    except IsADirectoryError:
        raise _folder(path) from None
    except PermissionError:
        # Windows reports a folder that is opened as a file as a lack of permission.
        if Path(path).is_dir():
            raise _folder(path) from None
        raise ReadError(
            "没有读取权限。",
            "permission denied.",
            path=path,
            advice_zh="请检查文件权限，或确认文件没有被其他程序占用。",
            advice_en="Check its permissions, and that no other program holds it.",
        ) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        detail = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"无法读取（{detail}）。", f"cannot be read ({detail}).", path=path) from error


def _folder(path: str) -> ReadError:
    return ReadError(
        "这是文件夹，不是文件。",
        "this is a folder, not a file.",
        path=path,
        advice_zh="请给出其中的一个文件。",
        advice_en="Name one of the files in it.",
    )
