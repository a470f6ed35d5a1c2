"""The roof: settings, addresses, REST root, command line, base templates, design system, static files."""
