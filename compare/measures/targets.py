"""Targets of a passage: which of its quantities are values of an indicator, of which one, and in what sense.

A quantity is read from its own left to right: bound before it (超过), verb (提高到), adverbs (年均), base (比2020年), and
what is left is the indicator; without one the quantity takes the noun behind it (建成3个基地) or the subject before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..findings import Base, Target
from .dates import Time
from .grammar import Grammar, grammar
from .indicators import clean, distribute, noun_after, opening_verb, split_scope
from .qualities import qualities
from .quantities import Quantity, plain_number, quantities
from .settings import Setting

_HARD = ",;:"
_OPEN = re.compile(r"[,;:]")
_BASE = re.compile(
    r"(?:(?<![占之对同])比(?![重例率])|较|相比|相较于?)((?:(?!比|较)[^,;:、0-9]|[0-9]{4}(?=年)){1,14}?)(?:相比)?$"
)
_FROM = re.compile(r"(?:从|由)([^,;:]{0,16}?)$")
_TO = re.compile(
    r"(?:逐步|稳步|有序|进一步|分别)?(?:提高|提升|增加|上升|增长|下降|降低|扩大|减少|压缩|缩短|缩减|压减|发展|增|降|升|调整|提)(?:到|至|为)|达到"
)
_FACTOR = re.compile(r"(?:(?:实现|总量|规模|再|力争)*)(翻[一两三四][番倍]|翻番|倍增)")
_RANK = re.compile(
    r"(?:(进入|跻身|位居|位列|排名|居|保持在?|稳居|列|排|迈入|升至|挺进|冲刺|进|达到|上升到|提升至|提升到|上升至)([一-龥]{0,20}?))?(?:前([0-9]{1,3}|[一二三四五六七八九十]{1,3})(名|位|强)?|第([0-9]{1,3}|[一二三四五六七八九十]{1,3})(名|位))(以内|左右)?"
)
_GOAL_TAIL = re.compile(r"的(?:目标|水平|速度|增速|增长|增幅|规模|比例)")
_TERRITORY = re.compile(r"(?:[省市县州区镇乡]|园区|新区|全国)$")
_QUOTED = re.compile(r'"[^"]{1,24}"')
_TITLE = re.compile(r"《[^》]*》")


@dataclass(frozen=True, slots=True)
class Found:
    """A target before it has its setting: spans are of the flat string, Target's as in findings."""

    indicator: str
    low: int
    high: int
    comparator: str
    op: str
    value: float | None
    value2: float | None
    unit: str
    scale: float
    base_unit: str
    kind: str
    per: str
    base: Base | None
    scope: str
    anchor: int
    verb: str = ""


def targets_of(setting: Setting) -> list[Target]:
    """Targets and achieved figures of one passage, in order."""
    flat = setting.passage.flat
    if len(flat) < 4:
        return []
    without = list(qualities(setting))
    found = [*_quantified(setting, [(item.low, item.high) for item in without if item.kind == "relative"]), *without]
    if not found:
        return []
    found.sort(key=lambda item: (item.low, item.high))
    return [_placed(setting, item) for item in found]


def _placed(setting: Setting, found: Found) -> Target:
    """A target with its deadline, modality and place in the text."""
    passage, flat = setting.passage, setting.passage.flat
    g = grammar()
    deadline, source, past = _deadline(setting, found)
    start, end = passage.span(found.low, found.high)
    past = past or _achieved(setting, found, g)
    modality = "achieved" if past else _modality(setting, found, g)
    if past:
        source = source if source == "stated" else ""
        deadline = deadline if source else str(setting.year - 1) if setting.year else ""
    indicator, scope = _own(setting, found.indicator, found.scope)
    if len(indicator) < 2:
        indicator, scope = found.indicator, found.scope
    scaled = found.value is not None and found.scale != 1
    return Target(
        indicator=printed(setting, indicator),
        start=start,
        end=end,
        section=passage.section.id,
        clause=passage.index,
        comparator=found.comparator,
        op="=" if past and found.op == ">=" and "以上" not in flat[found.low : found.high] else found.op,
        value=None if found.value is None else plain_number(found.value),
        value2=None if found.value2 is None else plain_number(found.value2),
        unit=found.unit,
        norm=plain_number(round(found.value * found.scale, 6)) if scaled and found.value is not None else None,
        norm_unit=found.base_unit if scaled else "",
        kind=found.kind,
        per=found.per,
        deadline=deadline,
        deadline_from=source,
        base=found.base,
        scope=printed(setting, scope) or setting.place,
        modality=modality,
    )


