"""`offprint store`."""
