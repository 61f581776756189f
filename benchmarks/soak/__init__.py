"""Mixed load with faults for an hour: what was acknowledged stays, nothing is doubled, nothing leaks."""
