"""A received workbook with its faults as comments."""
