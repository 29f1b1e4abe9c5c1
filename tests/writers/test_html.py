"""The web page as a parser sees it: structure, nothing lost, nothing that a text could break, nothing from elsewhere.

Write the goldens with BIDUI_GOLDEN=1."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from material import PLAN, RULE, SAMPLES, SHARED

from compare.cli import main
from compare.model import Comparison, Document, LabelSpan, Link, Metadata, Region, Remark
from compare.pipeline import compare, read_document, understand
from compare.writers import html
from compare.writers.inline import plain
from compare.writers.layout import printable
from compare.writers.names import names
from compare.writers.rows import FoldRow, SectionsRow, TextRow
from compare.writers.summary import percent
from compare.writers.view import View

GOLDEN = Path(__file__).parent / "golden"
ASSETS = files("compare.writers.html")
STYLE = "".join((ASSETS / name).read_text(encoding="utf-8") for name in ("base.css", "page.css"))
PAIRS = [
    ("省级意见", "市级实施方案"), ("甲市行动方案", "乙市行动方案"), ("管理办法_2021", "管理办法_2025"), ("文库抓取_若干措施", "甲市行动方案"),
]  # fmt: skip
Node = Any  # lxml brings no types


def written(comparison: Comparison, lang: str = "zh", full: bool = False) -> str:
    return html.write(comparison, width=80, colour=False, full=full, lang=lang)


def parsed(page: str) -> Node:
    return lxml_html.document_fromstring(page.encode("utf-8"))


@lru_cache(maxsize=8)
def sample(left: str, right: str) -> Comparison:
    return compare(understand(SAMPLES[left], f"{left}.txt"), understand(SAMPLES[right], f"{right}.txt"))


def squeezed(text: str) -> str:
    """Text without blanks, and without the pictures of those blanks that the page shows as one."""
    return re.sub(r"[\s␋␌␜-␟␦]", "", text)


# ---- targets, benefits, wording


@pytest.mark.parametrize("names_", PAIRS)
def test_extracts_lead_to_the_words(names_: tuple[str, str]) -> None:
    comparison = sample(*names_)
    page = parsed(written(comparison))
    found = {name: page.xpath(f"//*[@id='extracts-{name}']/following-sibling::*") for name in ("targets", "benefits")}
    rows = page.xpath("//table[@class='extracts']//tbody/tr")
    tables = comparison.tables
    assert len(rows) == len(tables.targets) + len(tables.benefits) + len(tables.wording)
    assert bool(found["targets"]) == bool(tables.targets)
    for row in rows:
        sides = row.xpath("./td[@data-head]")
        assert len(sides) == 2
        for cell in sides:
            said = cell.xpath("./p[a]")
            assert said or words(cell) == "未提及"
            for one in said:
                place = page.get_element_by_id(one.find("a").get("href")[1:])
                around = place if place.get("class", "").startswith("c ") else place.xpath("ancestor::section[1]")[0]
                assert squeezed(one.find("span").text_content()) in squeezed(around.text_content())


# ---- structure


def structure(page: Node) -> Iterator[str]:
    """The page as lines: what stands where, with which marks, edits and targets."""
    for source in page.xpath("//header//div[contains(@class,'source ')]"):
        yield "source " + " | ".join(words(node) for node in source.xpath("./p | .//dl/div"))
    for row in page.xpath("//table[@class='shares']//tbody/tr"):
        yield "share " + " | ".join(words(cell) for cell in row)
    for row in page.xpath("//table[@class='heat']//tr"):
        yield "heat " + " | ".join(words(cell) for cell in row)
    for row in page.xpath("//table[@class='measures']//tbody/tr"):
        yield "measure " + " | ".join(words(cell) + targets(cell) for cell in row)
    for item in page.xpath("//*[@id='alone']//li"):
        yield "alone " + words(item) + targets(item)
    for item in page.xpath("//*[@id='sections']//li"):
        yield "section " + words(item) + targets(item)
    for node in page.xpath("//div[@class='texts']/*"):
        yield from inner(node, "")
    for node in page.xpath("//*[@id='outside']//details"):
        yield "outside " + words(node)


def inner(node: Node, indent: str) -> Iterator[str]:
    kind = node.get("class") or ""
    if node.tag == "section" or node.tag == "details":
        facts = " ".join(f"{key}={value}" for key, value in node.items() if key != "class")
        yield f"{indent}{node.tag} {kind} {facts}".rstrip()
        for child in node:
            yield from inner(child, indent + "  ")
    elif kind.startswith("row"):
        cells = node.xpath("./div[starts-with(@class,'c ')]")
        marks = "".join(words(mark) for mark in node.xpath("./div[@class='g']/abbr"))
        shown = [
            f"{cell.get('id') or ''}{' gap' if 'gap' in cell.get('class') else ''} {edits(cell)}" for cell in cells
        ]
        yield f"{indent}{kind} {marks} [{node.get('data-l') or ''}] " + " || ".join(shown)
        for mark in node.xpath("./div[@class='g']/abbr"):
            yield f"{indent}    {mark.get('title')}"
    else:
        yield f"{indent}{node.tag} {words(node)}{targets(node)}"


def edits(cell: Node) -> str:
    """Text with its tags: <del>…</del>."""
    inside = (cell.text or "") + "".join(lxml_html.tostring(child, encoding="unicode") for child in cell)
    return " ".join(inside.split())


def words(node: Node) -> str:
    return " ".join(node.text_content().split())


def targets(node: Node) -> str:
    return "".join(f" -> {link.get('href')}" for link in node.xpath(".//a[@href]"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_structure(pair: Comparison, lang: str) -> None:
    found = "\n".join(structure(parsed(written(pair, lang)))) + "\n"
    path = GOLDEN / f"html_{lang}.txt"
    if os.environ.get("BIDUI_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("names_", PAIRS)
def test_no_level_of_headings_is_left_out(names_: tuple[str, str]) -> None:
    page = parsed(written(sample(*names_)))
    levels = [int(node.tag[1]) for node in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1 and levels.count(1) == 1 and max(levels) > 3
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_landmarks_and_headings(pair: Comparison) -> None:
    page = parsed(written(pair))
    assert page.get("lang") == "zh-CN" and parsed(written(pair, "en")).get("lang") == "en"
    for tag in ("header", "main", "footer"):
        assert len(page.xpath(f"//body/{tag}")) == 1
    assert all(nav.get("aria-label") for nav in page.xpath("//nav | //form[@id='filter'] | //*[@role='region']"))
    fields = page.xpath("//button | //input[@type!='hidden'] | //select")
    assert all(words(f) or f.get("aria-label") or f.xpath("ancestor::label") for f in fields)
    for node in page.xpath("//section[@aria-labelledby]"):
        assert page.get_element_by_id(node.get("aria-labelledby")).tag == "h2"
    assert all(mark.get("title") for mark in page.xpath("//abbr"))


def test_a_fold_is_a_click_and_says_its_evidence(pair: Comparison) -> None:
    fold = parsed(written(pair)).xpath("//details[@class='fold']")[0]
    assert "open" not in fold.attrib
    assert words(fold.xpath("./summary")[0]).startswith("… 套话 36 字（见于 46 份文件）…")
    assert "见于 46 份文件" in words(fold.xpath(".//div[@class='evidence']")[0])
    assert all("open" in one.attrib for one in parsed(written(pair, full=True)).xpath("//details"))


def test_moved_sections_lead_to_each_other(pair: Comparison) -> None:
    page = parsed(written(pair))
    ghost = page.get_element_by_id("g-3.2")
    assert ghost.xpath("./a/@href") == ["#r-3.2"]
    head = page.get_element_by_id("r-3.2").getparent()
    assert "#g-3.2" in head.xpath(".//a/@href")


def test_a_moved_section_is_awaited_in_one_place(pair: Comparison) -> None:
    """Behind 三 of the right document, which holds no text and stands beside two sections."""
    links = (*pair.links, Link("2", "3", "partial", 0.3, 0.2), Link("2", "3.1", "partial", 0.2, 0.1, True))
    page = parsed(
        written(replace(pair, links=tuple(link for link in links if (link.left, link.right) != ("3", "3.1"))))
    )
    ids = page.xpath("//@id")
    assert [name for name in ids if name.startswith("g-")] == ["g-3.1", "g-3.2"] and len(ids) == len(set(ids))


def test_remarks_stand_under_their_clause(pair: Comparison) -> None:
    at = pair.right.text.index("每年十月")
    page = parsed(written(replace(pair, remarks=(Remark(False, at, at + 4, "核对经费<来源>"),))))
    row = page.xpath("//div[@class='row remark']")[0]
    assert words(row) == "* 〔批注〕核对经费<来源>"
    assert row.getprevious().xpath("./div[@id='r-2.2-1']")


@pytest.mark.parametrize("names_", PAIRS)
def test_the_rows_are_those_of_the_terminal(names_: tuple[str, str]) -> None:
    comparison = sample(*names_)

    def lines(rows: list[Any]) -> Iterator[tuple[str, str]]:
        for row in rows:
            if isinstance(row, FoldRow | SectionsRow):
                yield from lines(list(row.rows))
            elif isinstance(row, TextRow):
                marks = [piece.mark for piece in (row.left, row.right) if piece]
                text = "".join(t for p in (row.left, row.right) if p for t, _ in p.runs)
                yield " ".join(marks[:1] if row.linked else marks), squeezed(text)

    shown = [
        (row.get("data-m"), squeezed("".join(own_text(cell) for cell in row.xpath("./div[starts-with(@class,'c ')]"))))
        for row in parsed(written(comparison)).xpath("//div[@class='row text']")
    ]
    assert shown == [(mark, printable(text)) for mark, text in lines(View(comparison).rows())]


@pytest.mark.parametrize("names_", PAIRS)
def test_the_heat_map_counts_what_the_summary_counts(names_: tuple[str, str]) -> None:
    comparison = sample(*names_)
    rows = parsed(written(comparison)).xpath("//table[@class='heat']//tbody/tr")
    found = {}
    for row in rows:
        cells = [words(cell) for cell in row]
        counts = [int(n) for cell in cells[2:] for n in re.findall(r"\d+", cell)]
        found[cells[0]] = (cells[1], sum(counts))
    called = names("zh")
    wanted = {called.get("role", role): (percent(share), count) for role, share, count in comparison.summary.by_role}
    assert {name: found[name] for name in wanted} == wanted


# ---- nothing is lost


def own_text(cell: Node) -> str:
    """Text of a cell that is the document's: without what the page says there."""
    return "".join(cell.xpath(".//text()[not(ancestor::*[contains(@class,'note')]) and not(ancestor::*[@class='k'])]"))


