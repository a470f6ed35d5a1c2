"""The record outside the house: an export that a stranger can check."""
