"""Many documents: from files to a frozen Report. `survey.py` is the whole order on one page."""