def printed(setting: Setting, words: str) -> str:
    """Words of the flat string as the document prints them; quotes in pairs where they were put together."""
    at = setting.passage.flat.find(words) if words else -1
    if at >= 0:
        return setting.passage.raw[at : at + len(words)]
    pieces = words.split('"')
    return "".join(
        piece + ("" if n == len(pieces) - 1 else "“" if n % 2 == 0 else "”") for n, piece in enumerate(pieces)
    )


def _own(setting: Setting, indicator: str, scope: str) -> tuple[str, str]:
    """Take the document's own place off the front of an indicator."""
    for place in setting.places:
        if indicator.startswith(place) and len(indicator) - len(place) >= 2:
            scope, indicator = scope or place, indicator[len(place) :]
            for word in ("进入", "实现", "的"):
                indicator = indicator.removeprefix(word)
            break
    return indicator, scope


def _deadline(setting: Setting, found: Found) -> tuple[str, str, bool]:
    """(ISO date, where it is from, whether it lies in the past)."""
    flat = setting.passage.flat
    phrase = max(flat.rfind(sign, 0, found.anchor) for sign in ",;") + 1
    best: Time | None = None
    for time in setting.times:
        if time.start >= found.high or time.role not in ("due", "past"):
            continue
        opens = time.start == 0 or flat[time.start - 1] in ',;:(-"到至' or time.lasts
        if time.start >= phrase or (opens and flat.rfind(";", time.end, found.low) < 0) or time.lasts:
            best = time
    if best is None:
        return setting.deadline, setting.source, False
    until = flat[max(0, best.start - 3) : best.start]
    past = best.role == "past" or "截至" in until or "截止" in until
    if (
        setting.year is not None
        and best.year < setting.year
        and not flat.startswith(("到", "至"), max(0, best.start - 1))
    ):
        past = True
    if not best.lasts and not best.plan and best.start < phrase and setting.deadline and best.role == "due":
        return setting.deadline, setting.source, False
    return best.iso, "stated", past


def _achieved(setting: Setting, found: Found, g: Grammar) -> bool:
    """Whether the sentence tells what is already there."""
    flat = setting.passage.flat
    cut = max(flat.rfind(";", 0, found.low), 0)
    if setting.opening and not (setting.deadline or setting.goals or setting.times or g.strive.search(flat)):
        return True
    if setting.past:
        ahead = any(
            t.role == "due" and setting.year is not None and t.year > setting.year and t.start < found.low
            and not flat.startswith("年均", t.end) for t in setting.times
        )  # fmt: skip
        return not (ahead or re.search(r"力争|争取到|预期目标|将达到", flat[cut : found.low]))
    near = flat[cut : found.high]
    match = g.achieved.search(near)
    if match is None:
        return False
    stated = any(
        t.role == "due" and t.start < found.low and (setting.year is None or t.year >= setting.year)
        for t in setting.times
    )
    return not stated or match.group() in ("截至", "同比")


def _modality(setting: Setting, found: Found, g: Grammar) -> str:
    flat = setting.passage.flat
    cut = flat.rfind(";", 0, found.low) + 1
    around = flat[found.low : min(len(flat), found.high + 8)]
    if "约束性" in around:
        return "binding"
    if (
        "预期性" in around
        or setting.expected
        or "预期目标" in flat[: found.low]
        or "预期增长" in flat[cut : found.high]
    ):
        return "expected"
    strive = [m.start() for m in g.strive.finditer(flat, cut, found.low + 2)]
    ensure = [m.start() for m in g.ensure.finditer(flat, cut, found.low + 2)]
    if strive and (not ensure or strive[-1] > ensure[-1]):
        return "strive"
    if ensure and flat.rfind(",", ensure[-1], found.low) < 0:
        return "ensure"
    return "target"


