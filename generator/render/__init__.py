"""Rendering: see files.py, which yields every file of the site. Who imports one module here loads no other."""
