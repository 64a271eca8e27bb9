"""The last announcements, for anybody."""

import html
import re
from collections.abc import Sequence

from answers.announcement_actions import AnnouncementId, ListNews, ShowNews, ShowSubscription, Subscribe
from answers.buttons import press
from answers.cards.general import ways_on
from domain.announcements import Content
from domain.news import NewsItem
from domain.replies import Html, Press, Reply, Row
from texts.phrases import Phrases, paragraphs, shortened

_LONGEST_TITLE = 100
_LONGEST_LABEL = 64
_TAG = re.compile("<[^>]*>")


def listed(t: Phrases, news: Sequence[NewsItem], is_subscribed: bool) -> Reply:
    """The announcements with their days, each with a button that opens it; or that there are none."""
    own = _own(t, is_subscribed)
    if not news:
        return Reply(t.say("news.none"), ((own,), *ways_on(t)))
    text = paragraphs([t.say("news.heading"), *(_entry(t, item) for item in news)])
    rows = [(press(shortened(_title(t, item.content), _LONGEST_LABEL), _show(item)),) for item in news]
    return Reply(text, (*rows, (own,)))


def below(t: Phrases, item: NewsItem) -> tuple[Row, ...]:
    """What stands under an announcement that was opened: its day, and the way to the others."""
    key = "button.news_corrected" if item.corrected else "button.news_of"
    return ((press(t.label(key, date=t.date(item.day.isoformat())), ListNews()),),)


def gone(t: Phrases) -> Reply:
    """An announcement that is not shown any more was tapped on."""
    return Reply(t.say("news.gone"), ((press(t.label("button.news"), ListNews()),),))


def _own(t: Phrases, is_subscribed: bool) -> Press:
    if is_subscribed:
        return press(t.label("button.subscription"), ShowSubscription())
    return press(t.label("button.subscribe"), Subscribe())


def _entry(t: Phrases, item: NewsItem) -> Html:
    key = "news.corrected" if item.corrected else "news.entry"
    title = shortened(_title(t, item.content), _LONGEST_TITLE)
    return t.say(key, title=title, date=t.date(item.day.isoformat()))


def _title(t: Phrases, content: Content) -> str:
    """The first line as people read it; of a file without words what kind it is."""
    said = html.unescape(_TAG.sub("", content.html)).strip()
    if said or content.attachment is None:
        return said.partition("\n")[0].strip()
    return t.label(f"news.{content.attachment.kind}")


def _show(item: NewsItem) -> ShowNews:
    return ShowNews(AnnouncementId(item.id))
