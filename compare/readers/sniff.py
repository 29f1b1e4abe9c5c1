"""What a file is by its first bytes and, for packages, by its parts: many a .doc is a web page or a .docx."""

from __future__ import annotations

import io
import re
import zipfile

_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_ARCHIVE = re.compile(rb"(?:[A-Za-z-]{2,40}:[^\n]{0,1000}\n(?:[ \t][^\n]{0,1000}\n)*){1,30}", re.I)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096


def kind_of(data: bytes) -> str:
    """Name of the format in the table of readers: docx, ofd, odt, doc, rtf, pdf, html, mhtml; xlsx, pptx, xls, ppt or
    locked (encrypted Office) for what is not read; empty where the bytes say nothing (text, or nothing known)."""
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024] and not head[:1024].lstrip(b"\xef\xbb\xbf").lstrip()[:1].isalpha():
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"PK\x03\x04"):
        return _package(data)
    if head.startswith(_OLE):
        return _compound(data)
    if b"multipart/related" in head.lower() and _ARCHIVE.match(head):
        return "mhtml"
    if _PAGE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    return ""


def _package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError):
        return ""
    if any(name.lower().lstrip("/") == "ofd.xml" for name in names):
        return "ofd"
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(name.startswith(folder) for name in names):
            return kind
    return "odt" if {"content.xml", "mimetype"} <= names else ""


def _compound(data: bytes) -> str:
    """By the names of its streams, which stand in the directory as UTF-16."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return "locked"
    if has("WordDocument"):
        return "doc"
    if has("PowerPoint Document"):
        return "ppt"
    return "xls" if has("Workbook") or has("Book\0") else ""
