"""The names by which people call the provinces and territories."""

from types import MappingProxyType

from domain.places import Province

REGION_NAMES = MappingProxyType(
    {
        Province.PUNJAB: ("punjab", "panjab", "punjaab", "پنجاب"),
        Province.SINDH: ("sindh", "sind", "sindhh", "سندھ", "سندہ"),
        Province.KHYBER_PAKHTUNKHWA: (
            *("khyber pakhtunkhwa", "khyber pakhtoonkhwa", "khaibar pakhtunkhwa", "pakhtunkhwa"),
            *("pakhtoonkhwa", "kpk", "k p k", "kp", "nwfp", "خیبر پختونخوا", "خیبر پختونخواہ"),
            *("خیبرپختونخوا", "پختونخوا", "پختونخواہ", "کے پی کے", "کے پی", "سرحد"),
        ),
        Province.BALOCHISTAN: ("balochistan", "baluchistan", "blochistan", "بلوچستان"),
        Province.AZAD_KASHMIR: (
            *("azad kashmir", "azad jammu and kashmir", "azad jammu kashmir", "azad jammu o kashmir"),
            *("azad jammu & kashmir", "ajk", "a j k", "aj k", "kashmir", "آزاد کشمیر", "آزاد جموں و کشمیر"),
            *("آزاد جموں کشمیر", "اے جے کے", "کشمیر"),
        ),
        Province.GILGIT_BALTISTAN: (
            *("gilgit baltistan", "gilgit and baltistan", "gilgat baltistan", "baltistan", "gb", "g b"),
            *("northern areas", "گلگت بلتستان", "گلگت و بلتستان", "بلتستان", "جی بی"),
        ),
    }
)
"""Islamabad is missing on purpose: whoever says it means the city."""
