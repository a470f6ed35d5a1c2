"""What people hang on pages and records: comments, mentions, attachments, follows, saved views.

It knows no noun: a record is a kind and a key, and whoever may see it may see what hangs on it.
"""
