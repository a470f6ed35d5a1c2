"""Pages set by Typst: a source that is ours, data that stay data, and a PDF whose bytes are the same each time."""
