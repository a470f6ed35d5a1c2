"""The first screens, over many nouns: what waits for me today."""
