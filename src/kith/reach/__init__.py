"""Who may see and do: loading decides seeing, the first line of an action decides doing."""
