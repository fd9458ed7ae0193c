"""Pure building blocks: days, periods, tables, and the small Rule, Timescale and Measure types."""