def column(page: Node, document: Document, left: bool) -> str:
    """One document's text as the page has it: headings or numbers of its sections, and their clauses."""
    side = "l" if left else "r"
    by_id = {cell.get("id"): cell for cell in page.xpath(f"//div[contains(@class,'c {side}')][@id]")}
    parts: list[str] = []
    for section in document.sections:
        anchor = page.get_element_by_id(f"{side}-{section.id}")
        head = anchor.xpath("ancestor::*[contains(@class,'head')][1]")[0]
        row = head.getnext()
        heading = (
            row is not None and row.get("class") == "row heading" and row.xpath(f"./div[contains(@class,'c {side}')]")
        )
        parts.append(words(heading[0]) if heading else "")
        for number, _ in enumerate(document.clauses_of.get(section.id, ()), start=1):
            cell = by_id.pop(f"{side}-{section.id}-{number}")
            parts += ["".join(cell.xpath("./span[@class='k']//text()")), own_text(cell)]
    assert not [name for name in by_id if name.startswith(f"{side}-")]  # every clause once
    return squeezed("".join(parts))


def check_nothing_lost(comparison: Comparison) -> None:
    page = parsed(written(comparison))
    for document, left in ((comparison.left, True), (comparison.right, False)):
        body = "".join(plain(document, section.start, section.end) for section in document.sections)
        assert column(page, document, left) == squeezed(printable(body))