def _quantified(setting: Setting, related: list[tuple[int, int]]) -> list[Found]:
    """Found targets with a number."""
    flat = setting.passage.flat
    g = grammar()
    every = quantities(flat)
    barred = _barred(flat, g) if every else []
    quoted = [match.span() for pattern in (_TITLE, _QUOTED) for match in pattern.finditer(flat)] if every else []
    result: list[Found] = list(_ranks(setting, g)) + list(_multiples(setting, g))
    taken = [*related, *((item.low, item.high) for item in result)]
    floor, carried = 0, ""
    said: list[str] = []
    index = 0
    while index < len(every):
        quantity = every[index]
        group = [quantity]
        while index + len(group) < len(every) and _listed(flat, group[-1], every[index + len(group)]):
            group.append(every[index + len(group)])
        index += len(group)
        stop = group[-1].stop
        if any(low < quantity.end and quantity.start < high for low, high in quoted):
            continue
        if (
            any(low < quantity.end and quantity.start < high for low, high in [*barred, *taken])
            or quantity.unit in g.no_target
        ):
            floor = stop
            continue
        following = every[index].start if index < len(every) else len(flat)
        found, verb = _read(setting, g, group, floor, following, carried, said)
        if found and found[0].verb == "attribute":
            continue  # the number describes the noun that the next one counts
        sentence = ";" in flat[floor : quantity.start] or not found
        carried = verb or ("" if sentence and "," in flat[floor : quantity.start] else carried)
        result += found
        if found:
            said += [one.indicator for one in found if one.indicator not in said]
            said.append(said.pop(said.index(found[-1].indicator)))
        if found and len(result) > len(found) and re.search(r"(?:级|类|型)$", result[-len(found) - 1].indicator):
            _borrow(result, len(found))
        floor = max(stop, found[-1].high if found else 0)
    return result


def _borrow(result: list[Found], new: int) -> None:
    """Give 2个国家级 the noun of 22个省级医疗中心 behind it."""
    noun = re.sub(r"^.*?[级类型](?=.{2})", "", result[-1].indicator)
    at = len(result) - new - 1
    while noun != result[-1].indicator and at >= 0 and re.search(r"(?:级|类|型)$", result[at].indicator):
        result[at] = replace(result[at], indicator=result[at].indicator + noun)
        at -= 1


def _listed(flat: str, one: Quantity, two: Quantity) -> bool:
    """Whether two quantities stand in one list of values: 55%、70%以上; 7%左右和8%左右."""
    between = flat[one.stop : two.start]
    return between in ("、", "和", "及", "与", "以及", "和约") and (
        one.base == two.base or (one.dimension != "percent" and "分别" in flat[max(0, one.start - 8) : one.start])
    )


def _barred(flat: str, g: Grammar) -> list[tuple[int, int]]:
    """Where no quantity is a target: conditions of eligibility, benefits, penalties."""
    spans = [match.span() for match in g.thresholds.finditer(flat)] if "的" in flat else []
    if g.threshold_cues.search(flat) or (g.descriptive.search(flat) and not g.strive.search(flat)):
        spans.append((0, len(flat)))
    for match in g.benefit.finditer(flat):
        low = max(flat.rfind(",", 0, match.start()), flat.rfind(";", 0, match.start()), 0)
        high = min((p for p in (flat.find(";", match.end()), len(flat)) if p >= 0))
        spans.append((low, high))
    return spans


