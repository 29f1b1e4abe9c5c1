"""Labels against the hand-made gold spans of real pairs, through the whole pipeline."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from compare.pipeline import compare, read_document

SHARED = Path(__file__).parents[3] / "shared"
NAMES = ("peer_beijing_nantong_lowalt", "vertical_construction", "vertical_guangdong_zhanjiang_lowalt")


@pytest.mark.skipif(not (SHARED / "eval" / "gold").is_dir(), reason="the gold files in ../shared are not here")
def test_mean_of_macro_f1():
    spec = importlib.util.spec_from_file_location("evaluate", SHARED / "eval" / "evaluate.py")
    assert spec is not None and spec.loader is not None
    evaluate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(evaluate)
    scores = []
    for name in NAMES:
        gold = json.loads((SHARED / "eval" / "gold" / f"{name}.json").read_text(encoding="utf-8"))
        found = compare(*(read_document(str(SHARED / gold[side])) for side in ("a_file", "b_file")))
        rows = [[{"start": s.start, "end": s.end, "label": s.label} for s in side] for side in found.spans]
        prediction = {"spans": dict(zip(("left", "right"), rows, strict=True))}
        scores.append(evaluate.score_spans(gold, prediction)["spans_macro_f1"])
    assert sum(scores) / len(scores) >= 0.70, scores
