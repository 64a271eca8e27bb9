"""The figures as bars, in SVG."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from benchmarks.peers.contenders import BARE, OURS
from benchmarks.peers.report import Results

PANELS = (
    ("polling", "updates/s", "Polling: updates a second, saturated"),
    ("polling", "updates/s, 30 ms", "The same while Telegram takes 30 ms for an answer"),
    ("webhook", "updates/s", "Webhook: updates a second, saturated"),
    ("polling", "p99 ms", "Polling, 150 updates a second: ms to the reply, 99 of 100"),
    ("polling", "memory MB", "Memory at the most, MB"),
    ("polling", "start ms", "Start to first reply, ms"),
)
_WIDTH, _LABEL, _BAR, _STEP, _HEAD, _MARGIN = 760, 190, 460, 24, 34, 16
_OURS, _OTHERS = "#0b6e4f", "#9aa5b1"


@dataclass(frozen=True, slots=True)
class _Bar:
    bot: str
    value: float
    share: float


def svg(results: Results, caption: str) -> str:
    """One panel a figure; the longest bar is the largest value."""
    parts, y = [], _MARGIN
    for mode, figure, title in PANELS:
        bars = list(_bars(results, mode, figure))
        parts += [_text(_MARGIN, y + 18, title, weight="bold"), *_drawn(bars, y + _HEAD)]
        y += _HEAD + _STEP * len(bars) + _MARGIN
    parts.append(_text(_MARGIN, y + 12, caption, size=12))
    height = y + 2 * _MARGIN
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif">'
    )
    return "\n".join([head, '<rect width="100%" height="100%" fill="#fff"/>', *parts, "</svg>\n"])


def _bars(results: Results, mode: str, figure: str) -> Iterator[_Bar]:
    bots = [bot for bot in results.bots if bot != BARE and results.of(bot, mode)]
    values = {bot: results.median(bot, mode, figure) for bot in bots}
    for bot, value in values.items():
        yield _Bar(bot, value, value / max(values.values()))


def _drawn(bars: list[_Bar], y: int) -> Iterator[str]:
    for number, bar in enumerate(bars):
        top, width = y + _STEP * number, max(1, round(_BAR * bar.share))
        colour = _OURS if bar.bot.startswith(OURS) else _OTHERS
        yield _text(_MARGIN, top + 14, bar.bot)
        yield f'<rect x="{_LABEL}" y="{top}" width="{width}" height="{_STEP - 6}" fill="{colour}"/>'
        yield _text(_LABEL + width + 6, top + 14, f"{bar.value:.{0 if bar.value >= 100 else 1}f}")


def _text(x: int, y: int, text: str, size: int = 14, weight: str = "normal") -> str:
    said = escape(text)
    return f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="#1f2933">{said}</text>'