@pytest.mark.parametrize("names_", PAIRS)
def test_every_character_of_the_samples_is_there(names_: tuple[str, str]) -> None:
    check_nothing_lost(sample(*names_))


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/seeds")
@pytest.mark.parametrize(
    "numbers", [("01", "08"), ("02", "07"), ("03", "04"), ("05", "09"), ("10", "11"), ("06", "06")]
)
def test_every_character_of_the_seeds_is_there(numbers: tuple[str, str]) -> None:
    left, right = (read_document(str(next((SHARED / "seeds").glob(f"{number}*.txt")))) for number in numbers)
    check_nothing_lost(compare(left, right))


LINES = [line for text in (PLAN, RULE) for line in text.splitlines()]
SCRAPS = [
    "<b>&amp;</b>",
    "2027年5月",
    "\u3000",
    "①",
    "— 3 —",
    "“”",
    "a/b <i>",
    "\x0b\x00",
    "\ud800",
    "第九条 ",
    "——",
    "1.",
    "\u202e乙",
]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_character_of_any_pair_is_there(data: st.DataObject) -> None:
    drawn = st.lists(st.one_of(st.sampled_from(LINES), st.sampled_from(SCRAPS)), max_size=25)
    joint = st.sampled_from(["\n", "\n\n", "", "。\n"])
    texts = ["".join(line + data.draw(joint) for line in data.draw(drawn)) for _ in range(2)]
    regime = data.draw(st.sampled_from(["version", "vertical", "peer"]))
    left, right = (understand(text, "a.txt") for text in texts)
    comparison = replace(compare(left, right), regime=regime)
    check_nothing_lost(comparison)


