"""The configuration: see loading.py, which reads all of it. Who imports one module here loads no other."""
