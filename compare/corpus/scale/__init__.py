"""Shared passages of very many documents: the steps of `corpus.join` over partitions on disk, by any engine."""
