"""Files, standard input, and one clear line for whatever is no text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from making import docx, lines, mhtml, ofd, p, pdf, zipped

from compare.errors import ReadError
from compare.readers import NOT_YET, READERS, read

TEXT = "关于推进智慧城市建设的实施意见\n一、总体要求\n坚持以人民为中心。\n"


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.md", "a.markdown", "没有后缀", "豫政〔2024〕3.5号", "a.text"])
def test_text_files(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(TEXT.replace("\n", "\r\n").encode("gb18030"))
    source = read(str(path))
    assert (source.text, source.encoding, source.path) == (TEXT, "gb18030", str(path))


def test_path_is_kept_as_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read("./a.txt").path == "./a.txt"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    assert read("-", TEXT.replace("\n", end).encode()).text == TEXT


def test_standard_input() -> None:
    assert read("-", TEXT.encode("utf-16")).text == TEXT


@pytest.mark.parametrize(
    ("data", "zh", "en"),
    [
        (b"", "文件是空的", "the file is empty"),
        (b" \r\n\t", "文件里只有空白", "there is nothing but blanks"),
        ("\ufeff\u3000\n\u200b\n".encode(), "文件里只有空白", "there is nothing but blanks"),
        (b"%PDF-1.7\n", "不是完好的 PDF 文件", "is no intact PDF file"),
        (b"PK\x03\x04\x14\x00", "这是压缩包或 Office/OFD 文档", "this is a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "这是旧版 Office 或 WPS 文档", "this is an old Office"),
        (b"\x89PNG\r\n\x1a\n", "这是PNG 图片", "this is a PNG picture"),
    ],
)
def test_no_text(data: bytes, zh: str, en: str) -> None:
    with pytest.raises(ReadError) as caught:
        read("-", data)
    assert caught.value.message("zh").startswith("-：" + zh)
    assert caught.value.message("en").startswith("-: " + en)
    assert "\n" not in caught.value.message("zh")


@pytest.mark.parametrize("suffix", sorted(NOT_YET))
def test_formats_to_come(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix.upper()}"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(ReadError, match=f"还不支持 {suffix} 格式"):
        read(str(path))
    assert suffix not in READERS


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".ofd"])
def test_text_under_the_name_of_another_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(ReadError, match="不是完好的"):
        read(str(path))


@pytest.mark.parametrize(
    ("name", "data", "format_"),
    [
        ("a.docx", docx(p("正文")), "docx"),
        ("a.doc", docx(p("正文")), "docx"),
        ("a.wps", docx(p("正文")), "docx"),
        ("a.txt", docx(p("正文")), "docx"),
        ("没有后缀", pdf([lines(["正文"])]), "pdf"),
        ("a.doc", pdf([lines(["正文"])]), "pdf"),
        ("a.ofd", ofd([[(30, 40, 5, "正文")]]), "ofd"),
        ("a.zip.ofd", ofd([[(30, 40, 5, "正文")]]), "ofd"),
        ("a.html", b"<html><body><p>\xe6\xad\xa3\xe6\x96\x87</p></body></html>", "html"),
        ("a.doc", "\ufeff<!DOCTYPE html><p>正文</p>".encode(), "html"),
        ("a.doc", "<?xml version='1.0'?>\n<!-- 注 --><html><p>正文</p></html>".encode(), "html"),
        ("a.doc", mhtml("<html><p>正文</p></html>"), "mhtml"),
        ("a.mht", mhtml("<html><p>正文</p></html>"), "mhtml"),
        ("a.doc", "正文".encode("gb18030"), "txt"),
        ("a.rtf", "正文".encode(), "txt"),
        ("a.odt", "正文".encode(), "txt"),
        ("a.txt", b"<html>\xe6\xad\xa3\xe6\x96\x87</html>", "txt"),
        ("a.md", "# 标题\n正文".encode(), "md"),
        ("豫政〔2024〕3.5号", "正文".encode(), "txt"),
    ],
)
def test_what_a_file_is_its_bytes_say(tmp_path: Path, name: str, data: bytes, format_: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    source = read(str(path))
    assert source.format == format_ and "正文" in source.text
    if name != "a.txt":
        assert read("-", data).text.endswith(source.text) or format_ in ("txt", "md")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped({"xl/workbook.xml": "x"}), "还不支持 .xlsx"),
        (zipped({"ppt/presentation.xml": "x"}), "还不支持 .pptx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "还不支持 .xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        (zipped({"a.txt": "x"}), "不是完好的"),
    ],
)
def test_other_packages(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=said):
        read(str(path))


def test_missing_folder_and_path_through_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for path, said in (
        ("b.txt", "没有这个文件"),
        ("x.docx", "没有这个文件"),
        ("a.txt/b", "没有这个文件"),
        (".", "这是文件夹"),
    ):
        with pytest.raises(ReadError, match=said):
            read(str(tmp_path / path))


def test_name_with_nul() -> None:
    with pytest.raises(ReadError, match="无法读取"):
        read("a\0b.txt")


def test_name_too_long() -> None:
    with pytest.raises(ReadError, match=r"无法读取|没有这个文件"):
        read("很长" * 4000 + ".txt")


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", lambda: 0)() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(ReadError, match="没有读取权限"):
        read(str(path))


def test_no_permission_for_any_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match="没有读取权限"):
        read(str(tmp_path / "a.txt"))
    with pytest.raises(ReadError, match="这是文件夹"):
        read(str(tmp_path))
