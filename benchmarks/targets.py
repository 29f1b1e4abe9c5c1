"""Score the targets that bidui extracts against ../shared/domain/targets.json, by the rule at that file's head.

    python benchmarks/targets.py            the scores, and what was missed or taken too much
    python benchmarks/targets.py --floors   exit 1 where a score is under its floor in floors.json

Every passage becomes a small document: source or issuer, date, 一、主要目标, the passage; what its context says of an
inherited date stands in a sentence before it. A predicted target matches a gold one by an overlap of their words of at
least half of the shorter; primary is the F1 of (value, unit, op, deadline) with a lenient indicator (equal after
territory is taken off, or character F1 >= 0.8). Rows without a number (qualitative, milestone, sync) are counted apart.
Achieved figures are matched among `achieved` and benefits among `benefits`; `table` leaves both out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
GOLD = ROOT.parent / "shared" / "domain" / "targets.json"
FLOORS = Path(__file__).with_name("floors.json")
APART = {"qualitative", "milestone", "sync"}
AWARD = {"kind": "award", "modality": "subsidy"}
TABLE = {"target", "expected", "binding", "strive", "ensure", "task"}
TERRITORY = re.compile(r"全市|全省|全区|我市|我省|全县|全国")

Row = dict[str, Any]


def small_file(item: Row, siblings: dict[str, str]) -> tuple[str, int]:
    """The passage as a document, and where the passage starts in it."""
    context = item.get("context") or {}
    source = item["source"]
    year = context.get("doc_year") or context.get("doc_date", "")[:4]
    head = context.get("issuer", source)
    if source.startswith("gwr"):
        head = f"20{source[3:5]}年{source[6:]}政府工作报告"
    elif "issuer" in context and re.search(r"〔|\[", source):
        head = f"{context['issuer']}\n{source}"
    date = context.get("doc_date") or (f"{year}年" if year else "")
    until = context.get("inherited_deadline") or context.get("period") or siblings.get(source, "")
    until = re.sub(r"[ (].*", "", until)
    lead = f"{until}，发展质量明显提高。\n" if until else ""
    heading = "一、工作回顾" if context.get("section_role") == "review" else "一、主要目标"
    before = "\n".join(filter(None, (head, date, heading))) + "\n" + lead
    return before + item["text"] + "\n", len(before)


def extracted(text: str) -> dict[str, list[Row]]:
    """Rows of `bidui outline --format json` for a text, by list."""
    from compare.pipeline import describe, understand
    from compare.writers.json_format import outline_object

    found = outline_object(describe(understand(text)))
    return {
        name: [{**row, "evidence": text[row["start"] : row["end"]]} for row in found[name]]
        for name in ("targets", "achieved", "benefits")
    }


def overlap(one: str, other: str, text: str) -> float:
    """Shared characters of two pieces of a text over the shorter."""
    a, b = text.find(one), text.find(other)
    shared = min(a + len(one), b + len(other)) - max(a, b)
    return max(0, shared) / max(1, min(len(one), len(other)))


def lenient(one: str, other: str) -> bool:
    """Whether two indicators name the same."""
    one, other = TERRITORY.sub("", one), TERRITORY.sub("", other)
    if one == other:
        return True
    both = sum((Counter(one) & Counter(other)).values())
    return both > 0 and 2 * both / (len(one) + len(other)) >= 0.8


def same_value(gold: Row, row: Row) -> dict[str, bool]:
    """What agrees of a matched pair."""
    unit = (row["unit"] or "").replace("％", "%")
    return {
        "value": gold["value"] == row["value"] and gold["value2"] == row["value2"],
        "unit": (gold["unit"] or "") == unit,
        "op": gold["op"] == row["op"],
        "deadline": (gold["deadline"] or "") == (row["deadline"] or ""),
        "indicator": lenient(gold["indicator"], row["indicator"]),
        "kind": gold["kind"] == row["kind"],
        "modality": gold["modality"] == row["modality"],
    }


def as_target(row: Row) -> Row:
    """A benefit in the shape of a target."""
    same = {name: row[name] for name in ("evidence", "value", "unit", "start", "end")}
    op = "=" if row["amount"] else "<="
    return {**same, "indicator": row["item"], "value2": None, "op": op, "deadline": None, **AWARD}


def score(show: bool = True) -> dict[str, float]:
    """Scores by name, each 0..1."""
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    siblings = {
        i["source"]: i["context"]["inherited_deadline"]
        for i in gold["items"]
        if (i.get("context") or {}).get("inherited_deadline")
    }
    counts: Counter[str] = Counter()
    for item in gold["items"]:
        text, at = small_file(item, siblings)
        lists = extracted(text)
        rows = {name: [row for row in found if row["start"] >= at] for name, found in lists.items()}
        pools = {
            "table": rows["targets"],
            "achieved": rows["achieved"],
            "subsidy": [as_target(row) for row in rows["benefits"]],
        }
        for pool, predicted in pools.items():
            wanted = [t for t in item["targets"] if (t["modality"] if t["modality"] in pools else "table") == pool]
            _match(item, pool, wanted, predicted, counts, show)
    for negative in gold["negatives"]:
        text, at = small_file({"source": "某市", "context": {"doc_year": "2024"}, "text": negative["text"]}, {})
        taken = [row for row in extracted(text)["targets"] if row["start"] >= at]
        counts["negative"] += 1
        counts["negative taken"] += bool(taken)
        if show and taken:
            print("NEGATIVE", negative["text"], [row["evidence"] for row in taken])
    result = {"negatives": 1 - counts["negative taken"] / counts["negative"]}
    for name in ("table", "achieved", "subsidy", "apart"):
        hit, wanted, predicted = counts[f"{name} hit"], counts[f"{name} gold"], counts[f"{name} predicted"]
        result[name] = 2 * hit / max(1, wanted + predicted)
    numbered = ("table", "achieved", "subsidy")
    hit, both = (
        sum(counts[f"{n} hit"] for n in numbered),
        sum(counts[f"{n} gold"] + counts[f"{n} predicted"] for n in numbered),
    )
    result["primary"] = 2 * hit / max(1, both)
    for part in ("value", "unit", "op", "deadline", "indicator", "kind", "modality"):
        result[f"matched {part}"] = counts[part] / max(1, counts["matched"])
    return result


def _match(item: Row, pool: str, wanted: list[Row], predicted: list[Row], counts: Counter[str], show: bool) -> None:
    left = list(predicted)
    for target in wanted:
        name = "apart" if target["kind"] in APART else pool
        counts[f"{name} gold"] += 1
        near = [row for row in left if overlap(target["evidence"], row["evidence"], item["text"]) >= 0.5]
        near.sort(key=lambda row: (-sum(same_value(target, row).values()), row["start"]))
        if not near:
            if show:
                print("MISSED  ", item["id"], pool, target["indicator"], "|", target["evidence"])
            continue
        row = near[0]
        left.remove(row)
        counts[f"{name} predicted"] += 1
        agrees = same_value(target, row)
        for part, right in agrees.items():
            counts[part] += right
        counts["matched"] += 1
        right = all(agrees[part] for part in ("value", "unit", "op", "deadline", "indicator"))
        counts[f"{name} hit"] += right
        if show and not right:
            print("WRONG   ", item["id"], {k: (target.get(k), row.get(k)) for k, ok in agrees.items() if not ok})
    for row in left:
        counts[f"{'apart' if row['kind'] in APART else pool} predicted"] += 1
        if show:
            print("TOO MUCH", item["id"], pool, row["indicator"], "|", row["evidence"])


def main() -> int:
    """Exit code: 1 when --floors was asked for and a score is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--floors", action="store_true")
    args = parser.parse_args()
    if not GOLD.is_file():
        print(f"skipped: no gold file {GOLD}")
        return 0
    scores = score()
    table = json.loads(FLOORS.read_text(encoding="utf-8"))
    floors = table["targets"]
    failures = 0
    for name, value in scores.items():
        under = args.floors and value < floors.get(name, 0) - table["epsilon"]
        failures += under
        print(f"{name:24}{value:8.3f}{floors.get(name, ''):>8}{'  UNDER' if under else ''}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
