""".mhtml: a web archive, of which the page itself is read and nothing that it shows."""

from __future__ import annotations

from dataclasses import replace

from ..errors import ReadError
from . import html
from .faults import damaged, guarded
from .source import Source

NAME = "MHTML"
_MOST_PARTS = 2000


def read(data: bytes, path: str) -> Source:
    """Text of the document on a page saved as a web archive. Raises ReadError."""
    page, charset = _page(data, path)
    if charset:
        try:
            source = html.read_text(page.decode(charset, errors="replace").replace("\0", ""), path)
            return replace(source, format="mhtml")
        except LookupError:  # no such character set: look at the bytes
            pass
    return replace(html.read(page, path), format="mhtml")


def _page(data: bytes, path: str) -> tuple[bytes, str]:
    """The page with the most text, and the character set that its part states. A page may hold frames, which are
    pages too."""
    from email import message_from_bytes
    from email.policy import compat32

    best: tuple[bytes, str] | None = None
    with guarded(path, NAME):
        message = message_from_bytes(data, policy=compat32)
        for index, part in enumerate(message.walk()):
            if index > _MOST_PARTS:
                break
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                payload = part.get_payload(decode=True)
                if isinstance(payload, bytes) and (best is None or _size(payload) > _size(best[0])):
                    best = payload, _charset(part.get_content_charset())
    if best is None:
        raise _no_page(path) if message.is_multipart() else damaged(path, NAME)
    return best


def _charset(stated: str | None) -> str:
    """Character set to decode with: gb2312 as its superset, nothing where the part states none."""
    name = (stated or "").lower()
    return "gb18030" if name in ("gb2312", "gbk") else name


def _size(page: bytes) -> int:
    """Bytes of a page that are no ASCII: its Chinese text."""
    return len(page) - len(page.decode("ascii", errors="ignore"))


def _no_page(path: str) -> ReadError:
    return ReadError(
        "这份网页存档里没有网页。",
        "there is no page in this web archive.",
        path=path,
        advice_zh="请在浏览器里重新保存。",
        advice_en="Save the page again in a browser.",
    )
