"""The web page in a real Chromium, opened as a file: folds, filters, search, links, colours, keys, paper, no script."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from browser import click, devtools_of, opened, prefers, press
from material import SAMPLES

from compare.model import Comparison
from compare.pipeline import compare, understand
from compare.writers import html

BLACK, WHITE = "rgb(21, 24, 30)", "rgb(251, 251, 247)"  # the backgrounds by night and by day
BACKGROUND = "getComputedStyle(document.documentElement).backgroundColor"
SHOWN = """[...document.querySelectorAll('.texts .row.text')].filter((row) => !row.closest('.filtered')).length"""


@pytest.fixture(scope="module")
def devtools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pytest.importorskip("aiohttp", reason="needs bidui[serve], which brings aiohttp")
    with devtools_of(tmp_path_factory.mktemp("chromium")) as address:
        yield address


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """The samples with a stretch of formula that folds, and a section that is the same."""
    left, right = SAMPLES["省级意见"], SAMPLES["市级实施方案"]
    return compare(understand(left, "省级意见.txt"), understand(right, "市级实施方案.txt"))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, comparison: Comparison) -> Path:
    path = tmp_path_factory.mktemp("page") / "对比 结果.html"
    path.write_text(html.write(comparison, width=0, colour=False), encoding="utf-8")
    return path


def in_view(selector: str) -> str:
    """Whether an element is below the bar and above the window's end, and can be seen."""
    return (
        f"(() => {{ const e = document.querySelector({json.dumps(selector)}), r = e.getBoundingClientRect(); "
        "return r.height > 0 && r.top >= document.querySelector('.bar').getBoundingClientRect().bottom - 1 "
        "&& r.top < innerHeight && e.checkVisibility(); })()"
    )


