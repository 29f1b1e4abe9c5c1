"""The shapes that a target takes around its number: X达到5%, 建成3个基地, 70%的X实现Y."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .found import Found, comparator, kind_of, people
from .grammar import Grammar
from .indicators import clean, distribute, noun_after, opening_verb, split_scope
from .lefts import Left
from .quantities import Quantity
from .settings import Setting

_FROM = re.compile(r"(?:从|由)([^,;:]{0,16}?)$")
_TO = re.compile(
    r"(?:逐步|稳步|有序|进一步|分别)?(?:提高|提升|增加|上升|增长|下降|降低|扩大|减少|压缩|缩短|缩减|压减|发展|增|降|升|调整|提)"
    r"(?:到|至|为)|达到"
)
_TERRITORY = re.compile(r"(?:[省市县州区镇乡]|园区|新区|全国)$")
_FRACTION_VERB = re.compile(
    r"(?<=[一-龥)\"])(?:实现|达到|完成|设立|集中|来源|采用|建成|纳入|具备|建立|开展|通过|用于|使用|得到|接入|覆盖|应用|在|由"
    r"|享有|享受|配备|符合|拥有|进入|为)"
)
_NO_FRACTION = re.compile(r"(?:增速|增长|目标|速度|水平|比例|左右)")
_FRACTION_LEADS = ("", "确保", "力争", "保证", "推动", "实现", "完成")
_TOTALS = re.compile(r"总数|总量|总额|(?:总体)?规模")
_BARE = re.compile(r"占比?|总数|总量|总额|(?:总体)?规模|同比|增速|增幅|其中")
_GROWN = re.compile(r"(?:增长|增速|产值年均|年均)+$")
_ADDED = re.compile(r"^(?:新增|净增|新建|新认定|新培育)")
_DURATIONS = re.compile(r"(?:时间|时限|时长|天数|寿命|周期|年限|材料|环节|时效|期限|工作日|时数)$")
_WORDS = re.compile(r"[一-龥A-Za-z]{2}")
_IS = ("为", "在", "占", "是", "按照", "安排", "维持")
_MOST = 60  # characters of an indicator: longer ones are sentences
_SHORT_NOUN = 14  # characters of a counted noun that belongs to the evidence
_GAP = 24  # characters between two numbers of which the first may describe what the second counts

Reading = tuple[list[Found], str, bool]
_NOTHING: Reading = ([], "", False)


@dataclass(frozen=True, slots=True)
class Here:
    """A quantity (or a list of values) in its place. following: where the next quantity starts; carried: a verb that
    governs the list it stands in; said: indicators before it in the passage."""

    setting: Setting
    g: Grammar
    flat: str
    group: Sequence[Quantity]
    left: Left
    following: int
    carried: str
    said: tuple[str, ...]

    @property
    def rest(self) -> str:
        """What is left for the indicator."""
        return self.flat[self.left.low : self.left.at]

    @property
    def dated(self) -> bool:
        """Whether a date by which something is due stands before it."""
        return any(t.role == "due" and t.start < self.group[0].start for t in self.setting.times)

    @property
    def modal(self) -> bool:
        """Whether the passage says 力争 or 确保, or goes on with 预期目标."""
        return bool(self.setting.expected or self.g.strive.search(self.flat) or self.g.ensure.search(self.flat))

    @property
    def grounded(self) -> bool:
        """Whether anything around says that it speaks of aims."""
        setting = self.setting
        return self.dated or self.modal or setting.goals or setting.past or bool(setting.deadline)

    @property
    def closed(self) -> bool:
        """Whether the phrase ends behind the last value."""
        stop = self.group[-1].stop
        after = self.flat[stop : stop + 1]
        return after == "" or after in ",;、。)(:" or self.flat.startswith(("和", "及", "以及", "并", "的目标"), stop)


def starting_value(flat: str, low: int, group: Sequence[Quantity]) -> bool:
    """Whether the value is where something starts from: 从77%提高到80%."""
    return bool(_TO.match(flat, group[-1].stop)) and bool(_FROM.search(flat[low : group[0].start]))


def fronted(here: Here) -> Found | None:
    """70%的X实现Y, 90%以上的X设立在Y: the share of X."""
    flat, left, quantity = here.flat, here.left, here.group[-1]
    if len(here.group) > 1 or quantity.unit != "%" or left.verb not in _FRACTION_LEADS:
        return None
    if clean(here.rest.strip("、"), here.g).strip('"'):
        return None
    end = min(p for p in (*(flat.find(s, quantity.stop) for s in ",;、。"), len(flat)) if p >= 0)
    text = flat[quantity.stop : end].removeprefix("的")
    verb = None if _NO_FRACTION.match(text) else _FRACTION_VERB.search(text)
    if verb is None or not 2 <= verb.start() <= 36:
        return None
    who, what = text[: verb.start()], text[verb.start() :]
    return Found(
        indicator=f"{what}的{who}占比",
        low=quantity.start - len(left.before),
        high=end,
        comparator=comparator(quantity, left.before, ""),
        op=quantity.op or left.op or "=",
        value=quantity.value,
        value2=quantity.value2,
        unit="%",
        scale=1,
        base_unit="%",
        kind="coverage",
        per="",
        base=None,
        scope=split_scope(here.rest, here.g)[0],
        anchor=quantity.start,
    )


def shape(here: Here) -> Reading:
    """(targets of the value or list, the verb that may govern the next one, whether it describes the next)."""
    g, left, quantity, rest, closed = here.g, here.left, here.group[0], here.rest, here.closed
    moves = left.verb in g.grow.words or left.verb in g.fall.words
    creates = left.verb in g.create.words and (quantity.dimension != "percent" if not closed else not moves)
    listed = not left.verb and not rest.strip("、和及与") and bool(here.carried)
    if not closed and (creates or listed):
        return _counted(here, left.verb if creates else here.carried)
    if not closed and rest.endswith("等") and quantity.dimension == "count":
        verb = opening_verb(split_scope(rest, g)[1], g)[0]
        return _counted(here, verb) if verb else _NOTHING
    if left.verb == "在" and not closed:
        return _NOTHING
    if left.verb == "" and not rest.strip('、"') and not left.per:
        return _NOTHING
    if not closed and not (left.verb or left.before or here.group[-1].op):
        return _NOTHING
    numeral = quantity.han and quantity.dimension not in ("percent", "multiple")
    if numeral and not (left.verb in g.create.words and closed):
        return _NOTHING
    return _measured(here)


def _counted(here: Here, verb: str) -> Reading:
    """建成3个基地: the noun behind the number is what is counted."""
    flat, left, g, quantity, following = here.flat, here.left, here.g, here.group[-1], here.following
    noun, end = noun_after(flat, quantity.stop, following, g)
    describes = following < len(flat) and following - quantity.stop < _GAP and flat[following - 1] not in "、和及与"
    if end == following and describes:
        return [], verb, True
    if g.no_count.search(noun) or quantity.op == "<=" or quantity.dimension == "time":
        return _NOTHING
    if len(noun) < 2 or (quantity.han and not _meant(here, noun, verb)) or not _aims(here, verb):
        return _NOTHING
    if quantity.dimension == "percent" and verb not in ("覆盖", "完成", "实现"):
        return _NOTHING
    found = Found(
        indicator=(verb if verb in g.keep else "") + noun,
        low=left.evidence if left.verb else quantity.start - len(left.before),
        high=max(end, quantity.stop),
        comparator=comparator(quantity, left.before, verb),
        op=_bounded(quantity, left, "="),
        value=quantity.value,
        value2=quantity.value2,
        unit=quantity.unit,
        scale=quantity.scale,
        base_unit=quantity.base,
        kind=kind_of(quantity, noun),
        per=left.per,
        base=left.base,
        scope=split_scope(here.rest, g)[0],
        anchor=quantity.start,
    )
    return [found], verb, False


def _meant(here: Here, noun: str, verb: str) -> bool:
    """Whether a Chinese numeral counts things: 新建两所学校, not 三个“一号工程” or 抓好三项工作."""
    g = here.g
    named = noun[0] == '"' or g.han_nouns.search(noun)
    return not (named or here.group[-1].value < 2 or verb in g.soft or verb == "抓好")


def _aims(here: Here, verb: str) -> bool:
    """Whether counting words state an aim here: rules need a date, soft verbs some sign of an aim."""
    setting = here.setting
    if setting.rules:
        return here.dated
    return verb not in here.g.soft or here.grounded


@dataclass(frozen=True, slots=True)
class _Name:
    """An indicator cut out of the words before a number. opening: the verb that opens the phrase; governed: the verb
    the value depends on; phrase: the words it was cut from; elliptical: the subject is taken from before."""

    indicator: str
    scope: str
    opening: str
    governed: str
    phrase: str
    elliptical: bool


def _measured(here: Here) -> Reading:
    """X达到5%: the words before the number are the indicator, or the subject of the phrase before."""
    g, left, group = here.g, here.left, here.group
    name = _named(here)
    if name is None or not _plausible(here, name):
        return _NOTHING
    names = distribute(name.indicator, len(group), left.distributed, g)
    if name.elliptical and left.distributed and 1 < len(group) <= len(here.said):
        names = list(here.said[-len(group) :])
    spread = group[-1].op if left.distributed or len(group) > 1 else ""
    low = _start(here, name)
    found = []
    for number, one in enumerate(names):
        value = group[min(number, len(group) - 1)]
        found.append(
            Found(
                indicator=one,
                low=low if number == 0 or len(group) == 1 else value.start,
                high=value.stop,
                comparator=comparator(value, left.before, left.verb),
                op=_bounded(value, left, _verb_op(here, name), spread),
                value=value.value,
                value2=value.value2,
                unit=value.unit,
                scale=value.scale,
                base_unit=value.base,
                kind=kind_of(value, one, left.growing or left.verb in g.grow.words, left.verb in g.fall.words),
                per=left.per or people(one),
                base=left.base,
                scope=name.scope,
                anchor=group[0].start,
            )
        )
    return found, name.governed if name.governed in g.create.words else "", False


def _named(here: Here) -> _Name | None:
    """The indicator, with an elliptical subject restored; None where the words name nothing."""
    g, left, subject = here.g, here.left, here.said[-1] if here.said else ""
    scope, phrase = split_scope(here.rest, g)
    opening, stripped = opening_verb(phrase, g) if not left.verb else ("", phrase)
    indicator, scope = _joined(clean(stripped, g), scope)
    moves = left.verb in g.reach.words or left.verb in g.grow.words or left.verb in g.fall.words
    if left.verb in g.create.words and not moves:
        indicator = left.verb + indicator if left.verb.startswith(("新", "净")) else indicator + left.verb
    if left.verb == "占":
        indicator += f"占{subject}比重" if subject and "其中" in here.rest else "占比"
    in_list = here.flat[left.low - 1 : left.low] == "、" or not opening
    governed = left.verb or opening or (here.carried if in_list else "")
    if indicator.startswith("占") and subject:
        indicator = _GROWN.sub("", subject) + indicator
    elliptical = not indicator or bool(_BARE.fullmatch(indicator))
    if elliptical:
        restored = _restored(here, indicator, subject)
        if restored is None:
            return None
        indicator = restored
    wrong = indicator in g.create.words or g.not_indicator.match(indicator) or not _WORDS.search(indicator)
    if wrong or not 2 <= len(indicator) <= _MOST:
        return None
    return _Name(indicator, scope, opening, governed, phrase, elliptical)


def _restored(here: Here, indicator: str, subject: str) -> str | None:
    """An indicator that only says 总量 or nothing, with the subject said before; None where it cannot have one."""
    left = here.left
    if not here.closed and not (left.verb or left.per):
        return None
    if _TOTALS.fullmatch(indicator):
        subject = re.sub(r"占.*比重$", "", subject)
    if subject and (left.verb or left.per or left.before):
        plain = indicator in ("", "其中", "同比", "增速", "增幅")
        indicator = subject if plain else subject + ("占比" if indicator.startswith("占") else indicator)
    return _ADDED.sub("", indicator) if left.per == "累计" else indicator


def _joined(indicator: str, scope: str) -> tuple[str, str]:
    """The indicator of "X实现Y": Y where X is a territory, else both."""
    for verb in ("实现", "完成"):
        head, _, tail = indicator.partition(verb)
        if len(head) >= 2 and len(tail) >= 2:
            return (tail, scope or head) if _TERRITORY.search(head) else (head + tail, scope)
    return indicator, scope


def _plausible(here: Here, name: _Name) -> bool:
    """Whether words before a number state a value of an indicator here, and not a condition or an attribute."""
    g, left, setting, quantity = here.g, here.left, here.setting, here.group[0]
    if setting.rules and not here.dated:
        return False
    bound = bool(left.before or here.group[-1].op or quantity.value2 is not None)
    goal = bool(g.goal_nouns.search(name.indicator))
    stated = bool(left.verb or name.opening or name.governed)
    limit = left.before in g.limits or left.verb in g.limits or not (stated or goal)
    if limit and not (here.grounded or here.said):
        return False  # a rule: 每间不超过6人
    if quantity.dimension == "time":
        return bool(_DURATIONS.search(name.indicator) and (left.verb or bound))
    if left.verb in _IS:
        return here.grounded and (goal or "占" in name.indicator)
    if stated:
        return True
    noun = goal or quantity.dimension in ("count", "people")
    if bound:
        return noun or here.grounded
    if setting.past or not noun:
        return noun
    aim = here.dated or bool(here.said) or here.modal
    return not quantity.about and (aim or (setting.goals and goal))


def _start(here: Here, name: _Name) -> int:
    """Where the words that carry the value start: at the verb; a short counted noun belongs to them, and so does the
    date where the subject is left out."""
    left, quantity = here.left, here.group[0]
    low = left.evidence if left.verb or left.per or left.base else quantity.start - len(left.before)
    creates = name.governed in here.g.create.words or bool(name.opening)
    if left.verb == "" and creates and 0 < len(name.phrase) <= _SHORT_NOUN:
        at = here.flat.rfind(name.phrase, left.low, quantity.start)
        return at if at >= 0 else low
    if name.elliptical:
        for time in here.setting.times:
            if time.end <= low <= time.end + 2 and time.role == "due":
                return time.start
    return low


def _verb_op(here: Here, name: _Name) -> str:
    if here.left.verb:
        return here.g.reach_op.get(here.left.verb, "=")
    return ">=" if "完成" in name.phrase or name.opening in ("完成", "实现") else "="


def _bounded(quantity: Quantity, left: Left, fallback: str, spread: str = "") -> str:
    """The operator: a range, then the bound after the number, the one before it, the verb."""
    if quantity.value2 is not None:
        return "range"
    return quantity.op or left.op or spread or ("~" if quantity.about and fallback == "=" else fallback)
