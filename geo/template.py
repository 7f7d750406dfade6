"""The workbook that officials fill in."""
