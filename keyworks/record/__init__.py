"""The record: who did what, when, why, before and after; append-only, hash-chained, provable.

It knows no noun: actions of every room write here, and nothing is ever taken out.
"""
