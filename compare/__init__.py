"""bidui 比对: understand, align and compare Chinese policy documents."""

__version__ = "0.1.0"
