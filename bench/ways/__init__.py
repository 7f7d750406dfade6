"""The ways that are compared, each a small server of its own."""
