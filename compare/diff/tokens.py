"""Tokens of a clause for the word diff: numbers with units, dates, titles and document numbers whole, else words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ..basics.numerals import HAN, HAN_APART, HAN_DATE, HAN_NUMBER, HAN_QUANTITY, HAN_UNITS, han_value
from ..basics.words import words

_NUMBER = r"[0-9０-９](?:[0-9０-９,，.．]*[0-9０-９])?"
_ATOM = re.compile(
    r"《[^》\n]{1,80}》|首[台批版件][（(][套次][）)]"
    r"|[一-龥]{1,8}[〔\[（(【][0-9０-９]{4}[〕\]）)】]\s*第?[0-9０-９]+号"
    rf"|(?:{_NUMBER}年)(?:{_NUMBER}月)?(?:{_NUMBER}日)?(?:年?底|末)?|{_NUMBER}月(?:{_NUMBER}日)?"
    rf"|第?{_NUMBER}\s*(?:[—–~～至\-]\s*{_NUMBER})?\s*(?:[十百千万亿]+)?"
    r"(?:个百分点|个工作日|个月|平方公里|平方米|公里|工作日|[%％‰元个家项件种条座处台套人名户所米亩吨倍次年月日天号度])?元?"
    rf"|[A-Za-zＡ-Ｚａ-ｚ]+|{HAN_DATE}|{HAN_QUANTITY}"
)
_DROP = re.compile(r"(?<![0-9])[.,\-]|[.,\-](?![0-9])|,|[^\w.%‰\-]|_")
_DASHES = dict.fromkeys(map(ord, "—–~～−‐‑"), "-")
_ITEM = re.compile(
    r"\s*(?:[-*•]\s*)*(?:[0-9０-９]{1,2}[.．、](?![0-9０-９])|[（(](?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[）)]"
    r"|[①-⑳㈠-㈩⑴-⒇⒈-⒛]|[一二三四五六七八九十]{1,3}、)\s*"
)
_OPENING = re.compile(r"[（(“‘「『〔\[【]+")
# Bounds and months count too, where a numeral is compared with another one in its place.
_HAN_NUMBER = (
    rf"[百千万]分之{HAN_NUMBER}|(?<={HAN}[至到]){HAN_NUMBER}"
    rf"|{HAN_APART}{HAN_NUMBER}(?=(?:{HAN_UNITS}|月|个?学时|人以|名以|家以|以上|以下|(?:至|到){HAN}))"
)
_STOP = re.compile(r"(?<![0-9０-９])[，。；：、]|[，。；：、](?![0-9０-９])")
_SHARES = {"百": "%", "千": "‰", "万": "‱"}
_DIGITS = re.compile(rf"[0-9](?:[0-9.]*[0-9])?(?:-[0-9](?:[0-9.]*[0-9])?)?(?:[百千万亿]+)?%?|{_HAN_NUMBER}")
_ANY_NUMBER = re.compile(rf"[0-9０-９]|{_HAN_NUMBER}")


@dataclass(frozen=True, slots=True)
class Token:
    """Half-open source span and the form that is compared; blanks and punctuation after it belong to it."""

    start: int
    end: int
    form: str


def plain(text: str) -> str:
    """Comparable form: NFKC, lower case, without blanks and punctuation other than within numbers."""
    folded = "".join(unicodedata.normalize("NFKC", text).lower().split()).translate(_DASHES)
    return _DROP.sub("", folded)


def item_end(text: str, start: int, end: int) -> int:
    """Where the text proper begins: after the list number (1. （二） ③) that opens [start, end), else `start`."""
    match = _ITEM.match(text, start, end)
    return match.end() if match else start


def numbers(text: str) -> tuple[str, ...]:
    """Numbers of a text in comparable form, in order (`1,000.5` is `1000.5`, 三十日 gives `30`, 百分之三 `3%`)."""
    if not _ANY_NUMBER.search(text):
        return ()
    parts = _STOP.split(text)  # 三点五，千分之二 would run together
    return tuple(_value(match.group()) for part in parts for match in _DIGITS.finditer(plain(part)))


def _value(number: str) -> str:
    if number[0].isdigit():
        return number
    share, _, head = number.rpartition("分之")
    bare = head.rstrip("万亿")
    if "万" in bare or "亿" in bare:
        bare = head
    value = han_value(bare)
    return number if value is None else f"{_written(value)}{head[len(bare) :]}{_SHARES.get(share, '')}"


def _written(value: float) -> str:
    return str(int(value) if value == int(value) else value)


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Tokens of text[start:end]; they tile it. Blanks and punctuation join the token before, opening brackets and
    quotes the one after."""
    pieces: list[tuple[int, int]] = []
    at = start
    for match in _ATOM.finditer(text, start, end):
        pieces += [(at + low, at + high) for _, low, high in words(text[at : match.start()])]
        pieces.append(match.span())
        at = match.end()
    pieces += [(at + low, at + high) for _, low, high in words(text[at:end])]
    tokens: list[Token] = []
    lead = start
    for low, high in pieces:
        form = plain(text[low:high])
        if form:
            tokens.append(Token(lead, high, form))
            lead = high
        elif tokens and not _OPENING.fullmatch(text, low, high):
            last = tokens[-1]
            tokens[-1] = Token(last.start, high, last.form)
            lead = high
    if lead < end and tokens:
        tokens[-1] = Token(tokens[-1].start, end, tokens[-1].form)
        lead = end
    if lead < end and not tokens:
        tokens.append(Token(lead, end, ""))
    return tokens
