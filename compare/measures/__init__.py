"""What drafting staff retype by hand, as data: targets, benefits, measures, tasks, wording strength."""
