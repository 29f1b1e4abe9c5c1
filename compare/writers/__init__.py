"""Comparisons and outlines as text, JSON and documents to hand in."""
