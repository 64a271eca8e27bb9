"""When? Reads a moment as staff write it: in English, Urdu or Roman Urdu, on Pakistan's clock.

dateparser 1.5 was tried: it knows no Roman Urdu, nor "کل صبح 9 بجے", and took "25 نومبر" for one in 2125.
What is not understood to its last word is not guessed at, and what is, staff see with its weekday first.
"""

import datetime
import re
import unicodedata

from announcements.scheduling import KARACHI

QUIET_FROM, QUIET_UNTIL = 22, 8
"""Hours of Pakistan's clock: between them people are not woken without a second thought."""

_WORDS = {
    "+0": "today aaj aj آج",
    "+0 night": "tonight",
    "+1": "tomorrow kal کل",
    "+2": "overmorrow parson parso parsoon پرسوں",
    "w0": "monday mon peer pir somwar پیر سوموار",
    "w1": "tuesday tue mangal منگل",
    "w2": "wednesday wed budh بدھ",
    "w3": "thursday thu jumerat jumeraat جمعرات",
    "w4": "friday fri juma jumma جمعہ",
    "w5": "saturday sat hafta hafte ہفتہ ہفتے",
    "w6": "sunday sun itwar itwaar اتوار",
    "m1": "january jan janwari جنوری",
    "m2": "february feb farwari فروری",
    "m3": "march mar مارچ",
    "m4": "april apr aprail اپریل",
    "m5": "may mai مئی",
    "m6": "june jun جون",
    "m7": "july jul julai جولائی",
    "m8": "august aug agast اگست",
    "m9": "september sep sept sitambar ستمبر",
    "m10": "october oct aktobar اکتوبر",
    "m11": "november nov نومبر",
    "m12": "december dec disambar دسمبر",
    "morning": "am morning subah subha صبح",
    "noon": "noon dopahar dopehar دوپہر",
    "evening": "pm afternoon evening sham shaam شام",
    "night": "night raat رات",
    "half": "sarhe saarhe sadhe saadhe ساڑھے",
    "after": "sawa sava سوا",
    "before": "paune pone پونے",
    "": "at on of in the oclock pkt ko ki ke par pe baje bajay کو کی کے پر بجے th st nd rd",
}
_MEANING = {word: meaning for meaning, words in _WORDS.items() for word in words.split()}
_SPELLINGS = str.maketrans({"ي": "ی", "ك": "ک", "،": " ", "۔": " ", ",": " ", "'": None, "’": None})
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2}) m(?P<month>\d+)(?: (?P<year>\d{4}))?"),
    re.compile(r"m(?P<month>\d+) (?P<day>\d{1,2})\b(?!:)(?: (?P<year>\d{4}))?"),
)
_AHEAD = re.compile(r"\+(\d)")
_WEEKDAY = re.compile(r"w(\d)")
_PART = re.compile(r"morning|noon|evening|night")
_TIME = re.compile(r"(?P<shift>half|after|before)? ?(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?")
_SHIFTS = {"half": 30, "after": 15, "before": -15, None: 0}
_DAY = datetime.timedelta(days=1)


def read_moment(text: str, now: datetime.datetime) -> datetime.datetime | None:
    """The moment that is meant, by Pakistan's clock; None where the hour is missing or anything is unclear.

    Without a day it is the next such hour, a weekday is the next one, a date without a year the next such
    date. A date with its year, and an hour of today, may lie in the past.
    """
    here = now.astimezone(KARACHI)
    try:
        said = _canonical(text)
        day, said = _day(said, here.date())
        time = _time(said)
        if day is None:
            moment = datetime.datetime.combine(here.date(), datetime.time(), KARACHI) + time
            return moment if moment > here else moment + _DAY
        return datetime.datetime.combine(day, datetime.time(), KARACHI) + time
    except ValueError:
        return None


def is_quiet(moment: datetime.datetime) -> bool:
    """Whether most people sleep then."""
    hour = moment.astimezone(KARACHI).hour
    return hour >= QUIET_FROM or hour < QUIET_UNTIL


def _canonical(text: str) -> str:
    """The text with one word for each meaning. Raises ValueError for a word that has none here."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_SPELLINGS)
    plain = plain.replace("day after tomorrow", "overmorrow").replace("سہ پہر", "شام")
    plain = re.sub(r"\b([ap])\.m\b\.?", r"\1m", re.sub(r"\d", lambda digit: str(int(digit[0])), plain))
    words = re.findall(r"\d[\d:/.-]*\d|\d|[^\W\d]+", plain)
    if unknown := {word for word in words if not word[0].isdigit()} - _MEANING.keys():
        raise ValueError(unknown)
    return " ".join(meaning for word in words if (meaning := _MEANING.get(word, word)))


def _day(said: str, today: datetime.date) -> tuple[datetime.date | None, str]:
    """The day, if one is named, and the rest. Raises ValueError for one that is not in the calendar."""
    weekday = _WEEKDAY.search(said)
    said = _WEEKDAY.sub("", said, count=1)
    day, said = _named_day(said, today)
    if weekday is None:
        return day, said
    ahead = (int(weekday[1]) - (day or today).weekday()) % 7
    if day and ahead:
        raise ValueError("the weekday is another one")
    return day or today + _DAY * (ahead or 7), said


def _named_day(said: str, today: datetime.date) -> tuple[datetime.date | None, str]:
    if ahead := _AHEAD.search(said):
        return today + _DAY * int(ahead[1]), _AHEAD.sub("", said, count=1)
    for pattern in _DATES:
        if found := pattern.search(said):
            return _date(found, today), pattern.sub("", said, count=1)
    return None, said


def _date(found: re.Match[str], today: datetime.date) -> datetime.date:
    month, day = int(found["month"]), int(found["day"])
    if found["year"]:
        return datetime.date(int(found["year"]), month, day)
    this_year = datetime.date(today.year, month, day)
    return this_year if this_year >= today else this_year.replace(year=today.year + 1)


def _time(said: str) -> datetime.timedelta:
    """The time since midnight. Raises ValueError where there is none, or more than one."""
    part = _PART.search(said)
    said = " ".join(_PART.sub(" ", said, count=1).split())
    found = _TIME.fullmatch(said)
    if found is None:
        raise ValueError(said)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 23 or minute > 59:
        raise ValueError(said)
    hours = _of_the_day(hour, part[0] if part else None)
    return datetime.timedelta(hours=hours, minutes=minute + _SHIFTS[found["shift"]])


def _of_the_day(hour: int, part: str | None) -> int:
    """The hour from 0 on, given the part of the day. Raises ValueError where they don't go together."""
    match part:
        case None:
            return hour
        case "morning" if hour <= 12:
            return hour % 12
        case "noon" if hour <= 12:
            return hour if hour >= 11 else hour + 12
        case "evening" if hour <= 12:
            return hour % 12 + 12
        case "night" if 7 <= hour <= 12:
            return hour + 12
        case _ if hour > 12:
            return hour
    raise ValueError("the night before that day, or the one after it?")
