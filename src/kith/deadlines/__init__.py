"""The statutory clock on the record: the projection of deadlines, and why one was missed."""
