"""Which encoding a file is in: byte order mark, strict UTF-8, then UTF-16, GB18030 and Big5 by score.

The score asks how usual the decoded characters are in official texts. It separates GB18030 from Big5, whose
bytes mostly decode as each other, and holds for texts of twenty characters, where statistics of bytes fail.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache
from math import log

from .. import vocabulary
from ..errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 20_000  # characters scored; enough for certainty
# Mean weight below which bytes are no Chinese text: that of real texts is above -6.9, that of Japanese, Korean
# or Russian bytes and of noise read as Chinese below -7.9.
_LEAST = -7.4
_UNKNOWN = -log(20_000)  # weight of a Han character in no list: one of about 20,000
_WRONG = -log(1_000_000)  # weight of what no text has: private use, controls, undecodable bytes
_PUNCTUATION = -log(30)
_USUAL_MARKS = frozenset("，。、；：！？“”‘’《》〈〉（）【】〔〕「」『』—…·％～－／　○●■□①②③④⑤⑥⑦⑧⑨⑩℃×±＋＝")
_RARE = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_KANA = re.compile("[\u3041-\u30fe々]")
# Tab, line ends and form feed are text. 0x1A ends old DOS files.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One codec tried, and the mean weight of the characters it gives (0 where all are ASCII)."""

    codec: str
    score: float


def decode(data: bytes, path: str = "") -> tuple[str, str]:
    """Text of the bytes without byte order mark, and the encoding's name: utf-8, utf-8-sig, utf-16, utf-16-le,
    utf-16-be, utf-32, gb18030 or big5 (with the additions of Windows and Hong Kong).

    Raises ReadError naming the first byte (counted from 1) that cannot be decoded, or when it is no text at all.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data, encoding, path), encoding, path), encoding
    text: str | None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    if text is not None and not _doubtful(text):
        return _checked(text, "utf-8", path), "utf-8"
    codecs_tried = ("utf-8", "gb18030", _big5(data), "utf-16-le", "utf-16-be")
    best = max((_attempt(data, codec) for codec in codecs_tried), key=lambda attempt: attempt.score)
    if text is not None and (best.codec == "utf-8" or best.score < _LEAST):
        return _checked(text, "utf-8", path), "utf-8"
    if best.score < _LEAST:
        raise _no_text(data, path)
    return _checked(_strict(data, best.codec, path), best.codec, path), _name(best.codec)


def _name(codec: str) -> str:
    return "big5" if codec in ("cp950", "big5hkscs") else codec


def _doubtful(text: str) -> bool:
    """Whether valid UTF-8 may be something else: control characters as in UTF-16, or nothing but two-byte
    characters, which a few Han characters in GB18030 give by chance (联通)."""
    if _CONTROLS.search(text):
        return True
    return len(text) < 40 and not text.isascii() and max(text) < "\u0800"


def _big5(data: bytes) -> str:
    """Big5 as Windows has it, or Hong Kong's superset where that fails or gives kana: the codes of circled and
    bracketed digits, which every system has added to Big5, are kana to Python."""
    try:
        return "big5hkscs" if _KANA.search(data.decode("cp950")) else "cp950"
    except UnicodeDecodeError:
        return "big5hkscs"


def _attempt(data: bytes, codec: str) -> _Attempt:
    weights = _weights()
    total, count = 0.0, 0
    for char in data.decode(codec, errors="replace")[:_SAMPLE]:
        if char.isascii():
            if not _CONTROLS.match(char) or char == "\x1a":
                continue
            weight = _WRONG
        else:
            weight = weights.get(char) or (_UNKNOWN if _RARE.match(char) else _WRONG)
        total, count = total + weight, count + 1
    return _Attempt(codec, total / count if count else 0.0)


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    """Logarithmic weights of usual characters by their rank in either list; Zipf's law stands in for counts."""
    weights = dict.fromkeys(_USUAL_MARKS, _PUNCTUATION)
    for characters in vocabulary.lines("characters.txt"):
        for rank, char in enumerate(characters):
            weights[char] = max(weights.get(char, _UNKNOWN), -log(rank + 30))
    for char in "０１２３４５６７８９ⅠⅡⅢⅣⅤ〇":
        weights[char] = -log(300)
    return weights


def _fault(data: bytes, encoding: str) -> int | None:
    """Offset of the first byte that the codec refuses."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _strict(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = _name(encoding).upper().removesuffix("-SIG").removesuffix("-LE").removesuffix("-BE")
        at, byte = error.start + 1, f"0x{data[error.start]:02X}"
        raise ReadError(
            f"看来是 {name} 文本，但第 {at} 个字节（{byte}）无法解码，文件可能已损坏。",
            f"looks like {name} text, but byte {at} ({byte}) cannot be decoded; the file may be damaged.",
            path=path,
            advice_zh="请重新下载，或另存为 UTF-8 文本后再试。",
            advice_en="Fetch it again, or save it as UTF-8 text.",
        ) from None


def _no_text(data: bytes, path: str) -> ReadError:
    if b"\0" in data:
        return _binary(data.index(b"\0") + 1, "0x00", path)
    at = min(len(data) - 1, max((_fault(data, name) or 0) for name in ("utf-8", "gb18030", "big5hkscs")))
    byte = f"0x{data[at]:02X}"
    return ReadError(
        f"认不出编码：不是 UTF-8、UTF-16、GB18030 或 Big5 的中文文本（第 {at + 1} 个字节 {byte} 起无法解释）。",
        f"unknown encoding: no Chinese text in UTF-8, UTF-16, GB18030 or Big5 (from byte {at + 1}, {byte}, on).",
        path=path,
        advice_zh="请另存为 UTF-8 文本后再试。",
        advice_en="Save it as UTF-8 text and try again.",
    )


def _binary(at: int, byte: str, path: str) -> ReadError:
    return ReadError(
        f"这不是文本文件（第 {at} 个字节是 {byte}）。",
        f"this is not a text file (byte {at} is {byte}).",
        path=path,
        advice_zh="请给出文本文件（.txt、.md）。",
        advice_en="Name a text file (.txt, .md).",
    )


def _checked(text: str, encoding: str, path: str) -> str:
    """The text, when it holds no more control characters than a text may."""
    text = text.rstrip("\x1a")
    controls = [match.start() for match in _CONTROLS.finditer(text)]
    nul = text.find("\0")
    if nul >= 0 or len(controls) > 0.01 * len(text) + 2:
        at = nul if nul >= 0 else controls[0]
        before = len(text[:at].encode(encoding, errors="replace"))
        raise _binary(before + 1, f"0x{ord(text[at]):02X}", path)
    return text
