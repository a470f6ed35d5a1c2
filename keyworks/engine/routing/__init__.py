"""A morning of site visits: which sites, in which order (one route with a worth, opening windows and an end)."""
