"""Which column of a sheet means what."""
