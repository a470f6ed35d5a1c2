"""What the regular papers say: read once, written in both languages."""
