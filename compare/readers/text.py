"""Plain text and Markdown: any of the encodings Chinese documents come in."""

from __future__ import annotations

from ..errors import ReadError
from .encodings import decode
from .source import Source

# First bytes of formats that people rename to .txt or pipe in: (bytes, Chinese name, English name).
_MAGIC = (
    (b"%PDF", "PDF", "a PDF"),
    (b"PK\x03\x04", "压缩包或 Office/OFD 文档（docx、xlsx、ofd、zip）", "a zip archive or Office/OFD document"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 或 WPS 文档（doc、wps、xls）", "an old Office or WPS document (doc, wps, xls)"),
    (b"{\\rtf", "RTF 文档", "an RTF document"),
    (b"\x1f\x8b", "gzip 压缩文件", "a gzip file"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩文件", "a 7z archive"),
    (b"Rar!", "RAR 压缩文件", "a RAR archive"),
    (b"\x89PNG", "PNG 图片", "a PNG picture"),
    (b"\xff\xd8\xff", "JPEG 图片", "a JPEG picture"),
    (b"GIF8", "GIF 图片", "a GIF picture"),
    (b"\x7fELF", "程序文件", "a program"),
)
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"  # blank to the eye, but not for str.strip


def read(data: bytes, path: str) -> Source:
    """Decoded text of a plain file, line ends as line feeds. Raises ReadError when it is none."""
    for magic, name_zh, name_en in _MAGIC:
        if data.startswith(magic):
            raise ReadError(
                f"这是{name_zh}，不是文本。",
                f"this is {name_en}, not text.",
                path=path,
                advice_zh="请另存为 UTF-8 文本（.txt）后再试。",
                advice_en="Save it as UTF-8 text (.txt) and try again.",
            )
    text, encoding = decode(data, path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip().strip(_INVISIBLE).strip():
        empty = not data
        raise ReadError(
            "文件是空的。" if empty else "文件里只有空白。",
            "the file is empty." if empty else "there is nothing but blanks in the file.",
            path=path,
            advice_zh="请给出有正文的文件。",
            advice_en="Name a file that has text.",
        )
    return Source(path, text, encoding)
