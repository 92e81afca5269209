"""A link reopens the view it was copied from; the menu and the back button keep the filters."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.serving import await_idle

RUGBY = "E22000321"
QUERY = f"area={RUGBY}&from=2018-10&to=2019-02"
SCOPE = "Rugby (policing area), October 2018 to February 2019"


def read_query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def follow(page: Page, title: str, *, question: str) -> None:
    page.get_by_role("link", name=title, exact=True).first.click()
    expect(page.locator("h1")).to_have_text(question, timeout=20_000)
    await_idle(page)


def choose_area(page: Page, label: str) -> None:
    box = page.get_by_role("combobox", name="Area", exact=True)
    box.click()
    box.fill(label)
    page.get_by_role("option", name=label).first.click()


def test_a_deep_link_is_right_as_the_very_first_request_after_a_restart(fresh_app, open_visitor):
    visitor: Visitor = open_visitor(address=fresh_app)
    visitor.open(f"crime?{QUERY}")
    expect(visitor.page.locator(".scope")).to_contain_text(SCOPE)
    expect(visitor.page.locator('[class*="st-key-finding_main"]')).to_contain_text("Oct 2018 to Feb 2019")
    expect(visitor.page.get_by_role("link", name="Glossary", exact=True).first).to_be_visible()
    table = visitor.page.get_by_role("region", name="Recorded crime and anti-social behaviour by month, Rugby")
    months = table.locator("tbody th").all_inner_texts()
    assert months == ["Oct 2018", "Nov 2018", "Dec 2018", "Jan 2019", "Feb 2019"]
    assert read_query(visitor.page) == {"area": [RUGBY], "from": ["2018-10"], "to": ["2019-02"]}


def test_a_link_copied_after_choosing_reopens_the_same_view_elsewhere(open_visitor: Callable[..., Visitor]):
    first = open_visitor()
    first.open("crime")
    choose_area(first.page, "Rugby (policing area)")
    expect(first.page.locator(".scope")).to_contain_text("Rugby (policing area)")
    await_idle(first.page)
    link = first.page.url
    assert parse_qs(urlsplit(link).query) == {"area": [RUGBY]}

    second = open_visitor()
    second.open(link.removeprefix(f"{second.address}/"))
    assert second.page.locator(".scope").inner_text() == first.page.locator(".scope").inner_text()
    assert (
        second.page.locator('[class*="st-key-finding_main"]').inner_text()
        == first.page.locator('[class*="st-key-finding_main"]').inner_text()
    )


def test_the_same_parameters_open_the_same_area_on_another_page(visitor: Visitor):
    visitor.open(f"casualties?area={RUGBY}")
    expect(visitor.page.locator(".scope")).to_contain_text("Rugby (policing area)")
    expect(visitor.page.locator('[class*="st-key-finding_main"]')).to_contain_text("Rugby")


def test_the_menu_keeps_the_filters(visitor: Visitor):
    visitor.open(f"crime?{QUERY}")
    follow(visitor.page, "Road casualties", question="On which roads were people killed or seriously injured?")
    expect(visitor.page.locator(".scope")).to_contain_text(SCOPE)
    follow(visitor.page, "Glossary", question="What do the abbreviations mean?")
    follow(visitor.page, "Recorded crime", question="What changed in recorded crime, and where?")
    expect(visitor.page.locator(".scope")).to_contain_text(SCOPE)
    assert read_query(visitor.page) == {"area": [RUGBY], "from": ["2018-10"], "to": ["2019-02"]}


def test_the_back_button_returns_to_the_page_and_its_filters(visitor: Visitor):
    visitor.open(f"crime?{QUERY}")
    follow(visitor.page, "Overview", question="What is the threat picture?")
    visitor.page.go_back()
    while "/crime" not in visitor.page.url:  # the app may have put the filters into the address as a step of its own
        visitor.page.go_back()
    expect(visitor.page.locator("h1")).to_have_text("What changed in recorded crime, and where?", timeout=20_000)
    expect(visitor.page.locator(".scope")).to_contain_text(SCOPE)


def test_clear_all_shows_everything_again_and_empties_the_address(visitor: Visitor):
    visitor.open(f"crime?{QUERY}")
    visitor.page.get_by_role("button", name="Clear all filters").click()
    expect(visitor.page.locator(".scope")).to_contain_text("all months held", timeout=20_000)
    await_idle(visitor.page)
    expect(visitor.page.locator(".scope")).not_to_contain_text("Rugby")
    assert read_query(visitor.page) == {}


def test_a_chip_removes_its_filter_only(visitor: Visitor):
    visitor.open(f"crime?{QUERY}")
    visitor.page.get_by_role("button", name="Rugby (policing area) ✕").click()
    expect(visitor.page.locator(".scope")).to_contain_text(
        "(all forces), October 2018 to February 2019", timeout=20_000
    )
    await_idle(visitor.page)
    assert read_query(visitor.page) == {"from": ["2018-10"], "to": ["2019-02"]}


def test_an_abbreviation_in_a_finding_leads_to_its_meaning(visitor: Visitor):
    visitor.open("workforce")
    with visitor.page.context.expect_page() as opened:  # Streamlit opens links within text in a tab of their own
        visitor.page.locator('[class*="st-key-finding_main"]').get_by_role("link", name="FTE").first.click()
    page = opened.value
    await_idle(page)
    assert urlsplit(page.url).path == "/glossary"
    expect(page.get_by_role("heading", name="FTE", exact=True)).to_be_visible()