def run(work: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(work())  # type: ignore[arg-type]  # a coroutine


def test_folds_open_by_click_and_all_at_once(devtools: str, page: Path) -> None:
    async def work() -> None:
        async with opened(devtools, page) as browser:
            fold, inside = ".texts .fold", ".texts .fold .row.text"
            assert not await browser.value(f"document.querySelector('{inside}').checkVisibility()")
            await click(browser, f"{fold} > summary")
            await browser.until(f"document.querySelector('{inside}').checkVisibility()")
            await click(browser, f"{fold} > summary")
            await browser.until(f"!document.querySelector('{inside}').checkVisibility()")
            await press(browser, "z")
            assert await browser.value("[...document.querySelectorAll('.texts .fold')].every((fold) => fold.open)")
            await click(browser, "#folds")
            assert not await browser.value("[...document.querySelectorAll('.texts .fold')].some((fold) => fold.open)")

    run(work)


def test_filters_show_what_was_asked_for(devtools: str, page: Path) -> None:
    async def work() -> None:
        async with opened(devtools, page) as browser:
            total = await browser.value(SHOWN)
            wanted = await browser.value("document.querySelectorAll('.texts .row.text[data-l~=distinctive]').length")
            assert 0 < wanted < total
            await press(browser, "f")
            await browser.until("document.activeElement.name === 'state'")
            await click(browser, "#filter input[value=distinctive]")
            await browser.until(SHOWN, lambda n: n == wanted)
            said = await browser.value("document.getElementById('shown').value")
            assert said.startswith(f"显示 {wanted} / ")
            await click(browser, "#filter input[value='!']")
            both = await browser.value(
                "document.querySelectorAll('.texts .row.text[data-l~=distinctive][data-m~=\"!\"]').length"
            )
            assert 0 < both < wanted and await browser.value(SHOWN) == both
            await click(browser, "#filter [type=reset]")
            assert await browser.value(SHOWN) == total
            await click(
                browser, ".heat a[data-kind=equivalent]"
            )  # a figure leads to its sections, and shows only these
            kinds = "[...document.querySelectorAll('.block:not(.filtered)')].map((block) => block.dataset.k)"
            assert set(" ".join(await browser.value(kinds)).split()) >= {"equivalent"}
            assert all("equivalent" in kind for kind in await browser.value(kinds))
            await press(browser, "Escape")
            assert await browser.value("document.getElementById('filter').hidden")

    run(work)


def test_search_counts_steps_and_opens_folds(devtools: str, page: Path, comparison: Comparison) -> None:
    documents = (comparison.left, comparison.right)
    bodies = "\n".join(d.text[s.start : s.end] for d in documents for s in d.sections if s.end > s.start)
    hidden = "建设机器人检验检测公共服务平台"  # in a fold of what is the same

    async def work() -> None:
        async with opened(devtools, page) as browser:
            await press(browser, "/")
            await browser.until("document.activeElement.id === 'needle'")
            await browser.call("Input.insertText", text="２０２７年")  # width does not matter
            said = await browser.until("document.getElementById('hits').value", lambda text: "/" in text)
            count = int(said.split("/")[1])
            assert count == len(re.findall("2027年", bodies)) > 3 and said.split("/")[0].strip() == "1"
            await press(browser, "Enter")
            assert (await browser.value("document.getElementById('hits').value")).startswith("2 /")
            await press(browser, "Enter", shift=True)
            await click(browser, "#hit-previous")
            assert (await browser.value("document.getElementById('hits').value")) == f"{count} / {count}"
            await browser.until(in_view(".texts .hit"))
            assert await browser.value("[...CSS.highlights.get('hit')][0].toString()") == "2027年"
            assert await browser.value("CSS.highlights.get('hits').size") == count
            for text in (hidden, "决无此语"):
                await browser.value("document.getElementById('needle').select()")
                await click(browser, "#needle")
                await browser.value("document.getElementById('needle').value = ''")
                await browser.call("Input.insertText", text=text)
                if text == hidden:
                    await browser.until("document.getElementById('hits').value", lambda said: said == "1 / 2")
                    assert await browser.value("document.querySelector('.texts .hit').closest('details').open")
            await browser.until("document.getElementById('hits').value", lambda said: said == "没有找到")

    run(work)


def test_links_lead_to_their_place(devtools: str, page: Path) -> None:
    async def work() -> None:
        async with opened(devtools, page) as browser:
            links = ("#measures-r ~ .wide .at a", ".texts .ghost a", "#sections li:last-child .to", "#alone-r a")
            for link in links:
                target = await browser.value(f"document.querySelector({json.dumps(link)}).hash")
                await click(browser, link)
                await browser.until(in_view(f"[id='{target[1:]}']"))
            await browser.value("location.hash = '#l-3.3'")  # the list of sections goes along
            current = "document.querySelector('#sections [aria-current] a')?.hash ?? ''"
            await browser.until(current, lambda found: found.startswith("#l-3."))
            inside = "document.querySelector('.texts .fold .row.text .c[id]').id"
            await browser.value("for (const fold of document.querySelectorAll('.fold')) fold.open = false")
            name = await browser.value(f"location.hash = {inside}")
            await browser.until(in_view(f"[id='{name}']"))
            await browser.call("Page.navigate", url=f"{page.as_uri()}#r-3.2")
            await browser.until(in_view("[id='r-3.2']"))

    run(work)


def test_differences_by_key_their_evidence_and_a_citation(devtools: str, page: Path) -> None:
    async def work() -> None:
        async with opened(devtools, page) as browser:
            await press(browser, "j")
            first = await browser.until("document.querySelector('.chosen .m')?.title ?? ''")
            await press(browser, "j")
            second = await browser.value("document.querySelector('.chosen .m').title")
            await press(browser, "k")
            assert await browser.value("document.querySelector('.chosen .m').title") == first != second
            await click(browser, "[id='r-3.2-2']")
            assert "算力券" in await browser.value("document.getElementById('detail-text').textContent")
            await browser.value(
                "void (navigator.clipboard.writeText = (text) => { window.taken = text; return Promise.resolve(); })"
            )
            await click(browser, "#copy-r")
            taken = await browser.until("window.taken ?? ''")
            assert taken.startswith(
                "《煦宁市具身智能机器人产业创新发展实施方案》（煦政办发〔2025〕36号）三（二）：“每年发放“算力券”3000万元"
            )
            await press(browser, "Escape")
            assert await browser.value("document.getElementById('detail').hidden")

    run(work)


def test_day_and_night(devtools: str, page: Path) -> None:
    async def work() -> None:
        async with opened(devtools, page, scheme="dark") as browser:
            assert await browser.value(BACKGROUND) == BLACK
            await prefers(browser, "light")
            assert await browser.value(BACKGROUND) == WHITE
            await click(browser, "#theme")
            await click(browser, "#theme")
            assert await browser.value("document.documentElement.dataset.theme") == "dark"
            assert await browser.value(BACKGROUND) == BLACK
            await prefers(browser, "dark")
            await press(browser, "t")  # follow the system again
            assert await browser.value("document.documentElement.dataset.theme ?? 'auto'") == "auto"

    run(work)


@pytest.mark.parametrize("width", [1440, 1024, 390, 320])
def test_nothing_hangs_over_the_edge(devtools: str, page: Path, width: int) -> None:
    async def work() -> None:
        async with opened(devtools, page, width=width) as browser:
            await press(browser, "z")
            assert await browser.value("document.documentElement.scrollWidth") <= width

    run(work)


def test_it_reads_without_script(devtools: str, page: Path) -> None:
    async def work() -> None:
        async with opened(devtools, page, script=False) as browser:
            assert not await browser.value("document.documentElement.classList.contains('scripted')")
            assert not await browser.value("[...document.querySelectorAll('.js')].some((one) => one.checkVisibility())")
            assert await browser.value("document.querySelector('.texts .row.text').checkVisibility()")
            await click(browser, ".texts .fold > summary")
            await browser.until("document.querySelector('.texts .fold .row.text').checkVisibility()")
            await click(browser, ".texts .ghost a")
            await browser.until("location.hash.startsWith('#r-')")

    run(work)


@pytest.mark.parametrize("script", [True, False])
def test_on_paper_folds_are_open_and_controls_gone(devtools: str, page: Path, script: bool) -> None:
    async def work() -> None:
        async with opened(devtools, page, script=script, scheme="dark") as browser:
            await prefers(browser, "dark", media="print")
            inside = "document.querySelector('.texts .fold .row.text').getBoundingClientRect().height"
            assert await browser.value(inside) > 10
            assert not await browser.value("document.querySelector('.bar').checkVisibility()")
            assert await browser.value(BACKGROUND) == "rgb(255, 255, 255)"
            paper = await browser.call("Page.printToPDF", preferCSSPageSize=True)
            assert len(paper["data"]) > 10_000

    run(work)
