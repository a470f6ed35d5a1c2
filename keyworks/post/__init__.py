"""What goes out by e-mail: an outbox that waits for its server and holds nobody up.

It knows no noun: a room above writes a letter to a person, and the worker sends it.
"""
