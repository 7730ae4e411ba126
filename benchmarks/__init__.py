"""Measurements, side by side with the peer in one run. Never timed tests. Results are printed as ratios, with the machine named."""
