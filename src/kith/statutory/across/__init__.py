"""Two returns, one child: what SSDA903 and the children in need census of one year say differently. Pure: no database."""
