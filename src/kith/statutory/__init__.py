"""What the law and the published standards say, as pure declarations: clocks, codes, returns."""
