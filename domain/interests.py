"""What people may say they are interested in, and announcements may be aimed by."""

from enum import StrEnum


class Interest(StrEnum):
    """A subject of announcements, by the key that is kept; its words stand in the texts."""

    CENTRES = "centres"
    TRAINING = "training"
    FREELANCING = "freelancing"
    JOBS = "jobs"
    STARTUPS = "startups"
