"""The terminal UI of bidui: read two policies side by side."""

import os

# Textual asks terminals for all keys with their text; several then lose what a Chinese input method commits.
# Its constants are read when it is imported, so this stands before any import of it.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
