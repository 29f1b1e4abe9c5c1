"""The application: it wires request, colours and screen, and does nothing else."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App
from textual.binding import BindingType

from . import environment
from .colours import THEMES, palette, textual_themes, theme_for
from .corrections import Keeper
from .recent import Recents
from .screen import WorkScreen
from .workspace import Request


class BiduiApp(App[int]):
    """bidui in the terminal. Its result is the exit code."""

    CSS_PATH = "bidui.tcss"
    ENABLE_COMMAND_PALETTE = False  # ours is in the user's language
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self, request: Request, recents: Recents, *, ambiguous: int = 1, environ: dict[str, str] | None = None
    ) -> None:
        super().__init__()
        self.request = request
        self.recents = recents
        self.ambiguous = ambiguous
        self.title = "bidui 比对"
        for theme in textual_themes():
            self.register_theme(theme)
        environ = environ or {}
        fitting = theme_for(environment.colours(environ), environment.light_background(environ))
        sixteen = fitting.startswith("ansi")
        kept = recents.preference("theme")
        wanted = request.theme or (kept if kept.startswith("ansi") == sixteen else "")
        self.theme = wanted if wanted in THEMES else fitting

    def on_mount(self) -> None:
        self.set_class(self.ambiguous == 2, "-wide-ambiguous")
        keeper = Keeper(self.request.session, self.request.lang)
        screen = WorkScreen(self.request, palette(self.theme), self.ambiguous, keeper, self.recents)
        self.push_screen(screen)
