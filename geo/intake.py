"""Rows to claims, with the place of each."""