def test_text_outside_the_body_is_there_too() -> None:
    comparison = sample("省级意见", "市级实施方案")
    shown = squeezed(words(parsed(written(comparison)).get_element_by_id("outside")))
    for document in (comparison.left, comparison.right):
        assert any(region.kind == "transmittal" for region in comparison.right.regions)
        for region in document.regions:
            assert squeezed(document.text[region.start : region.end]) in shown


# ---- links


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("names_", PAIRS)
def test_every_link_has_its_place_and_no_place_stands_twice(names_: tuple[str, str], lang: str) -> None:
    page = parsed(written(sample(*names_), lang))
    ids = Counter(page.xpath("//@id"))
    assert max(ids.values()) == 1
    hrefs = page.xpath("//a/@href")
    assert len(hrefs) > 50
    assert {href[1:] for href in hrefs} <= set(ids) and all(href[0] == "#" for href in hrefs)


def test_anchors_are_those_of_the_documents(pair: Comparison) -> None:
    ids = set(parsed(written(pair)).xpath("//@id"))
    for document, side in ((pair.left, "l"), (pair.right, "r")):
        assert {f"{side}-{section.id}" for section in document.sections} <= ids


@pytest.mark.parametrize("names_", PAIRS)
def test_claims_lead_to_their_place(names_: tuple[str, str]) -> None:
    page = parsed(written(sample(*names_)))
    heat = page.xpath("//table[@class='heat']//td[contains(., '/')]")
    assert heat and all(cell.xpath("./a/@href") for cell in heat)
    assert all(row.xpath("./td[2]/a/@href") for row in page.xpath("//table[@class='measures']/tbody/tr"))
    assert all(item.xpath("./a/@href") for item in page.xpath("//*[@id='sections']//li | //*[@id='alone']//li"))
    for cell in page.xpath("//table[@class='shares']//td"):
        assert cell.xpath(".//a/@href") or words(cell) == "0%"


def test_a_label_of_headings_alone_leads_to_its_section(pair: Comparison) -> None:
    spans = (LabelSpan(0, 7, "quotation"), *pair.spans[0])
    shares = ((("quotation", 0.1),), ())
    found = replace(pair, spans=(spans, pair.spans[1]), summary=replace(pair.summary, label_shares=shares))
    assert parsed(written(found)).xpath("//table[@class='shares']//td[1]//a/@href") == ["#l-1"]


