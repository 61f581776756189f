"""Speed and answer quality, side by side with simpler ways to do the same."""
