"""Word documents filled from a template: a sandboxed Jinja, and a file whose bytes are the same each time."""
