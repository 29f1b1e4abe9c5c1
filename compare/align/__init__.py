"""Which sections of two documents say the same: regime, scores, links, moves."""