def _read(
    setting: Setting, g: Grammar, group: list[Quantity], floor: int, following: int, carried: str, said: Sequence[str]
) -> tuple[list[Found], str]:
    """Targets of one quantity or one list of values, and the verb that may govern the next one."""
    flat = setting.passage.flat
    quantity = group[0]
    low = max(floor, max(flat.rfind(sign, 0, quantity.start) for sign in _HARD) + 1, quantity.start - 90)
    attribute = bool(g.attribute_after.match(flat, group[-1].stop)) and not _GOAL_TAIL.match(flat, group[-1].stop)
    if attribute and quantity.unit != "%":
        return [], ""
    at = quantity.start
    before = g.before.last(flat, low, at)
    op = g.before_op.get(before, "")
    at -= len(before)
    verb, at = _verb(flat, g, low, at)
    if verb and at > low and flat[at - 1] == "可" and verb[0] in "提增延放":
        return [], ""  # what may be done is no target
    if not before and not verb and g.attribute_before.search(flat[low:at]):
        return [], ""
    evidence = at
    at, per = _adverbs(flat, g, low, at, per_of="")
    base, at = _base(flat, low, at, setting)
    if base is not None:
        evidence = at
        at, more = _adverbs(flat, g, low, at, per_of="")
        per = per or more
    distributed = "分别" in flat[at : quantity.start]
    if per or distributed:
        evidence = at
    nouns = g.grow_nouns.search(flat[low:at])
    growing = verb in g.grow.words
    if nouns and quantity.dimension == "percent":
        at = evidence = low + nouns.start()
        per, growing = "年均", True
    at, lower = _adverbs(flat, g, low, at, per_of=per)
    per = per or lower
    left = _Left(low, at, evidence, verb, before, op, per, base, growing, distributed)
    fraction = _fronted(setting, g, group, left, flat[low:at])
    if fraction is not None:
        return [fraction], ""
    return ([], "") if attribute else _shape(setting, g, group, left, following, carried, said)


@dataclass(frozen=True, slots=True)
class _Left:
    """What stands before a quantity: flat[low:at] is left for the indicator, the evidence starts at `evidence`."""

    low: int
    at: int
    evidence: int
    verb: str
    before: str
    op: str
    per: str
    base: Base | None
    growing: bool
    distributed: bool


def _verb(flat: str, g: Grammar, low: int, at: int) -> tuple[str, int]:
    """The verb that ends at `at` and where it starts."""
    best = max((words.last(flat, low, at) for words in (g.reach, g.grow, g.fall, g.create)), key=len)
    if best and at - len(best) > low and flat[at - len(best) - 1] in g.verb_not_after.get(best, ""):
        return "", at
    return best, at - len(best)


def _adverbs(flat: str, g: Grammar, low: int, at: int, per_of: str) -> tuple[int, str]:
    per = per_of
    while word := g.adverbs.last(flat, low, at):
        at -= len(word)
        per = g.per.get(word, "") or per
    return at, per


def _base(flat: str, low: int, at: int, setting: Setting) -> tuple[Base | None, int]:
    """What a change is counted from: 比2020年, 较"十三五"末, 从77%."""
    match = _BASE.search(flat[low:at])
    if match is None:
        return None, at
    words = match[1].strip('"')
    time = next((t for t in setting.times if low + match.start(1) <= t.start < low + match.end(1)), None)
    if time is None:
        return Base(ref=words), low + match.start()
    year = time.iso[:4]
    return Base(year=year, period=words if time.plan else ""), low + match.start()


def _shape(
    setting: Setting, g: Grammar, group: list[Quantity], left: _Left, following: int, carried: str, said: Sequence[str]
) -> tuple[list[Found], str]:
    flat = setting.passage.flat
    quantity, last = group[0], group[-1]
    rest = flat[left.low : left.at]
    after = flat[last.stop : last.stop + 1]
    closed = after == "" or after in ",;、。)(:" or flat.startswith(("和", "及", "以及", "并", "的目标"), last.stop)
    creates = left.verb in g.create.words and (
        quantity.dimension != "percent" if not closed else not (left.verb in g.grow.words or left.verb in g.fall.words)
    )
    if _from_value(flat, group, left, rest):
        return [], ""
    if (creates or (not left.verb and not rest.strip("、和及与") and carried)) and not closed:
        return _counted(setting, g, group, left, following, carried if not creates else left.verb)
    if not closed and rest.endswith("等") and quantity.dimension == "count":
        return _counted(setting, g, group, left, following, opening_verb(split_scope(rest, g)[1], g)[0])
    if left.verb == "在" and not closed:
        return [], ""
    if left.verb == "" and not rest.strip('、"') and not left.per:
        return [], ""
    return _measured(setting, g, group, left, rest, closed, carried, said)


