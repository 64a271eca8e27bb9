"""Telling English, Urdu and Roman Urdu apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.understanding.language import LanguageDetector
from domain.languages import Language

ENGLISH = [
    "Where is the nearest centre?",
    "near me",
    "what about peshawar",
    "I want a job",
    "do I have to pay anything",
    "how many parks are in Lahore",
]
ROMAN_URDU = [
    "Lahore mein center kahan hai",
    "lhr me stp",
    "kohat walo k lye kia ha",
    "rgstration kse krty hn",
    "saare centers ki list do",
    "tax kitna ha",
    "mujhe office chahiye, rent kya hai?",
]
URDU = ["لاہور میں سینٹر کہاں ہے؟", "فیس", "PSEB میں رجسٹریشن کیسے ہو گی", "stp کا rent کتنا ہے"]
NONE = ["", "????", "😂", "stp pindi", "paypal?", "0300 1234567", "Привет"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *[(text, Language.ENGLISH) for text in ENGLISH],
        *[(text, Language.ROMAN_URDU) for text in ROMAN_URDU],
        *[(text, Language.URDU) for text in URDU],
        *[(text, None) for text in NONE],
    ],
)
def test_the_language_of_a_message(text: str, language: Language | None, detector: LanguageDetector) -> None:
    assert detector.detect(text) is language


@given(st.text())
def test_any_text_has_a_language_or_none(text: str) -> None:
    detector = LanguageDetector({"hai"}, {"the"})
    assert detector.detect(text) in {*Language, None}
