"""What an edition changes, in words."""