def _from_value(flat: str, group: list[Quantity], left: _Left, rest: str) -> bool:
    """Whether the value is where something starts from: 从77%提高到80%."""
    return bool(_TO.match(flat, group[-1].stop)) and bool(
        _FROM.search(rest + left.verb) or _FROM.search(flat[left.low : group[0].start])
    )


def _fronted(setting: Setting, g: Grammar, group: list[Quantity], left: _Left, rest: str) -> Found | None:
    """70%的X实现Y, 90%以上的X设立在Y: the share of X."""
    flat = setting.passage.flat
    quantity = group[-1]
    if (
        len(group) > 1
        or quantity.unit != "%"
        or (left.verb and left.verb not in ("确保", "力争", "保证", "推动", "实现", "完成"))
    ):
        return None
    if clean(rest.strip("、"), g).strip('"'):
        return None
    end = min(p for p in (*(flat.find(s, quantity.stop) for s in ",;、。"), len(flat)) if p >= 0)
    text = flat[quantity.stop : end].removeprefix("的")
    if re.match(r"(?:增速|增长|目标|速度|水平|比例|左右)", text):
        return None
    verb = re.search(
        r"(?<=[一-龥\)\"])(?:实现|达到|完成|设立|集中|来源|采用|建成|纳入|具备|建立|开展|通过|用于|使用|得到|接入|覆盖|应用|在|由|享有|享受|配备|符合|拥有|进入|为|以上)",
        text,
    )
    if verb is None or verb.start() < 2 or verb.start() > 36:
        return None
    who, what = text[: verb.start()], text[verb.start() :]
    return Found(
        f"{what}的{who}占比", quantity.start - len(left.before), end, quantity_word(quantity, left.before, ""), quantity.op or left.op or "=",
        quantity.value, quantity.value2, "%", 1, "%", "coverage", "", None, split_scope(rest, g)[0], quantity.start,
    )  # fmt: skip


def _counted(
    setting: Setting, g: Grammar, group: list[Quantity], left: _Left, following: int, verb: str
) -> tuple[list[Found], str]:
    """建成3个基地: the noun behind the number is what is counted."""
    flat = setting.passage.flat
    quantity = group[-1]
    noun, end = noun_after(flat, quantity.stop, following, g)
    if (
        end == following
        and following < len(flat)
        and following - quantity.stop < 24
        and flat[following - 1] not in "、和及与"
    ):
        return [Found("", 0, 0, "", "", None, None, "", 1, "", "", "", None, "", 0, "attribute")], verb
    if g.no_count.search(noun) or quantity.op == "<=":
        return [], ""
    if len(noun) < 2 or (quantity.han and not _meant(noun, quantity, verb, g)):
        return [], ""
    if quantity.dimension == "time" or not _ahead(setting, g, left, verb):
        return [], ""
    if quantity.dimension == "percent" and verb not in ("覆盖", "完成", "实现"):
        return [], ""
    kept = verb if verb in g.keep else ""
    low = left.evidence if left.verb else quantity.start - len(left.before)
    scope, _ = split_scope(flat[left.low : left.at], g)
    found = Found(
        kept + noun, low, max(end, quantity.stop), quantity_word(quantity, left.before, verb), _bounded(quantity, left, "="),
        quantity.value, quantity.value2, quantity.unit, quantity.scale, quantity.base, _kind(quantity, noun, False, False, None),
        left.per, left.base, scope, quantity.start, verb,
    )  # fmt: skip
    return [found], verb


