"""The SSDA903 return: what it holds, how it is read, merged over the years, and turned into each child's history."""
