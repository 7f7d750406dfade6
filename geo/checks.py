"""A draft held against the edition there is."""
