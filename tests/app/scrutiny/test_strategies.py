"""Finance is not published in the document, and the page says so."""

from tests.app.opening import open_view


def test_finance_is_not_published_in_the_document(duckdb_app):
    at = open_view("scrutiny", "strategies")
    assert any("Not published in the document" in caption.value for caption in at.caption)
