"""What an operator needs, and what audits what is installed."""
