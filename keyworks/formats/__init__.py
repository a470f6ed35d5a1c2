"""Pure readers and writers of documents that others have too: sheets and where in them the table is, GeoJSON.

It knows no project and no Django; what it cannot read is a Problem with its place, never a crash.
"""
