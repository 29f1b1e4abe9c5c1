"""Results to standard output or to a file: checked before the work, written beside and renamed after it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from ..errors import OutputError

_SCREEN = ("", "-")


def check_target(output: str, *, inputs: Iterable[str] = (), force: bool = False) -> None:
    """Raise OutputError when `output` cannot be written: it is an input, a folder, exists already, or has no folder.

    An empty output or `-` is standard output, and always right.
    """
    if output in _SCREEN:
        return
    target = Path(output)
    try:
        _check(target, output, inputs, force)
    except (OSError, ValueError) as error:
        raise _failed(output, error) from error


def _check(target: Path, output: str, inputs: Iterable[str], force: bool) -> None:
    for name in inputs:
        if name and target.exists() and Path(name).exists() and target.samefile(name):
            raise OutputError(
                "这是要比对的原文件，不能写在它上面。",
                "this is one of the documents read; it is not written over.",
                path=output,
                advice_zh="请换一个文件名。",
                advice_en="Choose another name.",
            )
    if target.is_dir():
        raise OutputError(
            "这是文件夹，不能当作输出文件。",
            "this is a folder, not a file to write.",
            path=output,
            advice_zh="请给出文件名。",
            advice_en="Add a file name.",
        )
    if target.exists() and not force:
        raise OutputError(
            "文件已存在。",
            "the file exists already.",
            path=output,
            advice_zh="加 --force 覆盖，或换一个文件名。",
            advice_en="Overwrite it with --force, or choose another name.",
        )
    if not target.parent.is_dir():
        raise OutputError(
            f"没有文件夹 {target.parent}。",
            f"there is no folder {target.parent}.",
            path=output,
            advice_zh="请先建好文件夹。",
            advice_en="Make it first.",
        )


def write(result: str | bytes, output: str = "", *, force: bool = False) -> None:
    """Write a result (text as UTF-8) to a file, or to standard output for an empty name or `-`.

    A file appears whole or not at all: it is written under another name in the same folder and renamed.
    Raises OutputError.
    """
    if output in _SCREEN:
        _to_screen(result)
        return
    data = result.encode("utf-8", errors="backslashreplace") if isinstance(result, str) else result
    check_target(output, force=force)  # again: the file may have come up during the work
    target = Path(output)
    try:
        if target.exists() and not target.is_file():  # a device such as /dev/stdout is no file to replace
            target.write_bytes(data)
            return
        _replace(target.resolve(), data)  # through a symbolic link to the file it names
    except OSError as error:
        raise _failed(output, error) from error


def _to_screen(result: str | bytes) -> None:
    if sys.stdout is None:
        return
    if isinstance(result, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(result)
    else:
        sys.stdout.write(result if result.endswith("\n") else result + "\n")
    sys.stdout.flush()


def _replace(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".bidui-", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        beside.chmod(_mode(target))
        beside.replace(target)
    except BaseException:  # also Ctrl+C: no litter beside the user's files
        with suppress(OSError):
            beside.unlink()
        raise


def _mode(target: Path) -> int:
    """Permissions of the file that is replaced, or those a new file gets (mkstemp's are the owner's alone)."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _failed(output: str, error: Exception) -> OutputError:
    detail = getattr(error, "strerror", None) or str(error)
    return OutputError(f"写不进这个文件（{detail}）。", f"cannot be written ({detail}).", path=output)
