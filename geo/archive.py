"""Undo, verify, what was left behind."""
