"""Measurements of the shop against what is possible; each is run by `python -m`."""
