"""Faults that disks, files and processes have, each tried many times: `make faults` runs them and prints a table."""
