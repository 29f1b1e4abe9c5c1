"""`python -m compare` is the command `bidui`."""

import sys

from .cli import main

sys.exit(main())
