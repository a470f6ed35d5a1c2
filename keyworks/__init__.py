"""Keyworks: a city's key projects, from plan to production."""

__version__ = "0.1.0"
