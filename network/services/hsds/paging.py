"""Pages as the standard has them."""

from ninja import Schema

MOST_A_PAGE = 500


class Page(Schema):
    """A page of things. Numbers begin at 1; a page past the last is empty."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[dict]


def page(found, number, per_page, write):
    """Page ``number`` of a queryset or list. ``write`` turns the rows of one page into dicts."""
    total = found.count() if hasattr(found, "filter") else len(found)
    pages = max(1, -(-total // per_page))
    rows = list(found[(number - 1) * per_page : number * per_page])
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(rows),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not rows,
        "contents": write(rows),
    }
