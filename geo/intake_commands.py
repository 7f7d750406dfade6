"""The commands `template` and `check`."""
