"""Numbers, percents, rupiah and dates as officials write them."""
