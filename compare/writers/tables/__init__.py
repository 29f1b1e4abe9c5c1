"""The tables that are handed in, as data. `handouts.py` makes those of a comparison; formats give them their form."""
