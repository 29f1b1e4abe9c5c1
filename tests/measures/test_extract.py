"""What must hold of everything that is extracted, on the samples and on the texts that several tests share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from material import PLAN, RULE, SAMPLES

from compare.findings import Findings
from compare.measures.extract import extract, measures_of
from compare.model import Comparison, Document
from compare.options import Options
from compare.parse.document import understand
from compare.pipeline import compare, describe

TEXTS = {**SAMPLES, "plan": PLAN, "rule": RULE}


def spans(found: Findings) -> list[tuple[int, int, str]]:
    rows = (*found.targets, *found.achieved, *found.benefits, *found.measures, *found.tasks, *found.flags)
    return [(row.start, row.end, row.section) for row in rows]


@pytest.fixture(scope="module", params=sorted(TEXTS))
def document(request: pytest.FixtureRequest) -> Document:
    return describe(understand(TEXTS[request.param]))


def test_every_row_has_an_exact_span_in_its_section(document: Document) -> None:
    for start, end, ident in spans(document.findings):
        section = document.by_id[ident]
        assert section.start <= start < end <= section.end
        assert document.text[start:end].strip()


def test_values_stand_in_their_words(document: Document) -> None:
    found = document.findings
    for target in (*found.targets, *found.achieved):
        words = document.text[target.start : target.end]
        if target.value is not None and target.kind not in ("multiple", "rank") and "百分之" not in words:
            assert f"{target.value:g}"[:3] in words.replace(",", "") or any(
                c in words for c in "一二两三四五六七八九十"
            )
        if target.clause >= 0:
            clause = document.clauses[target.clause]
            assert clause.start <= target.start < target.end <= clause.end
    for benefit in found.benefits:
        assert any(
            document.text[benefit.start : benefit.end].count(part)
            for part in (benefit.amount, benefit.rate, benefit.cap)
            if part
        )


def test_one_clause_alone_says_the_same(document: Document) -> None:
    for clause in range(0, len(document.clauses), 5):
        assert measures_of(document, clause) == tuple(m for m in document.findings.measures if m.clause == clause)


def test_twice_the_same(document: Document) -> None:
    assert extract(document) == document.findings
    assert extract(understand(document.text)) == document.findings


def test_reading_extracts_nothing() -> None:
    assert understand(PLAN).findings == Findings()


@pytest.fixture(scope="module")
def pair() -> Comparison:
    return compare(understand(SAMPLES["省级意见"]), understand(SAMPLES["市级实施方案"]))


def test_rows_hold_every_target_and_benefit_once(pair: Comparison) -> None:
    for name in ("targets", "benefits"):
        for side in ("left", "right"):
            count = len(getattr(getattr(pair, side).findings, name))
            assert sorted(i for row in getattr(pair.tables, name) for i in getattr(row, side)) == list(range(count))
            assert count > 3


def test_a_document_against_itself_has_nothing_different() -> None:
    document = understand(SAMPLES["市级实施方案"])
    found = compare(document, document, Options(regime="version"))
    assert {row.relation for row in (*found.tables.targets, *found.tables.benefits)} == {"same"}
    assert found.tables.wording == ()
    assert {novelty.novelty for side in found.tables.novelty for novelty in side} == {0.0}


def test_novelty_is_of_specific_measures(pair: Comparison) -> None:
    for side, document in zip(pair.tables.novelty, (pair.left, pair.right), strict=True):
        assert side
        for novelty in side:
            assert document.findings.measures[novelty.measure].specificity >= 2
            assert 0 <= novelty.novelty <= 1
