"""Numbers as people say them."""


def plural(count: int, one: str, many: str = "") -> str:
    """ "1 child", "2 children", "1,204 visits"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
