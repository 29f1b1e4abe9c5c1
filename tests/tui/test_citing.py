"""Citations name the page where the file has pages."""

from __future__ import annotations

from compare.model import Layout
from compare.parse.document import understand
from compare.writers.names import names
from tui.citing import cite

TEXT = "临江市智慧城市建设实施意见\n一、总体要求\n坚持创新。\n二、重点任务\n建设平台。"


def test_page_of_a_citation() -> None:
    turn = TEXT.index("建设平台")
    paged = understand(TEXT, layout=Layout(pages=((0, 1), (turn, 2))))
    assert cite(names("zh"), paged, turn, "建设平台。") == "《临江市智慧城市建设实施意见》二，第2页：“建设平台。”"
    assert cite(names("en"), paged, turn, "建设平台。").count("p. 2") == 1
    assert cite(names("zh"), understand(TEXT), turn, "建设平台。") == "《临江市智慧城市建设实施意见》二：“建设平台。”"
