"""Ground floor: text keys, numerals, words and similarity, free of anything about documents."""
