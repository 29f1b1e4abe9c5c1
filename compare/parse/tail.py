"""What follows the body: signature, attachments, site chrome."""

from __future__ import annotations

import re

from .signs import CHROME, DATE, Envelope, is_prose, paragraphs_in

_ISSUER = re.compile(r"[\u4e00-\u9fa5、（）() 　]{2,60}?(?:政府|委员会|办公厅|办公室|管委会|[局厅部院会署委办省司])")
_SIGNED = re.compile(rf"(?=.{{2,90}}$){_ISSUER.pattern}[\s　]*{DATE}")
_BODY_END = re.compile(
    r"\s*(?:附\s*(?:件|表|图)\s*[\d一二三四五六七八九十]{0,2}\s*(?:[:：].{0,80}|[\d一二三四五]?\s*)$|附[:：].{0,80}$|抄\s*送\s*[:：]|主题词\s*[:：]|"
    r"信息公开(?:选项|形式)|公开属性|[（(](?:此件|本文有|公开))"
)


_TAIL = 3000  # characters that may follow a signature without an attachment: notes, distribution, site chrome
_NEAR = 600  # characters behind a signature within which an attachment or a second document begins
_ATTACHED = re.compile(r"\n\s*附\s*[件表图录]")


def body_end(flow: str, env: Envelope, start: int, high: int, headings: list[int]) -> int:
    """Where attachments, signature or site chrome follow the body."""
    end = high
    first = next((h for h in headings if h >= start), start)
    for begin, stop in paragraphs_in(flow, first, high):
        text = flow[begin:stop].strip()
        if begin > first and _ends_body(flow, text, stop, high):
            end = begin
            break
    last = max((h for h in headings if h < end), default=start)
    seen_prose = last > start
    for begin, stop in paragraphs_in(flow, last, end):
        text = flow[begin:stop].strip()
        seen_prose = seen_prose or is_prose(text)
        if begin > last and seen_prose and len(text) <= 40 and CHROME.match(text) and "。" not in text:
            end = begin
            break
    end = _glued_tail(flow, first, end)
    end = _issuers_before(flow, start, end)
    if end < high:
        _mark_tail(flow, env, end, high)
    return end


def _ends_body(flow: str, text: str, stop: int, high: int) -> bool:
    """Whether a paragraph that ends at `stop` closes the document: an attachment mark always, a date, signature or
    distribution line only where little follows, or an attachment."""
    if not (_BODY_END.match(text) or re.fullmatch(DATE, text) or _SIGNED.fullmatch(text)):
        return False
    if text.startswith("附"):
        return True
    return high - stop <= _TAIL or _ATTACHED.search(flow, stop, min(high, stop + _NEAR)) is not None


def _glued_tail(flow: str, start: int, end: int) -> int:
    """A signature glued behind the last sentence (…执行。某某人民政府2021年9月30日)."""
    match = re.compile(rf"(?<=[。）)])\s*(?:{_ISSUER.pattern}\s*)?{DATE}\s*(?:$|\n|[（(]此件)").search(
        flow, max(start, end - 200), end
    )
    if match and "，" not in match.group():
        return match.start()
    match = re.compile(r"(?<=[。）)])\s*附件\s*[:：\d]").search(flow, start, end)
    return match.start() if match and end - match.start() < 600 else end


def _issuers_before(flow: str, start: int, end: int) -> int:
    """Move the end up over the issuers' names that stand on lines of their own before the date."""
    while True:
        line = flow.rfind("\n", start, max(start, end - 1))
        if line < 0:
            return end
        text = flow[line + 1 : end].strip()
        if not text:
            end = line
            continue
        if len(text) <= 40 and _ISSUER.fullmatch(text):
            end = line + 1
            continue
        return end


def _mark_tail(flow: str, env: Envelope, end: int, high: int) -> None:
    """Name the paragraphs behind the body: signature, then attachment or chrome."""
    kind = "signature"
    at = end
    for match in re.finditer(r"[^\n]+", flow[end:high]):
        begin = end + match.start()
        text = match.group().strip()
        if kind == "signature" and _BODY_END.match(text) and text.lstrip().startswith("附"):
            following = "attachment"
        elif kind == "signature" and len(text) <= 40 and CHROME.match(text):
            following = "chrome"
        elif kind == "signature" and len(text) > 120:
            following = "attachment"
        elif kind == "attachment" and len(text) <= 30 and CHROME.match(text):
            following = "chrome"
        else:
            continue
        if at < begin:
            env.signature = env.signature or ((at, begin) if kind == "signature" else None)
            env.marks.append((kind, at, begin))
        kind, at = following, begin
    if kind == "signature" and env.signature is None:
        env.signature = (at, high)
    env.marks.append((kind, at, high))
