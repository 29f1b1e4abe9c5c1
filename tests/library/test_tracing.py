"""Where clauses come from: earliest carriers, copies, dates, formula, and what has no source."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from compare.library.adding import add
from compare.library.store import open_library
from compare.library.tracing import relation, trace
from compare.trace import STATUSES, Trace, Traced

SHARED = "建立海上补给平台运营清单，对远海养殖船舶实行一船一码动态管理。"
EDITED = "建立海上补给平台运营清单，对远海养殖渔船施行一船一码动态监管。"
AMOUNT = "对新购抗风浪网箱的合作社，按每口{}万元给予一次性补助。"
OWN = "每季度在沙湾举办一次渔民夜校，邀请老船长讲授辨认潮汐与暗礁的方法。"
RUN = "对远海养殖船舶实行一船一码动态管理"


def document(place: str, date: str, *clauses: str) -> str:
    body = "".join(f"第{'一二三四五六七八'[n]}条 {clause}\n" for n, clause in enumerate(clauses))
    return f"{place}市海洋牧场管理办法\n" + (f"（{date}）\n" if date else "") + body


@pytest.fixture
def library(tmp_path: Path) -> str:
    """云汀 2031 has it first, 白洲 2032 (twice) edits it, 青屿 has no date, 碧澜 2038 comes later."""
    texts = {
        "云汀.txt": document(
            "云汀", "2031年3月1日", SHARED, AMOUNT.format(3), "渔港岸线由港务单位统一划定并挂牌公示。"
        ),
        "白洲.txt": document("白洲", "2032年3月1日", EDITED, SHARED, "养殖海域使用金按年度结算，逾期不计滞纳金。"),
        "白洲二.txt": document("白洲", "2032年3月1日", EDITED, SHARED, "养殖海域使用金按年度结算，逾期不计滞纳金。")
        + "\n主办：白洲市\n",
        "青屿.txt": document("青屿", "", SHARED, "苗种进出海域须附检疫证明，缺少的不得放流。"),
        "碧澜.txt": document("碧澜", "2038年3月1日", SHARED, "休渔期内停止补给平台的对外经营活动和宣传。"),
    }
    folder = tmp_path / "库"
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = os.fspath(tmp_path / "l.sqlite")
    with open_library(path, create=True) as store:
        assert add(store, [os.fspath(folder)]).added == len(texts)
    return path


def traced(library: str, tmp_path: Path, *clauses: str, date: str = "2035年3月1日") -> Trace:
    path = tmp_path / "新.txt"
    path.write_text(document("珊岬", date, *clauses), encoding="utf-8")
    with open_library(library) as store:
        return trace(store, os.fspath(path))


def holder(clause: Traced, number: int = 0) -> str:
    return Path(clause.carriers[number].holding.path).name


def test_the_earliest_carrier_is_the_source(library: str, tmp_path: Path) -> None:
    found = traced(library, tmp_path, SHARED, OWN)
    first, own = found.clauses
    assert (first.status, holder(first), first.section) == ("verbatim", "云汀.txt", "第一条")
    carrier = first.carriers[0]
    assert (carrier.kind, carrier.relation, carrier.similarity, carrier.section) == (
        "verbatim",
        "before",
        1.0,
        "第一条",
    )
    # 云汀, 白洲 (copies once), 青屿, 碧澜; of these one later and one undated
    assert (first.families, first.issuers, first.later, first.undated) == (4, 4, 1, 1)
    assert (own.status, own.families, own.carriers) == ("own", 0, ())
    assert [(Path(o.holding.path).name, o.verbatim) for o in found.origins] == [("云汀.txt", first.characters)]


def test_quotations_are_exact(library: str, tmp_path: Path) -> None:
    found = traced(
        library, tmp_path, SHARED, EDITED, "本市" + RUN + "，其余按照渔港既有规矩办理并逐级报告备案登记存查。"
    )
    with open_library(library) as store:
        texts = {holding.id: store.text(holding) for holding in store.holdings()}
    carriers = [(clause, carrier) for clause in found.clauses for carrier in clause.carriers]
    assert len(carriers) >= 3
    for clause, carrier in carriers:
        assert texts[carrier.holding.id][carrier.start : carrier.end] == carrier.text
        assert clause.start <= carrier.own_start < carrier.own_end <= clause.end
        assert found.document.text[clause.start : clause.end] == clause.text


def test_an_earlier_adapted_and_a_verbatim_carrier_are_both_named(library: str, tmp_path: Path) -> None:
    clause = traced(library, tmp_path, EDITED).clauses[0]
    assert clause.status == "verbatim"
    assert [carrier.kind for carrier in clause.carriers[:2]] == ["adapted", "verbatim"]
    assert holder(clause) == "云汀.txt" and holder(clause, 1) in ("白洲.txt", "白洲二.txt")
    assert 0.6 <= clause.carriers[0].similarity < 1


def test_another_amount_is_not_verbatim(library: str, tmp_path: Path) -> None:
    same, other = (traced(library, tmp_path, AMOUNT.format(n)).clauses[0] for n in (3, 5))
    assert (same.status, other.status) == ("verbatim", "adapted")
    assert other.carriers[0].similarity < 1 and "3万元" in other.carriers[0].text


def test_a_run_inside_another_sentence_is_a_part(library: str, tmp_path: Path) -> None:
    found = traced(
        library, tmp_path, "本市" + RUN + "，其余按照渔港既有规矩办理，由沿岸各乡镇自行商议并逐级报告备案登记存查。"
    )
    clause = found.clauses[0]
    carrier = clause.carriers[0]
    assert (clause.status, carrier.kind, holder(clause)) == ("part", "part", "云汀.txt")
    assert carrier.run >= 13 and RUN in carrier.text
    shares = dict(found.shares)
    assert shares["part"] == max(c.run for c in clause.carriers if c.relation == "before")
    assert shares["own"] == clause.characters - shares["part"]


def test_later_and_undated_carriers_are_no_source(library: str, tmp_path: Path) -> None:
    later = traced(library, tmp_path, "休渔期内停止补给平台的对外经营活动和宣传。").clauses[0]
    assert (later.status, later.carriers[0].relation, later.later) == ("later", "after", 1)
    undated = traced(library, tmp_path, "苗种进出海域须附检疫证明，缺少的不得放流。").clauses[0]
    assert (undated.status, undated.carriers[0].relation, undated.undated) == ("undetermined", "undated", 1)
    without = traced(library, tmp_path, SHARED, date="")
    assert without.date == "" and without.clauses[0].status == "undetermined"
    assert {carrier.relation for carrier in without.clauses[0].carriers} == {"undated"}


def test_the_document_itself_and_its_copies_are_no_source(library: str, tmp_path: Path) -> None:
    with open_library(library) as store:
        found = trace(store, os.fspath(tmp_path / "库" / "白洲.txt"))
    assert sorted(Path(holding.path).name for holding in found.itself) == ["白洲.txt", "白洲二.txt"]
    carriers = {Path(c.holding.path).name for clause in found.clauses for c in clause.carriers}
    assert not carriers & {"白洲.txt", "白洲二.txt"} and "云汀.txt" in carriers


def test_formula_is_told_apart(library: str, tmp_path: Path) -> None:
    found = traced(library, tmp_path, "以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大精神。", OWN)
    assert [clause.status for clause in found.clauses] == ["formula", "own"]


def test_what_many_carry_is_formula(tmp_path: Path) -> None:
    clause = "各渔港务必在汛期来临之前完成缆绳、锚具和灯标的检查更换工作。"
    folder = tmp_path / "库"
    folder.mkdir()
    rows = "甲乙丙丁戊己庚辛壬癸"
    random = Random(3)
    for n in range(60):
        own = "".join(random.choices(rows, k=60))
        (folder / f"{n}.txt").write_text(
            document(rows[n % 10] + rows[n // 10], f"20{31 + n % 9}年1月1日", own + "。", clause), "utf-8"
        )
    library = os.fspath(tmp_path / "many")
    with open_library(library, create=True) as store:
        add(store, [os.fspath(folder)], 1)
    first = traced(library, tmp_path, clause, date="2045年1月1日").clauses[0]
    assert first.status == "formula" and first.carriers[0].holding.date == "2031-01-01"
    assert first.widespread > 50


def test_every_clause_and_character_is_counted_once(library: str, tmp_path: Path) -> None:
    found = traced(library, tmp_path, SHARED, "短句。", OWN, EDITED)
    assert len(found.clauses) == len(found.document.clauses)
    assert [status for status, _ in found.shares] == list(STATUSES)
    assert sum(count for _, count in found.shares) == sum(clause.characters for clause in found.clauses)
    assert found.clauses[1].status == "short"


def test_removed_documents_are_no_carriers(library: str, tmp_path: Path) -> None:
    from compare.library.adding import remove

    with open_library(library, create=True) as store:
        remove(store, [os.fspath(tmp_path / "库" / name) for name in ("云汀.txt", "碧澜.txt")])
    clause = traced(library, tmp_path, SHARED).clauses[0]
    assert holder(clause).startswith("白洲") and clause.families == 2


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        ("2031-05-20", "2030", "before"), ("2031-05-20", "2031", "same"), ("2031", "2031-05-20", "same"),
        ("2031-05-20", "2031-05-20", "same"), ("2031-05-20", "2031-05-21", "after"), ("", "2031", "undated"),
        ("2031", "", "undated"), ("2031-05", "2031-04-30", "before"),
    ],
)  # fmt: skip
def test_relation(own: str, other: str, expected: str) -> None:
    assert relation(own, other) == expected
