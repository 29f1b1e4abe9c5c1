"""Many documents: from files to a frozen Report. `report.py` is the whole order on one page."""
