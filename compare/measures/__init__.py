"""What drafting staff retype by hand, as data: targets, benefits, measures, tasks, and how strongly things are worded."""
