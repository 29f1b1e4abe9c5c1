"""The work areas: one module for each tab."""
