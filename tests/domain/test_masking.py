import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.masking import masked

ASCII = "0123456789"
SCRIPTS = [ASCII, "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]
SEPARATORS = [
    *("", " ", "-", " - ", ".", "/", ",", "_", "\n", "\t", ")(", " • ", "'"),
    *("\u00a0", "\u2011", "\u2013", "\ufe0f\u20e3"),
    *("\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\u2060", "\u2068", "\u2069", "\ufeff"),
    *("\u200e-\u200e", " \u200f"),
]
CNIC = st.from_regex(r"[1-7][0-9]{12}", fullmatch=True)
PHONE = st.from_regex(r"(\+|00)?92[1-9][0-9]{8,9}|0[1-9][0-9]{8,9}|[1-9][0-9]{8}", fullmatch=True)
CARD = st.from_regex(r"[3-6][0-9]{12,18}", fullmatch=True)
IBAN = st.from_regex(r"(PK|pk|Pk)[0-9]{2}[A-Za-z]{4}[0-9]{16}", fullmatch=True)
WORDS = st.text("abcxyzABC ابپتیۃ، ؟", max_size=30)


@st.composite
def written(draw: st.DrawFn, numbers: st.SearchStrategy[str]) -> str:
    """A number as people write it: in a script, with one separator in some of its gaps, between words."""
    number = draw(numbers)
    separator, script = draw(st.sampled_from(SEPARATORS)), draw(st.sampled_from(SCRIPTS))
    gaps = draw(st.lists(st.booleans(), min_size=len(number), max_size=len(number)))
    split = "".join(sign + separator * gap for sign, gap in zip(number, gaps, strict=True))
    return f"{draw(WORDS)} {split.translate(str.maketrans(ASCII, script))} {draw(WORDS)}"


def has_digits(text: str) -> bool:
    return any(map(str.isdigit, text))


@given(written(CNIC | PHONE | CARD))
def test_no_digit_of_a_card_or_telephone_number_is_left_however_it_is_written(text: str) -> None:
    assert not has_digits(masked(text))


@given(written(IBAN))
def test_nothing_of_an_iban_is_left_however_it_is_written(text: str) -> None:
    left = masked(text)
    assert not has_digits(left)
    assert "[IBAN]" in left


@given(st.text(st.characters(exclude_categories=["Nd"], exclude_characters="@/")))
def test_a_text_without_digits_and_addresses_stays_as_it_is(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize(
    ("number", "mark"),
    [
        ("35202-1234567-1", "[CNIC]"),
        ("3520212345671", "[CNIC]"),
        ("35202 1234567 1", "[CNIC]"),
        ("0300-1234567", "[phone]"),
        ("0300 123 45 67", "[phone]"),
        ("+92 300 1234567", "[phone]"),
        ("00923001234567", "[phone]"),
        ("042-35761999", "[phone]"),
        ("0992 123456", "[phone]"),
        ("111-123-456", "[phone]"),
        ("35761999", "[number]"),
        ("4111 1111 1111 1111", "[card]"),
        ("6011000990139424123", "[card]"),
        ("12345678901234567890", "[number]"),
        ("PK36SCBL0000001123456702", "[IBAN]"),
        ("pk36 scbl 0000 0011 2345 6702", "[IBAN]"),
        ("GB29 NWBK 6016 1331 9268 19", "[IBAN]"),
        ("DE89370400440532013000", "[IBAN]"),
        ("FR14 2004 1010 0505 0001 3M02 606", "[IBAN]"),
        ("AE07-0331-2345-6789-0123-456", "[IBAN]"),
        ("NO93 8601 1117 947", "[IBAN]"),
    ],
)
def test_a_number_gives_way_to_its_kind(number: str, mark: str, script: str) -> None:
    text = f"mera {number.translate(str.maketrans(ASCII, script))} hai"
    assert masked(text) == f"mera {mark} hai"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("write to ali.khan+x@mail.example.pk today", "write to [e-mail] today"),
        ("ali @ example.pk", "[e-mail]"),
        ("ask @ayesha_k please", "ask [username] please"),
        ("ali@home", "[username]"),
        ("https://example.pk/ayesha?token=abc fee", "https://example.pk/[page] fee"),
        ("HTTP://example.pk?x=1", "HTTP://example.pk?[page]"),
        ("t.me/ayesha_k", "t.me/[page]"),
        ("key AbCdEfGhIjKlMnOpQrSt1_-x end", "key [code] end"),
        ("passport AB1234567", "passport AB[number]"),
    ],
)
def test_an_address_gives_way_to_its_kind(text: str, left: str) -> None:
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "50,000",
        "Rs. 1,50,000 or 2026 or 250?",
        "1,00,00,000 rupees",
        "from 50,000-100,000 a month",
        "۵۰٬۰۰۰ روپے",
        "tax year 2025-2026",
        "on 22-11-2026",
        "0.25% of 100 dollars, 154B",
        "24/7 and/or 9-5",
        "https://pseb.org.pk",
        "in20 days that this from here",
        "we meet @ 5 pm",
        "شناختی کارڈ کے ۱۳ ہندسے",
    ],
)
def test_amounts_years_and_small_numbers_stay(text: str) -> None:
    assert masked(text) == text


def test_all_kinds_in_one_message_are_masked() -> None:
    text = "CNIC 35202-1234567-1 aur phone 0300-1234567, e-mail a@b.pk, fee 50,000"
    assert masked(text) == "CNIC [CNIC] aur phone [phone], e-mail [e-mail] fee 50,000"