def _meant(noun: str, quantity: Quantity, verb: str, g: Grammar) -> bool:
    """Whether a Chinese numeral counts things: 新建两所学校, not 三个“一号工程” or 抓好三项工作."""
    return not (noun[0] == '"' or quantity.value < 2 or verb in g.soft or verb == "抓好" or g.han_nouns.search(noun))


def _ahead(setting: Setting, g: Grammar, left: _Left, verb: str) -> bool:
    """Whether counting words state an aim here: rules need a date or a modal word, soft verbs some sign of an aim."""
    flat = setting.passage.flat
    dated = any(t.role == "due" and t.start < left.at + 1 for t in setting.times)
    modal = bool(g.strive.search(flat) or g.ensure.search(flat))
    if setting.rules:
        return dated
    return verb not in g.soft or dated or modal or setting.goals or bool(setting.deadline) or setting.past


def _measured(
    setting: Setting,
    g: Grammar,
    group: list[Quantity],
    left: _Left,
    rest: str,
    closed: bool,
    carried: str,
    said: Sequence[str],
) -> tuple[list[Found], str]:
    """X达到5%: the words before the number are the indicator, or the subject of the phrase before."""
    flat = setting.passage.flat
    subject = said[-1] if said else ""
    quantity, last = group[0], group[-1]
    if not closed and not (left.verb or left.before or last.op):
        return [], ""
    if (
        quantity.han
        and quantity.dimension not in ("percent", "multiple")
        and not (left.verb in g.create.words and closed)
    ):
        return [], ""
    scope, name = split_scope(rest, g)
    opening, stripped = opening_verb(name, g) if not left.verb else ("", name)
    indicator, scope = _joined(clean(stripped, g), scope)
    if left.verb in g.create.words and not (
        left.verb in g.reach.words or left.verb in g.grow.words or left.verb in g.fall.words
    ):
        indicator = left.verb + indicator if left.verb.startswith(("新", "净")) else indicator + left.verb
    if left.verb == "占":
        indicator += f"占{subject}比重" if subject and "其中" in rest else "占比"
    governed = left.verb or opening or (carried if flat[left.low - 1 : left.low] == "、" or not opening else "")
    if indicator.startswith("占") and subject:
        indicator = re.sub(r"(?:增长|增速|产值年均|年均)+$", "", subject) + indicator
    if re.fullmatch(r"总数|总量|总额|(?:总体)?规模", indicator):
        subject = re.sub(r"占.*比重$", "", subject)
    elliptical = not indicator or bool(
        re.fullmatch(r"占比?|总数|总量|总额|(?:总体)?规模|同比|增速|增幅|其中", indicator)
    )
    if elliptical and subject and (left.verb or left.per or left.before):
        indicator = (
            subject
            if indicator in ("", "其中", "同比", "增速", "增幅")
            else subject + ("占比" if indicator.startswith("占") else indicator)
        )
    if elliptical and not closed and not (left.verb or left.per):
        return [], ""
    if left.per == "累计" and elliptical:
        indicator = re.sub(r"^(?:新增|净增|新建|新认定|新培育)", "", indicator)
    if (
        indicator in g.create.words
        or len(indicator) < 2
        or g.not_indicator.match(indicator)
        or len(indicator) > 60
        or not re.search(r"[一-龥A-Za-z]{2}", indicator)
    ):
        return [], ""
    growing = left.growing or left.verb in g.grow.words
    falling = left.verb in g.fall.words
    if not _plausible(setting, g, quantity, left, indicator, governed, opening, last, subject):
        return [], ""
    names = distribute(indicator, len(group), left.distributed, g)
    if elliptical and left.distributed and len(group) > 1 and len(said) >= len(group):
        names = list(said[-len(group) :])
    spread = last.op if left.distributed or len(group) > 1 else ""
    found = []
    low = _start(flat, left, opening, quantity, bool(governed in g.create.words), name, setting, elliptical)
    for number, one in enumerate(names):
        value = group[min(number, len(group) - 1)]
        begin = low if number == 0 or len(group) == 1 else value.start
        op = _bounded(value, left, _verb_op(g, left, governed, opening, name), spread)
        found.append(
            Found(
                one,
                begin,
                value.stop,
                quantity_word(value, left.before, left.verb),
                op,
                value.value,
                value.value2,
                value.unit,
                value.scale,
                value.base,
                _kind(value, one, growing, falling, left.base),
                left.per or _people(one),
                left.base,
                scope,
                quantity.start,
                governed,
            )  # fmt: skip
        )
    return found, governed if governed in g.create.words else ""


