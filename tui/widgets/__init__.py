"""Widgets that paint lines: the reading pane, the list of sections, the ruler, the bars."""
