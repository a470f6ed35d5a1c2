"""A table only the tests have: the smallest figure in two times."""