def _joined(indicator: str, scope: str) -> tuple[str, str]:
    """The indicator of "X实现Y": Y where X is a territory, else both."""
    for verb in ("实现", "完成"):
        head, _, tail = indicator.partition(verb)
        if len(head) >= 2 and len(tail) >= 2:
            return (tail, scope or head) if _TERRITORY.search(head) else (head + tail, scope)
    return indicator, scope


def _plausible(
    setting: Setting,
    g: Grammar,
    quantity: Quantity,
    left: _Left,
    indicator: str,
    governed: str,
    opening: str,
    last: Quantity,
    subject: str,
) -> bool:
    """Whether words before a number state a value of an indicator here, and not a condition or an attribute."""
    flat = setting.passage.flat
    dated = any(t.role == "due" and t.start < quantity.start for t in setting.times)
    if setting.rules and not dated:
        return False
    bound = bool(left.before or last.op or quantity.value2 is not None)
    noun = bool(g.goal_nouns.search(indicator)) or quantity.dimension in ("count", "people")
    if quantity.dimension == "time":
        return bool(
            re.search(r"(?:时间|时限|时长|天数|寿命|周期|年限|材料|环节|时效|期限|工作日|时数)$", indicator)
            and (left.verb or bound)
        )
    if left.verb in ("为", "在", "占", "是", "按照", "安排", "维持"):
        return (dated or setting.goals or setting.past or bool(setting.deadline)) and bool(
            g.goal_nouns.search(indicator) or "占" in indicator or left.verb == "占"
        )
    if left.verb and left.verb not in g.create.words:
        return True
    if left.verb or opening or governed:
        return True
    if bound:
        return noun or setting.goals or dated
    if setting.past:
        return noun
    aim = dated or bool(subject) or bool(g.strive.search(flat) or g.ensure.search(flat))
    return noun and not quantity.about and (aim or bool(setting.goals and g.goal_nouns.search(indicator)))


def _start(
    flat: str,
    left: _Left,
    opening: str,
    quantity: Quantity,
    creates: bool,
    name: str,
    setting: Setting,
    elliptical: bool,
) -> int:
    """Where the words that carry the value start: at the verb; a short counted noun belongs to them."""
    low = left.evidence if left.verb or left.per or left.base else quantity.start - len(left.before)
    if left.verb == "" and (creates or opening) and len(name) <= 14 and name:
        at = flat.rfind(name, left.low, quantity.start)
        return at if at >= 0 else low
    if elliptical:
        for time in setting.times:
            if time.end <= low <= time.end + 2 and time.role == "due":
                return time.start
    return low


def quantity_word(quantity: Quantity, before: str, verb: str) -> str:
    """The comparator as printed: 达到…以上, 超过, 左右."""
    bound = {"≥": ""}.get("", {">=": "以上", "<=": "以内", "~": "左右"}.get(quantity.op, ""))
    head = verb + before
    return f"{head}…{bound}" if head and bound else head or bound


def _verb_op(g: Grammar, left: _Left, governed: str, opening: str, name: str) -> str:
    if left.verb:
        return g.reach_op.get(left.verb, "=")
    if "完成" in name:
        return ">="
    return ">=" if opening in ("完成", "实现") else "="


def _bounded(quantity: Quantity, left: _Left, fallback: str, spread: str = "") -> str:
    """The operator: a range, then the bound after the number, the one before it, the verb."""
    if quantity.value2 is not None:
        return "range"
    return quantity.op or left.op or spread or ("~" if quantity.about and fallback == "=" else fallback)


