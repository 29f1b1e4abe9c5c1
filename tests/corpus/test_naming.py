"""Title, issuer and date of an entry: from the document, else as given, else from the file name."""

from __future__ import annotations

import pytest

from compare.corpus import naming
from compare.corpus.collect import Input
from compare.corpus.sheet import make_sheet
from compare.parse.document import understand

BARE = "一、目标\n建成灯塔两座，守护渔船归航。\n"
TITLED = "青汐市人民政府关于灯塔建设的意见\n青汐政发〔2031〕9号\n" + BARE + "青汐市人民政府\n2031年4月5日\n"


@pytest.mark.parametrize(
    ("text", "item", "expected"),
    [
        (TITLED, Input("x.txt", "x.txt"), ("青汐市人民政府关于灯塔建设的意见", "青汐市人民政府", "青汐", "2031-04-05", "issued")),
        (BARE, Input("杭州_2024_灯塔方案.txt", "杭州_2024_灯塔方案.txt"), ("杭州_2024_灯塔方案", "杭州", "杭州", "2024", "name")),
        (BARE, Input("国务院_1998_报告.txt", "国务院_1998_报告.txt"), ("国务院_1998_报告", "国务院", "国务院", "1998", "name")),
        (BARE, Input("r#1", "", BARE, "灯塔意见", "青汐市人民政府办公室", "2031/4"), ("灯塔意见", "青汐市人民政府办公室", "青汐市", "2031-04", "given")),
        (TITLED, Input("r#1", "", TITLED, "别的题目", "nan局", "1999"), ("青汐市人民政府关于灯塔建设的意见", "青汐市人民政府", "青汐", "2031-04-05", "issued")),
        ("各位代表：\n" + BARE, Input("a.txt", "a.txt"), ("a", "", "", "", "")),
    ],
)  # fmt: skip
def test_names(text: str, item: Input, expected: tuple[str, ...]) -> None:
    sheet = make_sheet(understand(text, item.path))
    found = (naming.title_of(sheet, item), naming.issuer_of(sheet, item), naming.place_of(sheet, item))
    assert (*found, *naming.date_of(sheet, item)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [("2031-04-05", "2031-04-05"), ("20310405", "2031-04-05"), ("2031年4月", "2031-04"), ("2031-00-00", "2031"), ("20310000", "2031"), ("去年", "")],
)  # fmt: skip
def test_given_dates(given: str, expected: str) -> None:
    sheet = make_sheet(understand(BARE, "r#1"))
    assert naming.date_of(sheet, Input("r#1", "", BARE, "", "", given))[0] == expected
