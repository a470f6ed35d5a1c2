"""The demonstration city: Tianjin 2022, compiled from press, partly invented, not official.

Everything is built through the same actions that people use, and is the same each time.
"""