def _people(indicator: str) -> str:
    match = re.search(r"每万人口?|万人(?=[^次口]{2})|每千人口?|每百户|每百万人口?|每百人", indicator)
    return match.group() if match else ""


def _kind(quantity: Quantity, indicator: str, growing: bool, falling: bool, base: Base | None) -> str:
    if quantity.unit in ("个百分点", "百分点"):
        return "change_pp"
    if quantity.dimension == "percent":
        if falling:
            return "change_rate_down"
        return "growth_rate" if growing or re.search(r"(?:增速|增幅|涨幅|增长率?)$", indicator) else "ratio"
    if quantity.dimension == "ratio":
        return "ratio_colon"
    if quantity.dimension == "multiple":
        return "multiple"
    if quantity.dimension == "time":
        return "duration"
    if quantity.dimension == "count" or quantity.dimension == "people":
        return "level" if _people(indicator) else "count"
    return "level"


def _multiples(setting: Setting, g: Grammar) -> Iterator[Found]:
    """翻一番 is twice, 翻两番 four times."""
    flat = setting.passage.flat
    if "翻" not in flat and "倍增" not in flat:
        return
    for match in _FACTOR.finditer(flat):
        words = match[1]
        if words == "倍增" and (flat.startswith(("计划", "行动", "工程"), match.end()) or not setting.times):
            continue
        low = max(flat.rfind(sign, 0, match.start()) for sign in ",;:、") + 1
        base, at = _base(flat, low, match.start(), setting)
        scope, name = split_scope(flat[low:at], g)
        indicator = clean(re.sub(r"(?:实现|较|力争|比)+$", "", name), g)
        if len(indicator) < 2:
            continue
        value = 2.0 ** {"一": 1, "两": 2, "三": 3, "四": 4}.get(words[1], 1)
        begin = flat.find(indicator, low)
        yield Found(
            indicator,
            begin if begin >= 0 else at,
            match.end(),
            words,
            ">=",
            value,
            None,
            "倍",
            1,
            "倍",
            "multiple",
            "",
            base,
            scope,
            match.start(),
        )


def _ranks(setting: Setting, g: Grammar) -> Iterator[Found]:
    """进入全国前100名: a rank is better the smaller it is."""
    flat = setting.passage.flat
    if "前" not in flat and "第" not in flat:
        return
    from ..basics.numerals import to_int

    for match in _RANK.finditer(flat):
        number = match[3] or match[5]
        unit = match[4] or match[6] or ""
        if match[3] and not unit and (not match[1] or not _ends(flat, match.end())):
            continue
        if match[5] and not match[1]:
            continue
        value = to_int(number)
        if not value:
            continue
        low = max(flat.rfind(sign, 0, match.start()) for sign in ",;:") + 1
        scope, name = split_scope(flat[low : match.start()], g)
        head = match.group()[len(match[1] or "") :]
        inside = re.sub(r"前?(?:第)?[0-9一二三四五六七八九十]+(?:名|位|强)?(?:以内|左右)?$", "", head)
        indicator = clean(name, g) or inside
        if not indicator:
            continue
        if clean(name, g) and "排名" not in indicator and re.search(r"排名|指数|百强", inside):
            indicator = clean(name, g) + inside
        if not re.search(r"排名|指数|百强|位次|竞争力|得分", indicator) and not g.goal_nouns.search(indicator):
            continue
        yield Found(
            indicator,
            match.start(),
            match.end(),
            "前…" + unit if match[3] else "第…" + unit,
            "<=" if match[3] else "=",
            float(value),
            None,
            unit or "名",
            1,
            "",
            "rank",
            "",
            None,
            scope,
            match.start(),
        )


def _ends(flat: str, at: int) -> bool:
    return at >= len(flat) or flat[at] in ",;、。)"


def normal(target: Target) -> Target:
    """A target without its place: for comparing what is said."""
    return replace(target, start=0, end=0, section="", clause=-1)