# ---- hostile texts

HOSTILE = (
    '</script><script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover="x\' <!-- ]]> {{ 7*7 }}{% raw %}&lt;&#60;'
    "\u2028\u2029\x00\x1b[31m\u202e\ud800\ufffe</style><style>*{}</style><a href=//evil.example>`${1}`</textarea></title>"
)
TAGS = {
    "section",
    "details",
    "summary",
    "div",
    "span",
    "a",
    "abbr",
    "del",
    "ins",
    "h3",
    "h4",
    "h5",
    "b",
    "ul",
    "li",
    "p",
}


def hostile_pair() -> Comparison:
    left = f"霁云省{HOSTILE}意见\n一、总体要求{HOSTILE}\n坚持{HOSTILE}绿色发展。到2031年达到5亿元。\n二、重点任务\n建设{HOSTILE}。\n"
    right = left.replace("5亿元", "8亿元").replace("建设", f"在云栖县建设{HOSTILE}3个")
    pair = compare(
        understand(left, f"{HOSTILE}.txt"),
        understand(right, "b.txt"),
    )
    said = Metadata(
        title=HOSTILE, issuers=(HOSTILE,), number=HOSTILE, status=HOSTILE, genre=HOSTILE, dates=(("issued", HOSTILE),)
    )
    document = replace(pair.left, metadata=said, notes=(HOSTILE,), path=f"x/{HOSTILE}",
                       regions=(*pair.left.regions, Region("signature", 0, len(HOSTILE))))  # fmt: skip
    remarks = tuple(Remark(True, clause.start, clause.end, HOSTILE) for clause in pair.left.clauses)
    return replace(
        pair, left=document, regime_reason=HOSTILE, notes=(HOSTILE,), remarks=remarks, session=f"{HOSTILE}.json",
        replacements=tuple(replace(r, left=HOSTILE) for r in sample(*PAIRS[2]).replacements[:1]),
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_texts_stay_texts(lang: str) -> None:
    comparison = hostile_pair()
    text = written(comparison, lang)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]", text)
    page = parsed(text)
    assert [script.text for script in page.iter("script")] == [(ASSETS / "page.js").read_text(encoding="utf-8")]
    assert [style.text for style in page.iter("style")] == [STYLE]
    assert {node.tag for node in page.xpath("//div[@class='texts']//*")} <= TAGS
    assert not page.xpath(
        "//@*[starts-with(name(), 'on')] | //@style | //@src | //img | //base | //iframe | //comment()"
    )
    assert not page.xpath("//body//title | //textarea")
    assert {href[0] for href in page.xpath("//a/@href")} == {"#"}
    assert "7*7" in page.xpath("//title")[0].text and "49" not in page.xpath("//title")[0].text
    check_nothing_lost(replace(comparison, remarks=()))
    for part in ("header", "main"):
        assert squeezed(printable(HOSTILE)) in squeezed(page.xpath(f"//body/{part}")[0].text_content())
    assert "built-in method" not in text and "Undefined" not in text


# ---- nothing from elsewhere


def test_no_url_leads_out(pair: Comparison) -> None:
    page = parsed(written(pair))
    policy = dict(
        part.split(" ", 1)
        for part in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].split("; ")
    )
    assert policy["default-src"] == "'none'" and policy["base-uri"] == "'none'" and policy["form-action"] == "'none'"
    for directive, tag in (("style-src", "style"), ("script-src", "script")):
        digest = hashlib.sha256(page.xpath(f"//{tag}")[0].text.encode()).digest()
        assert policy[directive] == f"'sha256-{base64.b64encode(digest).decode()}'"
    assert page.xpath("//link/@href") == ["data:,"]
    assert not page.xpath("//@src | //@action | //@srcset | //@poster | //@data | //@formaction | //@style")
    for name in ("base.css", "page.css", "page.js"):
        asset = (ASSETS / name).read_text(encoding="utf-8")
        assert not re.search(
            r"https?:|//[a-z]|url\(|@import|innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|fetch\(|XMLHttp|import\(",
            asset,
        )


