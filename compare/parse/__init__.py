"""From text to Document: what belongs to the body, its sections, their roles, its clauses."""
