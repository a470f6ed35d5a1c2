"""The demonstration city: Tianjin 2022, compiled from press, partly invented, not official.

Everything is built through the same actions that people use, from a fixed seed.
"""
