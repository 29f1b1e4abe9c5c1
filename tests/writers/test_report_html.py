"""The page of a report: nothing lost, nothing from elsewhere, hostile texts stay texts; and in a real Chromium."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from browser import click, devtools_of, opened
from lxml import html as parser
from material import ROOT

from compare.report import Report
from compare.writers import Style, write_report
from compare.writers.report_html.pictures import heat_map, timeline
from compare.writers.report_tables import report_handout
from compare.writers.report_tables.reported import with_names
from compare.writers.tables.words import words

sys.path.insert(0, os.fspath(Path(__file__).parents[1] / "corpus"))

from invented import OTHER, PLAN, corpus, report, write  # test folders are no packages

ASSETS = files("compare.writers.report_html")
HOSTILE = "<script>alert(1)</script>&quot;{{7*7}}\" onload=x '\u202e\x07"
MEASURES = "一、主要目标\n到2033年，{name}渔场深水网箱达到{n}口。\n二、重点任务\n在{name}建设冷链中心{n}座，每座补助{n}万元。\n"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = corpus(tmp_path_factory.mktemp("corpus") / "文件")
    (folder / "图.txt").write_bytes(b"\x89PNG\r\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder.parent)
        write(Path(), {"bidui.toml": '[topics]\n装备 = ["网箱"]\n', "去年/a.txt": PLAN, "今年/a.txt": OTHER})
        return report("文件", base="文件/计划.txt", knowledge="bidui.toml", pairs=("去年", "今年"))


def written(found: Report, lang: str = "zh", full: bool = False) -> str:
    text = write_report("html", found, Style(lang=lang, full=full))
    assert isinstance(text, str)
    return text


def parsed(text: str) -> Any:
    return parser.document_fromstring(text)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_table_with_every_row(found: Report) -> None:
    page = parsed(written(found, full=True))
    made = report_handout(found, full=True)
    drawn = {"matrix"}
    for table in (made.main, *made.extracts):
        rows = page.xpath(f"//section[@id='t-{table.key}']//tbody/tr")
        if table.key in drawn:
            assert not rows
            continue
        assert len(rows) == len(table.rows), table.key
        for row, shown in zip(table.rows, rows, strict=True):
            assert squeezed("".join(cell.text for cell in row.cells)) == squeezed(shown.text_content())


def test_documents_and_failures(found: Report) -> None:
    page = parsed(written(found))
    text = squeezed(page.text_content())
    for family in range(len(found.families)):
        assert len(page.xpath(f"//tr[@id='doc-{family + 1}']")) == 1
    for failure in found.failures:
        assert squeezed(failure.reason) in text
    assert all(squeezed(entry.title) in text for entry in found.entries)


def test_links_lead_somewhere_in_the_page(found: Report) -> None:
    page = parsed(written(found))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    hrefs = list(page.xpath("//a/@href"))
    assert hrefs and all(href[0] == "#" and href[1:] in ids for href in hrefs)


def test_heat_map_says_what_the_matrix_says(found: Report) -> None:
    made = with_names(found, words("zh"), False)
    about = dict.fromkeys(("net", "gross", "subject", "structure", "role"), "")
    drawn = heat_map(made, {}, about)
    assert drawn is not None
    order, count = found.matrix.order, len(found.families)
    for layer in drawn.layers[:4]:
        values = getattr(found.matrix, layer.code)
        shown = [int(value) for value in layer.values.split(",")]
        expected = [round(float(values[order[i], order[j]]) * 100) for i in range(count) for j in range(i + 1, count)]
        assert shown == expected
        cells = sum(path.count("M") for _, path in layer.paths)
        assert cells == 2 * sum(value >= 1 for value in expected)
    assert len(drawn.tree) == count - 1 and [label.number for label in drawn.labels] == list(range(1, count + 1))


def test_timeline_shows_what_is_dated_and_equal(found: Report) -> None:
    made = with_names(found, words("zh"), False)
    drawn = timeline(made, "{families}/{issuers}")
    exact = {squeezed(row.text) for row in found.shared if row.exact}
    if drawn is not None:
        assert all(lane.text in exact for lane in drawn.lanes)
        assert all(any(dot.first for dot in lane.dots) for lane in drawn.lanes)
        assert all(0 <= dot.x <= drawn.size[0] for lane in drawn.lanes for dot in lane.dots)


def test_nothing_from_elsewhere(found: Report) -> None:
    page = parsed(written(found))
    content = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    policy = dict(part.split(" ", 1) for part in content.split("; "))
    assert policy["default-src"] == "'none'"
    for directive, tag in (("style-src", "style"), ("script-src", "script")):
        digest = hashlib.sha256(page.xpath(f"//{tag}")[0].text.encode()).digest()
        assert policy[directive] == f"'sha256-{base64.b64encode(digest).decode()}'"
    assert not page.xpath("//@src | //@action | //@srcset | //@style | //@*[starts-with(name(), 'on')]")
    for name in ("report.css", "report.js"):
        asset = (ASSETS / name).read_text(encoding="utf-8")
        assert not re.search(r"https?:|url\(|@import|innerHTML|outerHTML|insertAdjacent|eval\(|fetch\(|XMLHttp", asset)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_texts_stay_texts(tmp_path: Path, lang: str) -> None:
    texts = {
        f"{n}.txt": f"{name}市{HOSTILE}方案\n" + MEASURES.format(name=name + HOSTILE, n=n + 3)
        for n, name in enumerate("甲乙丙")
    }
    write(tmp_path, texts)
    text = written(report(tmp_path), lang)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    page = parsed(text)
    assert [script.text for script in page.iter("script")] == [(ASSETS / "report.js").read_text(encoding="utf-8")]
    assert "49" not in page.xpath("//title")[0].text and "{{7*7}}" in page.text_content()
    assert not page.xpath("//@*[starts-with(name(), 'on')] | //img | //iframe | //base")


def test_english(found: Report) -> None:
    page = parsed(written(found, "en"))
    assert page.get("lang") == "en" and "Summary" in page.text_content()


def test_few_documents(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": PLAN})
    assert "17" not in parsed(written(report(tmp_path))).xpath("//p[@class='big']")[0].text
    write(tmp_path, {"b.txt": OTHER})
    page = parsed(written(report(tmp_path)))
    assert page.xpath("//svg[@id='heatmap']")


def test_same_input_same_bytes(tmp_path: Path) -> None:
    pages = []
    for seed in ("0", "4242"):
        out = tmp_path / f"{seed}.html"
        environ = {**os.environ, "PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(tmp_path / seed)}
        command = [sys.executable, "-m", "compare", "report", "samples", "-o", str(out)]
        subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True)
        pages.append(out.read_bytes())
    assert pages[0] == pages[1] and len(pages[0]) < 1_000_000


# ---- in a browser


@pytest.fixture(scope="module")
def devtools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pytest.importorskip("aiohttp", reason="needs bidui[serve], which brings aiohttp")
    with devtools_of(tmp_path_factory.mktemp("chromium")) as address:
        yield address


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, found: Report) -> Path:
    path = tmp_path_factory.mktemp("page") / "报告 结果.html"
    path.write_text(written(found, full=True), encoding="utf-8")
    return path


def test_click_through(devtools: str, page: Path) -> None:
    async def work() -> None:
        async with opened(devtools, page) as browser:
            shown = "[...document.querySelectorAll('.layer')].filter((g) => !g.hasAttribute('hidden')).map((g) => g.dataset.figure).join()"
            assert await browser.value(shown) == "net"
            await click(browser, "[data-show='gross']")
            await browser.until(shown, lambda value: value == "gross")
            assert await browser.value("!document.querySelector('.layer-about[data-figure=gross]').hidden")
            first = await browser.value(
                "document.querySelector('#heatmap .layer:not([hidden]) a').getAttribute('href')"
            )
            await click(browser, "#heatmap .layer:not([hidden]) a text")
            await browser.until(f"document.querySelector('{first}').open")
            rows = (
                "[...document.querySelectorAll('section.table tbody tr')].filter((row) => row.checkVisibility()).length"
            )
            before = await browser.value(rows)
            await browser.value("document.getElementById('needle').focus()")
            await browser.call("Input.insertText", text="网箱")
            await browser.until(rows, lambda value: 0 < value < before)
            assert "网箱" in await browser.value(
                "document.querySelector('section.table:not(.filtered) tbody tr:not(.filtered)').textContent"
            )
            await browser.call("Input.dispatchKeyEvent", type="keyDown", key="Escape")
            await browser.until(rows, lambda value: value == before)
            await click(browser, "#theme")
            await browser.until("document.documentElement.dataset.theme === 'light'")

    asyncio.run(work())


def test_rest_of_a_table_by_button_and_without_script(devtools: str, page: Path) -> None:
    more = "[...document.querySelectorAll('.more tr')].filter((row) => row.checkVisibility()).length"

    async def work() -> None:
        async with opened(devtools, page) as browser:
            if await browser.value("document.querySelector('.unfold') !== null"):
                assert await browser.value(more) == 0
                await click(browser, ".unfold")
                await browser.until(more, lambda value: value > 0)
        async with opened(devtools, page, script=False) as browser:
            assert await browser.value(more) == await browser.value("document.querySelectorAll('.more tr').length")
            assert not await browser.value("[...document.querySelectorAll('.js')].some((one) => one.checkVisibility())")

    asyncio.run(work())


@pytest.mark.parametrize("width", [1600, 1000, 390])
def test_page_is_no_wider_than_the_window(devtools: str, page: Path, width: int) -> None:
    async def work() -> None:
        async with opened(devtools, page, width=width) as browser:
            assert await browser.value("document.documentElement.scrollWidth") <= width

    asyncio.run(work())
