"""Encodings: whatever a Chinese document comes in is found out, also for short texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.errors import ReadError
from compare.readers import read
from compare.readers.encodings import decode

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "corpus" / "dev"
needs_corpus = pytest.mark.skipif(not SHARED.is_dir(), reason="needs the corpus in ../shared")

SIMPLIFIED = (
    "为促进低空经济高质量发展，结合我市实际，制定本措施。一、支持企业做大做强。对首次纳入统计的企业，"
    "一次性给予不超过50万元奖励。（责任单位：市发展改革委、市财政局）二、完善基础设施，到2027年建成起降点100个以上。"
)
TRADITIONAL = (HERE / "traditional.txt").read_text(encoding="utf-8").split()
BOMS = {"utf-8-sig": "utf-8-sig", "utf-16": "utf-16", "utf-32": "utf-32"}


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
    ],
)
def test_simplified(codec: str, name: str) -> None:
    assert decode(SIMPLIFIED.encode(codec)) == (SIMPLIFIED, name)


@pytest.mark.parametrize("mark", ["big", "little"])
def test_utf16_with_either_mark(mark: str) -> None:
    data = ("\ufeff" + SIMPLIFIED).encode("utf-16-be" if mark == "big" else "utf-16-le")
    assert decode(data) == (SIMPLIFIED, "utf-16")


@pytest.mark.parametrize("sentence", TRADITIONAL)
@pytest.mark.parametrize("codec", ["big5", "cp950", "big5hkscs"])
def test_traditional_in_big5(sentence: str, codec: str) -> None:
    assert decode(sentence.encode(codec)) == (sentence, "big5")


@pytest.mark.parametrize("sentence", TRADITIONAL)
@pytest.mark.parametrize("codec", ["gb18030", "utf-16-le", "utf-16-be"])
def test_traditional_in_other_encodings(sentence: str, codec: str) -> None:
    assert decode(sentence.encode(codec)) == (sentence, codec)


@pytest.mark.parametrize("length", [10, 20, 50, 100])
def test_short_texts(length: int) -> None:
    for text, codecs in ((SIMPLIFIED, ["gb18030"]), ("\n".join(TRADITIONAL), ["big5", "gb18030"])):
        for codec in [*codecs, "utf-16-le", "utf-16-be"]:
            for start in range(0, len(text) - length, 3):
                piece = text[start : start + length]
                assert decode(piece.encode(codec)) == (piece, codec)


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        ("联通", "gbk", "gb18030"),  # these four bytes are nearly UTF-8
        ("①推動；②落實。", "big5hkscs", "big5"),  # Python's own big5 reads them as kana
        ("2023-01-01\n1234\n", "utf-16-le", "utf-16-le"),  # no Han character to judge by
        ("2023-01-01\n1234\n", "utf-16-be", "utf-16-be"),
        ("plain", "ascii", "utf-8"),
        ("Café", "utf-8", "utf-8"),
        ("Правительство", "utf-8", "utf-8"),
        ("见附件1。" + "see table 5. " * 200, "gb18030", "gb18030"),
        ("本市辖㐀㐁二镇，常住人口𠀀。支持企业发展。", "gb18030", "gb18030"),  # characters of four bytes
    ],
)
def test_odd_texts(text: str, codec: str, name: str) -> None:
    assert decode(text.encode(codec)) == (text, name)


def test_end_of_file_mark_of_old_systems_is_dropped() -> None:
    assert decode((SIMPLIFIED + "\x1a").encode("gbk"))[0] == SIMPLIFIED


def _broken(codec: str, at: int) -> bytes:
    data = bytearray(SIMPLIFIED.encode(codec))
    data[at] = 0xFF
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_broken("utf-8", 300), "看来是 UTF-8 文本，但第 301 个字节（0xFF）无法解码"),
        (_broken("gb18030", 100), "看来是 GB18030 文本，但第 101 个字节（0xFF）无法解码"),
        (SIMPLIFIED.encode("utf-8-sig")[:-1], "看来是 UTF-8 文本"),
        (SIMPLIFIED.encode("utf-16")[:-1], "看来是 UTF-16 文本"),
        (SIMPLIFIED.encode("utf-16-le")[:-1], "看来是 UTF-16 文本"),
        ("東京都は、中小企業の支援策を発表した。カタカナ。".encode("shift_jis"), "认不出编码"),
        ("서울특별시는 중소기업 지원 대책을 발표하였다.".encode("euc_kr"), "认不出编码"),
        (("Правительство утвердило план. " * 5).encode("cp1251"), "认不出编码"),
        (("Les collectivités générales " * 9).encode("cp1252"), "认不出编码"),
        (bytes(range(256)) * 20, "这不是文本文件（第 1 个字节是 0x00）"),
        ("政府\0工作报告".encode(), "这不是文本文件（第 7 个字节是 0x00）"),
        (b"\x1b[31m\x1b[0m\x07\x08" * 9, "这不是文本文件（第 1 个字节是 0x1B）"),
    ],
)
def test_no_text(data: bytes, said: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data, "某文件.txt")
    assert caught.value.message("zh").startswith("某文件.txt：" + said)
    assert caught.value.message("en").startswith("某文件.txt: ")


@needs_corpus
def test_files_of_the_corpus() -> None:
    found = {path.name.split("_")[0]: read(str(path)) for path in (SHARED / "formats" / "encodings").iterdir()}
    assert {source.encoding for source in found.values()} == {"gb18030"}
    assert all("\r" not in source.text and "的" in source.text for source in found.values())


@needs_corpus
@pytest.mark.parametrize("codec", ["gb18030", "utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "utf-8"])
def test_every_text_of_the_corpus(codec: str) -> None:
    paths = sorted(SHARED.rglob("*.txt"))
    assert len(paths) > 200
    wrong = []
    for path in paths:
        text = read(str(path)).text.replace("\ufeff", "")
        if decode(text.encode(codec), path.name) != (text, codec):
            wrong.append(path.name)
    assert not wrong
