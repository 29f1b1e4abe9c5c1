"""From a file to a comparison: samples, encodings, parts, the same result in every process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from material import PLAN, ROOT, RULE, SAMPLES, UNRELATED, check_tiling, half_width, hard_wrapped, with_chrome

from compare.errors import BiduiError, ReadError
from compare.model import Comparison, Document
from compare.options import Options
from compare.pipeline import compare, read_document, understand
from compare.writers.json_format import write_diff, write_outline

PAIRS = [
    ("管理办法_2021", "管理办法_2025", "version"),
    ("省级意见", "市级实施方案", "vertical"),
    ("甲市行动方案", "乙市行动方案", "peer"),
    ("文库抓取_若干措施", "甲市行动方案", "peer"),
]
LABELS = {"boilerplate", "quotation", "shared", "adapted", "value_changed", "distinctive", "general"}


def check_labels(found: Comparison) -> None:
    """Every body character has exactly one label, and no label stands outside the sections."""
    for document, spans in zip((found.left, found.right), found.spans, strict=True):
        times = [0] * len(document.text)
        for span in spans:
            assert span.label in LABELS
            assert 0 <= span.start < span.end <= len(document.text)
            for at in range(span.start, span.end):
                times[at] += 1
        inside = [False] * len(document.text)
        for section in document.sections:
            inside[section.start : section.end] = [True] * (section.end - section.start)
            assert all(times[at] == 1 for at in range(section.body, section.end))
        assert [bool(n) for n in times] == inside
        assert max(times, default=0) <= 1


def check_clause_links(found: Comparison) -> None:
    pairs = [(link.left, link.right) for link in found.clause_links]
    assert len(set(pairs)) == len(pairs)
    for link in found.clause_links:
        assert 0.0 <= link.similarity <= 1.0
        if not link.edits:
            continue
        for side, clause in (("left", found.left.clauses[link.left]), ("right", found.right.clauses[link.right])):
            at = clause.start
            for edit in link.edits:
                span = getattr(edit, side)
                assert span.start == at <= span.end
                at = span.end
            assert at == clause.end


@pytest.mark.parametrize(("left", "right", "regime"), PAIRS, ids=["/".join(row[:2]) for row in PAIRS])
def test_samples(left: str, right: str, regime: str) -> None:
    found = compare(understand(SAMPLES[left]), understand(SAMPLES[right]))
    assert found.regime == regime
    check_labels(found)
    check_clause_links(found)
    used = {s.label for spans in found.spans for s in spans}
    assert {"boilerplate", "shared"} <= used and used & {"distinctive", "adapted", "value_changed"}
    linked = found.summary.linked
    assert 0 < linked[0] <= found.summary.units[0] and 0 < linked[1] <= found.summary.units[1]
    if regime == "version":
        assert found.summary.similarity > 0.7
    for spans, shares in zip(found.spans, found.summary.label_shares, strict=True):
        assert {name for name, _ in shares} <= LABELS
        assert {s.label for s in spans} >= {name for name, share in shares if share > 0}


@pytest.mark.parametrize("spoil", [half_width, hard_wrapped, with_chrome], ids=lambda f: f.__name__)
@pytest.mark.parametrize("other", [PLAN, RULE, UNRELATED, "", "渔港整治。", "附件", "《》"], ids=range(7))
def test_labels_of_any_pair(spoil, other: str) -> None:  # type: ignore[no-untyped-def]
    found = compare(understand(spoil(PLAN)), understand(other))
    check_labels(found)
    check_clause_links(found)
    back = compare(understand(other), understand(spoil(PLAN)))
    check_labels(back)


@pytest.mark.parametrize("regime", ["version", "vertical", "peer"])
def test_regime_by_option(regime: str) -> None:
    found = compare(understand(PLAN), understand(RULE), Options(regime=regime))
    assert found.regime == regime
    assert "--regime" in found.regime_reason
    check_labels(found)


# ----------------------------------------------------------------------------------------------- files


def without_source(document: Document) -> tuple[object, ...]:
    return (
        document.text,
        document.metadata,
        document.regions,
        document.sections,
        document.items,
        document.clauses,
        document.part,
        document.parts,
        document.notes,
    )


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("省级意见", "gbk"),
        ("省级意见", "utf-8-sig"),
        ("省级意见", "utf-16"),
        ("管理办法_2025", "gbk"),
        ("文库抓取_若干措施", "gb18030"),  # • is not in GBK
        ("文库抓取_若干措施", "utf-16"),
    ],
)
def test_encodings(tmp_path: Path, name: str, encoding: str) -> None:
    plain, other = tmp_path / "plain.txt", tmp_path / "other.txt"
    plain.write_bytes(SAMPLES[name].encode("utf-8"))
    other.write_bytes(SAMPLES[name].encode(encoding))
    expected, found = read_document(str(plain)), read_document(str(other))
    assert without_source(found) == without_source(expected)
    assert found.path == str(other)
    assert found.encoding != expected.encoding or encoding == "utf-8-sig"


def test_gbk_and_utf8_compare_alike(tmp_path: Path) -> None:
    right = tmp_path / "right.txt"
    right.write_text(SAMPLES["市级实施方案"], encoding="utf-8")
    results = []
    for encoding in ("utf-8", "gbk"):
        left = tmp_path / f"{encoding}.txt"
        left.write_bytes(SAMPLES["省级意见"].encode(encoding))
        results.append(compare(read_document(str(left)), read_document(str(right))))
    one, two = results
    assert (one.links, one.clause_links, one.spans, one.summary) == (
        two.links,
        two.clause_links,
        two.spans,
        two.summary,
    )
    assert one.left.encoding != two.left.encoding


def test_line_ends(tmp_path: Path) -> None:
    unix, windows = tmp_path / "unix.txt", tmp_path / "windows.txt"
    unix.write_bytes(PLAN.encode())
    windows.write_bytes(PLAN.replace("\n", "\r\n").encode())
    assert without_source(read_document(str(windows))) == without_source(read_document(str(unix)))


def test_standard_input() -> None:
    document = read_document("-", stdin=PLAN.encode("gb18030"))
    assert without_source(document) == without_source(understand(PLAN))


HEADER = "文章属性•【制定机关】青汐市人民政府•【公布日期】2031.05.20•【时效性】现行有效正文"


def test_parts(tmp_path: Path) -> None:
    both = tmp_path / "both.txt"
    both.write_text(
        f"海洋牧场意见\n海洋牧场意见{HEADER}{PLAN}公共浴室办法\n公共浴室办法{HEADER}{RULE}", encoding="utf-8"
    )
    first, second = read_document(str(both), 1), read_document(str(both), 2)
    assert [d.metadata.title for d in (first, second)] == [PLAN.split("\n")[0], RULE.split("\n")[0]]
    assert (first.parts, second.parts, second.part) == (2, 2, 2)
    for document in (first, second):
        check_tiling(document)
    assert read_document(str(both)).part == 1  # the longer one
    found = compare(second, understand(RULE))
    assert {k.kind for k in found.links} == {"identical"}
    check_labels(found)
    with pytest.raises(ReadError) as caught:
        read_document(str(both), 3)
    assert str(both) in str(caught.value)
    assert isinstance(caught.value, BiduiError)


# ----------------------------------------------------------------------------------------- determinism

SCRIPT = """
import sys
from compare.pipeline import compare, read_document
from compare.writers.json_format import write_diff, write_outline
left, right = (read_document(path) for path in sys.argv[1:])
sys.stdout.buffer.write((write_diff(compare(left, right)) + write_outline(left)).encode())
"""


@pytest.mark.parametrize(("left", "right"), [PAIRS[0][:2], PAIRS[2][:2]], ids=["version", "peer"])
def test_every_process_gives_the_same(left: str, right: str) -> None:
    paths = [str(Path("samples") / f"{name}.txt") for name in (left, right)]
    outputs = []
    for seed in ("1", "2"):
        environ = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", SCRIPT, *paths]
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=True)
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
    documents = [read_document(path) for path in (str(ROOT / paths[0]), str(ROOT / paths[1]))]
    here = write_diff(compare(*documents)) + write_outline(documents[0])
    for path in paths:
        here = here.replace(str(ROOT / path), path)
    assert outputs[0].decode() == here
