"""A received file opened safely, as sheets of cells."""
