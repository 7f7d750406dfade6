"""Colours of classes, safe for colour-blind readers and rising in darkness for a copier.

Hues are ColorBrewer's sequential schemes (Brewer and Harrower, colorbrewer2.org, Apache
2.0), with two colours moved by a shade so that text on them reads (4.5 to 1). Red against
green is never used.
"""

from geo.model import Polarity

SCHEMES = {
    # coverage and other "more is better" rates
    Polarity.HIGHER: ("#ffffcc", "#c7e9b4", "#7fcdbb", "#41b6c4", "#2b7bb4", "#253494"),
    # rates where more is worse: another hue, so that dark never reads as "good" by habit
    Polarity.LOWER: ("#feedde", "#fdd0a2", "#fdae6b", "#fd8d3c", "#e8590f", "#a63603"),
    Polarity.NONE: ("#f2f0f7", "#dadaeb", "#bcbddc", "#9e9ac8", "#756bb1", "#54278f"),
}
DIVERGING = ("#b35806", "#f1a340", "#fee0b6", "#f7f7f7", "#d8daeb", "#998ec3", "#542788")
"""For a signed change, centred on zero: ColorBrewer's PuOr, orange down and purple up."""
NO_DATA = "#ffffff"
"""Fill beneath the hatch of a region without a figure."""
HATCH = "#8a94a3"
NOT_APPLICABLE = "#d5d9df"
"""Plain grey, unhatched: a figure cannot exist here."""
SYMBOL = "#2c7fb8"


def ramp(polarity: Polarity, count: int) -> tuple[str, ...]:
    """`count` colours from light to dark, spread over the scheme of a polarity.

    Raises
    ------
    ValueError
        If more classes are asked for than the scheme holds.
    """
    scheme = SCHEMES[polarity]
    if count > len(scheme):
        raise ValueError(f"at most {len(scheme)} classes, not {count}")
    if count == 1:
        return (scheme[2],)
    step = (len(scheme) - 1) / (count - 1)
    return tuple(scheme[round(number * step)] for number in range(count))


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(fill: str) -> str:
    """Text colour that reads on a fill: near-black or white, whichever contrasts more."""
    return max(("#12202e", "#ffffff"), key=lambda ink: contrast(ink, fill))
