"""Writers: one module for each output format. Each format is one line in the table; modules load when used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

from ..errors import OptionError
from ..model import Comparison, Document


@dataclass(frozen=True, slots=True)
class Style:
    """How a result is shown; writers use what concerns them.

    width: terminal columns. colour: whether ANSI colours are wanted. full: nothing is folded. lang: zh or en.
    """

    width: int = 120
    colour: bool = False
    full: bool = False
    lang: str = "zh"


class DiffWriter(Protocol):
    """Text of a comparison."""

    def __call__(self, comparison: Comparison, *, width: int, colour: bool, full: bool, lang: str) -> str: ...


class OutlineWriter(Protocol):
    """Text of a document as it was understood."""

    def __call__(self, document: Document, *, width: int, colour: bool, lang: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Format:
    """An output format: the suffixes that mean it, and `module:function` of its two writers."""

    suffixes: tuple[str, ...]
    diff: str
    outline: str


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": Format((".txt",), ".text:write", ".outline_text:write"),
        "json": Format((".json",), ".json_format:write_diff", ".json_format:write_outline"),
    }
)


def write_diff(name: str, comparison: Comparison, style: Style) -> str:
    """A comparison in the format of that name."""
    writer = cast(DiffWriter, _load(FORMATS[name].diff))
    return writer(comparison, width=style.width, colour=style.colour, full=style.full, lang=style.lang)


def write_outline(name: str, document: Document, style: Style) -> str:
    """A document's outline in the format of that name."""
    writer = cast(OutlineWriter, _load(FORMATS[name].outline))
    return writer(document, width=style.width, colour=style.colour, lang=style.lang)


def format_of(name: str, output: str) -> str:
    """The format that is meant: by name, else by the output file's suffix, else text. Raises OptionError."""
    suffix = _suffix(output)
    if name or not output or not suffix:
        return name or "text"
    for known, entry in FORMATS.items():
        if suffix in entry.suffixes:
            return known
    listing = " ".join(suffix for entry in FORMATS.values() for suffix in entry.suffixes)
    raise OptionError(
        f"不知道 {suffix} 是什么输出格式，认得的后缀有 {listing}。",
        f"no output format has the suffix {suffix}; known are {listing}.",
        path=output,
        advice_zh="请换一个后缀，或用 --format 指明格式。",
        advice_en="Choose another suffix, or name the format with --format.",
    )


def _suffix(output: str) -> str:
    from pathlib import PurePath

    return PurePath(output).suffix.lower()


def _load(entry: str) -> object:
    module, function = entry.split(":")
    return getattr(import_module(module, __name__), function)
