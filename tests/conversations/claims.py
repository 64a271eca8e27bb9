"""How each language words a claim, a doubt and a denial, for the tests of what must not be claimed."""

import re

from domain.languages import Language

Worded = dict[Language, re.Pattern[str]]


def worded(english: str, urdu: str, roman_urdu: str) -> Worded:
    """A pattern for each language. The English counts in all: notes and headlines are quoted in it."""
    own = {Language.ENGLISH: english, Language.URDU: urdu, Language.ROMAN_URDU: roman_urdu}
    return {language: re.compile(f"{english}|{words}", re.IGNORECASE) for language, words in own.items()}


OPEN = worded(
    r"(?<![-\w])(?:open(?! house)|opened|working|operational|running)\b",
    r"\bکھل[ایے]?\b|کام کر رہ|چل رہ|\bفعال\b|\bچالو\b",
    r"\bkhul[aie]?\b|\bkaam kar rah|\bchal rah|\bfa+l\b|\bchalu\b",
)
"""Says of something that it is, was or may be open."""

HEDGE = worded(
    r"\b(?:not|no|none|nothing|whether|disagree|only planned|said|once|if|when)\b",
    r"نہیں|باقی|\bصرف منصوبہ|\bبشرطیکہ\b|\bاگر\b|\bجب\b",
    r"\bnahi\b|\bbaqi\b|\bsirf mansooba\b|\bbasharteke\b|\bagar\b|\bjab\b",
)
"""Takes such a claim back, or puts it under a condition."""

OPEN_TODAY = worded(
    r"\b(?:is|are|now) (?:now )?(?:open|working|operational|running)\b",
    r"(?:کھل[ایے]|کھل (?:گ|چک)\w+|کام کر رہ\w+|چل رہ\w+|فعال|چالو) (?:ہے|ہیں)",
    r"\b(?:khul[aie]|khul (?:ga|chuk)\w+|kaam kar rah\w+|chal rah\w+|fa+l|chalu) hain?\b",
)
"""Says that something is open now."""

DENIAL = worded(
    r"\b(?:no|not|none|whether|if|when)\b|\?$",
    r"نہیں|\bاگر\b|\bجب\b|؟$",
    r"\bnahi\b|\bagar\b|\bjab\b|\?$",
)
"""Denies, or asks."""

PRICE_OR_HOURS = worded(
    r"\b(?:Rs|PKR)\b|\d ?[ap]\.?m\b|\b\d{1,2}:\d\d\b|opening hours",
    r"روپ[ےی]|\bبجے\b|اوقات کار",
    r"\brup(?:ees|aye|ay)\b|\bbaje\b|\bauqat\b",
)

COUNT_OF_CENTRES = worded(
    r"\b(?:40|80) (?:\S+ )?e-Rozgaar centres",
    r"\b(?:40|80) (?:\S+ )?ای روزگار سینٹر",
    r"\b(?:40|80) (?:\S+ )?e-Rozgaar centres",
)

SAID = worded(
    r"\b(?:said|say|says|speak|officials|budget papers|report)",
    r"حکام|نے کہا|دستاویز|رپورٹ",
    r"\bofficials\b|\bkaha\b|\bbudget papers\b|\breport",
)

PUNJAB_RULES = worded(
    r"domicile|degree|16 years|age limit", r"ڈومیسائل|ڈگری|16 سال|عمر کی حد", r"16 saal|umar ki had"
)

FREE = worded(r"(?<!-)\bfree\b", r"مفت", r"\bmuft\b")

FREE_TODAY = worded(
    r"\b(?:is|are) free\b|\bfree of (?:charge|cost)\b", r"مفت (?:ہے|ہیں)", r"\b(?:muft|free) hain?\b"
)

CONFIRM = worded(r"confirm|check", r"تصدیق", r"tasdeeq")

FORECAST = worded(
    r"forecast|expect|plan|meant|aim|target|due|is to|speaks of|designed|promised",
    r"اندازہ|توقع|منصوبہ|ہدف|مقصد|ڈیزائن|کا ذکر ہے",
    r"andaza|tawaqqo|mansooba|maqsad|design|ka zikr hai",
)
