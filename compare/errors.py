"""Errors in a user's words: what happened, where, and what to do."""

from __future__ import annotations


class BiduiError(Exception):
    """Root of all errors that bidui raises on purpose.

    `reason` and `advice` are full sentences in Chinese and English, `path` names the file
    they speak of (empty where there is none). The command line prints `message(lang)` on
    stderr as one line and exits with 2.
    """

    def __init__(
        self, reason_zh: str, reason_en: str, *, path: str = "", advice_zh: str = "", advice_en: str = ""
    ) -> None:
        self.path = path
        self.reason = {"zh": reason_zh, "en": reason_en}
        self.advice = {"zh": advice_zh, "en": advice_en}
        super().__init__(self.message("zh"))

    def message(self, lang: str = "zh") -> str:
        """One line: file, reason, advice."""
        colon, gap = ("：", "") if lang == "zh" else (": ", " ")
        head = f"{self.path}{colon}" if self.path else ""
        return head + self.reason[lang] + (gap + self.advice[lang] if self.advice[lang] else "")


class ReadError(BiduiError):
    """A file cannot be read as text."""


class OptionError(BiduiError):
    """One or more options are out of range; the message lists all of them."""


class SessionError(BiduiError):
    """A session file cannot be used."""


class KnowledgeError(BiduiError):
    """A file of the user's own knowledge (bidui.toml, topics) cannot be used."""


class LibraryError(BiduiError):
    """A library of documents cannot be opened, is damaged, or cannot be written."""


class ScratchError(BiduiError):
    """The folder in which a large collection is worked on cannot be used."""


class OutputError(BiduiError):
    """A result cannot be written where the user asked for it."""