def test_same_input_same_bytes(tmp_path: Path) -> None:
    pages = []
    for seed in ("0", "4242"):
        out = tmp_path / f"{seed}.html"
        command = [
            sys.executable,
            "-m",
            "compare",
            "diff",
            "samples/甲市行动方案.txt",
            "samples/乙市行动方案.txt",
            "-o",
            str(out),
        ]
        root = Path(__file__).resolve().parents[2]
        subprocess.run(command, cwd=root, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        pages.append(out.read_bytes())
    assert pages[0] == pages[1] and pages[0].startswith(b"<!DOCTYPE html>")
    assert str(tmp_path).encode() not in pages[0]


def test_it_is_written_to_a_file_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    left, right = tmp_path / "a.txt", tmp_path / "b.txt"
    left.write_text(PLAN, encoding="utf-8")
    right.write_text(PLAN.replace("300平方公里", "500平方公里"), encoding="utf-8")
    assert main(["diff", str(left), str(right), "--format", "html"]) == 2
    assert "-o" in capsys.readouterr().err
    assert main(["diff", str(left), str(right), "-o", str(tmp_path / "对比.htm")]) == 0
    page = parsed((tmp_path / "对比.htm").read_text(encoding="utf-8"))
    assert [words(node) for node in page.xpath("//del[@class='v']")] == ["300平方公里"]
    assert [words(node) for node in page.xpath("//ins[@class='v']")] == ["500平方公里"]


def test_empty_documents() -> None:
    empty = understand("", "empty.txt")
    for left, right in ((empty, empty), (empty, understand(PLAN, "plan.txt")), (understand(RULE, "rule.txt"), empty)):
        check_nothing_lost(compare(left, right))


# ---- words and colours


def test_words_are_the_same_in_both_languages() -> None:
    tables = json.loads((ASSETS / "words.json").read_text(encoding="utf-8"))
    assert tables["zh"].keys() == tables["en"].keys()
    used = (ASSETS / "page.html.jinja").read_text(encoding="utf-8")
    for key in tables["zh"]:
        assert re.search(rf"""words\.{key}\b|"{key}\"""", used), key
        assert re.findall(r"\{\w+\}", str(tables["zh"][key])) == re.findall(r"\{\w+\}", str(tables["en"][key]))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(char * 2 for char in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """WCAG 2: 1..21."""
    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)


INKS = ("text", "muted", "left", "right", "adapted", "value", "moved", "own", "heading")
ON = [(ink, back) for ink in INKS for back in ("back", "surface", "panel")] + [
    ("left", "left-back"), ("right", "right-back"), ("value", "value-back"), ("hit-text", "hit"), ("hit-text", "hit-now"),
    *(("text", f"h{step}") for step in range(1, 5)), ("heading", "h5"), ("back", "text"), ("focus", "back"),
]  # fmt: skip


def test_every_ink_can_be_read_by_day_and_by_night() -> None:
    css = STYLE
    schemes = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", block)) for block in re.findall(r":root[^{]*\{([^}]*)\}", css)
    ]
    schemes = [scheme for scheme in schemes if scheme]
    assert len(schemes) == 3 and schemes[1] == schemes[2] and schemes[0].keys() == schemes[1].keys()
    poor = {
        (ink, back, round(ratio, 2))
        for scheme in schemes
        for ink, back in ON
        if (ratio := contrast(scheme[ink], scheme[back])) < 4.5
    }
    assert not poor


def test_marks_and_edits_differ_by_more_than_colour() -> None:
    css = STYLE
    assert re.search(r"^del \{[^}]*text-decoration: underline;", css, re.M)
    assert re.search(r'data-regime="version"\] \.texts del \{ text-decoration: line-through;', css)
    assert re.search(r"^ins \{[^}]*font-weight: bold;", css, re.M)
    assert re.search(r"^\.v \{[^}]*text-decoration: underline double;", css, re.M)
