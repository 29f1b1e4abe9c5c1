"""The role of every section (指导思想, 主要目标, 重点任务 …): by heading, parent, body and position, in this order.

All wordings are in `data/roles.json`; here is only the mechanism. A role that heading and setting disagree
on is given as two: a funding section among the tasks is both `support` and `tasks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ..model import Section
from .role_table import ANY, Roles, compatible, heading_lexicon, match_heading, role_name, role_table

__all__ = ["assign_roles", "compatible", "heading_lexicon", "role_name"]

_BODY = 400  # characters of a body in which cues are looked for
_ARTICLE = 140  # the same for an article, whose first sentence says what it rules

_LEAD = 30  # characters in which a first sentence may stand for a missing heading
_PURPOSE = 2  # articles in which the purpose may stand, chapters or not
_ARTICLE_TITLE = re.compile(r"^[(（【]([^()（）【】]{2,16})[)）】]")
_ARTICLE_MARK = re.compile(r"第[^章节编]{1,9}条")
_FIRST_SENTENCE = re.compile(r"\s*([^。；;:：\n]{2,22})[。:：\n]")


def assign_roles(
    text: str, sections: Sequence[Section], genre: str = "", fixed: Mapping[str, Roles] = MappingProxyType({})
) -> tuple[Section, ...]:
    """The same sections with roles (at most two codes, the stronger first) and confidence filled.

    text: the document's text, which the sections' offsets point into; parents stand before their children.
    fixed: roles given by hand, by section id; what inherits from such a section inherits them.
    """
    return tuple(_Assigner(text, sections, genre).assign(fixed))


def _is_article(section: Section) -> bool:
    return section.style == "article" or _ARTICLE_MARK.fullmatch(section.marker) is not None


class _Assigner:
    """One document's sections, visited in reading order, with the roles given so far."""

    def __init__(self, text: str, sections: Sequence[Section], genre: str) -> None:
        self.data = role_table()
        self.text = text
        self.sections = sections
        self.genre = genre or self._genre()
        self.prose = self.genre in self.data.prose
        self.given: dict[str, tuple[Roles, str]] = {}
        self.parents = {s.parent for s in sections}
        self.by_id = {s.id: s for s in sections}
        articles = [s.id for s in sections if _is_article(s)]
        self.ordinal = {name: i for i, name in enumerate(articles)}
        self.chapters = {self.by_id[name].parent for name in articles} - {None}
        self.chapters |= {self.by_id[c].parent for c in self.chapters if c is not None} - {None}
        self.own = {s.id: self._by_heading(s) for s in sections if not _is_article(s)}
        roots = [s.id for s in sections if self._above(s) is None and s.id in self.own and not self._opens(s)]
        topical = [i for i, name in enumerate(roots) if self._topical(self.own[name][0])]
        self.between = frozenset(roots[: topical[-1]]) if topical else frozenset()
        aims = [i for i, name in enumerate(roots) if self.data.group(self.own[name][0]) == "AIM"]
        self.before_aim = frozenset(roots[: aims[0]]) if aims else frozenset()
        self.last = roots[-1] if roots else ""

    def assign(self, fixed: Mapping[str, Roles]) -> Iterable[Section]:
        for section in self.sections:
            if section.id in fixed:
                self.given[section.id] = fixed[section.id], "manual"
                yield replace(section, roles=fixed[section.id], confidence="manual")
                continue
            roles, confidence = self._roles(section)
            roles = tuple(dict.fromkeys(roles))[:2]
            self.given[section.id] = roles, confidence if roles else "none"
            yield replace(section, roles=roles, confidence=confidence if roles else "none")

    def _genre(self) -> str:
        opening = self.text[self.sections[0].start : self.sections[0].end][:_BODY] if self.sections else ""
        return next((g for g, cues in self.data.genre_cues.items() if cues.found(opening)), "")

    def _opens(self, section: Section) -> bool:
        """Whether this is the preamble."""
        return section.level == 0 and not section.marker and not section.heading

    def _above(self, section: Section) -> Section | None:
        parent = self.by_id.get(section.parent or "")
        return None if parent is None or self._opens(parent) else parent

    def _topical(self, roles: Roles) -> bool:
        return self.data.group(roles) in (ANY, "ACTION")

    def _body(self, section: Section, length: int = _BODY) -> str:
        """The beginning of a body without blanks, so that wrapped lines keep their words."""
        return "".join(self.text[section.body : min(section.end, section.body + length)].split())

    def _roles(self, section: Section) -> tuple[Roles, str]:
        if self.prose:
            own, confidence = self.own.get(section.id, ((), "none"))
            if confidence == "heading_exact":
                return own, confidence
            opening = section.level == 0 and self._cued(section, ("review",))
            return (("review",), "cue") if opening else ((), "none")
        if section.id in self.ordinal:
            return self._article(section)
        if section.style == "box":
            return ("box",), "heading_exact"
        if self._opens(section):
            return self._preamble(section)
        parent = self._parent(section)
        if parent is None:
            return self._root(section)
        if section.id in self.chapters and self.own[section.id][0]:
            return self.own[section.id]
        return self._child(section, self.given[parent.id][0])

    def _parent(self, section: Section) -> Section | None:
        """The nearest enclosing section that has a role of its own to pass on; a box has none."""
        parent = self._above(section)
        while parent is not None and self.data.group(self.given.get(parent.id, ((), ""))[0]) in (ANY, "STRUCT"):
            parent = self._above(parent)
        return parent

    # heading ---------------------------------------------------------------------------------------

    def _by_heading(self, section: Section) -> tuple[Roles, str]:
        heading = section.heading
        if not heading and section.marker:
            lead = _FIRST_SENTENCE.match(self.text, section.body, min(section.end, section.body + _LEAD))
            heading = lead.group(1) if lead else ""
        if not heading:
            return (), "none"
        settings = {ANY, self.genre}
        if section.id in self.chapters:
            settings.add("chapter")
        elif self._above(section) is None:
            settings.add("root")
        return match_heading(heading, settings)

    # tree ------------------------------------------------------------------------------------------

    def _root(self, section: Section) -> tuple[Roles, str]:
        own, confidence = self.own[section.id]
        if own:
            if self.data.group(own) == "SUPPORT" and section.id in self.between and own[0] != "safeguards":
                own = (own[0], "tasks")
            elif own[0] == "organization" and section.id in self.parents:
                own = (own[0], "safeguards")
            elif self.data.group(own) == "ACTION" and confidence == "heading_regex":
                own = (*own, "tasks")
            return own, confidence
        if section.id in self.chapters:
            return ("tasks", "procedure"), "position"
        if section.id == self.last and not section.heading and self._cued(section, ("supplementary",)):
            return ("supplementary",), "cue"
        if section.id in self.before_aim:
            found = self._cued(section, ("significance", "review", "problems", "situation"))
            if found:
                return found[:1], "cue"
        if not section.heading:
            found = self._cued(section, ("guiding_ideology", "objectives", "projects"))
            if found:
                return found[:1], "cue"
        return self._topic(section, (self.data.defaults.get(self.genre, "tasks"),)), "position"

    def _topic(self, section: Section, roles: Roles) -> Roles:
        """A task that pays out money is support too."""
        if roles == ("tasks",) and self.data.money.found(self._body(section)):
            return "tasks", "support"
        return roles

    def _child(self, section: Section, above: Roles) -> tuple[Roles, str]:
        group = self.data.group(above)
        own, confidence = self.own[section.id]
        doubtful = any(self.data.group((role,)) != group for role in above)
        if not doubtful and (not own or confidence == "heading_regex"):
            wider = match_heading(section.heading, {ANY, self.genre, group})
            own, confidence = wider if wider[0] else (own, confidence)
        if not own:
            return (above, "inherited") if doubtful and group == "SUPPORT" else self._inherited(section, above, group)
        if self.data.group(own) == "STRUCT":
            return own, confidence
        same = self.data.group(own) == group
        if above[0] in self.data.bodies:
            related = same and (confidence == "heading_exact" or own[0] in above)
            return ((*own, *above) if related else (above[0], *own)), "inherited" if not related else confidence
        if group == "ACTION" and not same:
            first = confidence == "heading_exact" or own[0] in ("support", "closing")
            return ((own[0], "tasks") if first else ("tasks", own[0])), confidence
        if group == "ACTION" and confidence == "heading_regex":
            return ((above[0], own[0]) if own[0] != "projects" else (own[0], above[0])), confidence
        if same:
            return own, confidence
        return (own[0], above[0]), confidence

    def _inherited(self, section: Section, above: Roles, group: str) -> tuple[Roles, str]:
        if group == "AIM" and "overall" in above:
            others = above if len(above) > 1 else ("principles", "guiding_ideology", "objectives")
            found = self._cued(section, others)
            return ((found[0], *above), "cue") if found else (above, "inherited")
        if len(above) == 2 and group == "AIM":
            found = self._cued(section, above)
            return ((found[0],), "cue") if found else (above, "inherited")
        if group == "SUPPORT" and above[0] not in self.data.bodies:
            found = self._cued(section, ("organization", "support", "supervision", "publicity"))
            first = found[:1] if "safeguards" in above else above[:1]
            return ((*first, *found[:1], above[0]), "cue") if found else (above, "inherited")
        if group == "ACTION":
            return self._topic(section, tuple(role for role in above if self.data.group((role,)) == group)), "inherited"
        return above, "inherited"

    # body ------------------------------------------------------------------------------------------

    def _cued(self, section: Section, codes: Iterable[str]) -> Roles:
        """Those of the codes whose cues stand in the body, most cues first."""
        body = self._body(section)
        counts = {code: self.data.cues[code].count(body) for code in codes if code in self.data.cues}
        return tuple(sorted((code for code in counts if counts[code]), key=lambda code: -counts[code]))

    def _preamble(self, section: Section) -> tuple[Roles, str]:
        if not self._body(section):
            return (), "none"
        found = self._cued(section, ("basis", "guiding_ideology", "review", "projects", "objectives"))
        if not found or "basis" in found:
            more = tuple(code for code in found if code == "guiding_ideology")
            return ("basis", *more), "cue" if found else "position"
        return (found[0], "basis"), "cue"

    def _article(self, section: Section) -> tuple[Roles, str]:
        at, count = self.ordinal[section.id], len(self.ordinal)
        parent = self._parent(section)
        above, sure = self.given[parent.id] if parent else ((), "none")
        if above[:1] in (("supplementary",), ("liability",)) and sure == "heading_exact":
            return above, "inherited"
        body = self._body(section, _ARTICLE)
        title = section.heading or "".join(_ARTICLE_TITLE.findall(body)[:1])
        own, confidence = match_heading(title, {ANY, "root"}) if title else ((), "none")
        if confidence == "heading_exact":
            return (*own, *above), confidence
        general = above[:1] == ("scope",)
        for rule in self.data.articles:
            if rule.under:
                near = above[:1] == (rule.under,)
            elif rule.first:
                # Without chapters the general part is the first few articles of at most the first half.
                near = general if above and rule.first > _PURPOSE else at < min(rule.first, max(1, count // 2))
            else:
                near = rule.anywhere or at >= count - rule.last
            if near and rule.cues.found(body):
                return (rule.roles[0], *above) if above and rule.anywhere else rule.roles, "cue"
        return (above, "inherited") if above else (("procedure", "tasks"), "position")
