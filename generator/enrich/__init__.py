"""Enrichment: see steps.py, which is the order of it. A reader of one module here loads no other."""
