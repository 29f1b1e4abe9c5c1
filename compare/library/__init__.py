"""A library of documents in one SQLite file: kept, searched, and asked where a text comes from."""
