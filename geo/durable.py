"""Every file operation of publishing."""
