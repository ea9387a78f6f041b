"""The few drawings, on a grid of 16 × 16, in the colour of the text around them. Drawn by us."""


def _drawn(path: str) -> str:
    return f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/>'


ICONS = {
    "search": (
        '<circle cx="6.5" cy="6.5" r="4.5" fill="none" stroke="currentColor" stroke-width="2"/>'
        '<path d="m10 10 4.5 4.5" stroke="currentColor" stroke-width="2"/>'
    ),
    "menu": '<path d="M1 3.5h14M1 8h14M1 12.5h14" stroke="currentColor" stroke-width="2"/>',
    "close": '<path d="m3 3 10 10M13 3 3 13" stroke="currentColor" stroke-width="2"/>',
    "down": '<path d="m3 5.5 5 5 5-5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "up": '<path d="m3 10.5 5-5 5 5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "updown": '<path d="m4 6 4-4 4 4M4 10l4 4 4-4" fill="none" stroke="currentColor" stroke-width="1.75"/>',
    "left": '<path d="m10 3-5 5 5 5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "right": '<path d="m6 3 5 5-5 5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "filter": '<path d="M1.5 3.5h13M4 8h8M6.5 12.5h3" stroke="currentColor" stroke-width="2"/>',
    "download": (
        '<path d="M8 1.5v8.5M4.5 7 8 10.5 11.5 7M1.5 14h13" fill="none" stroke="currentColor" stroke-width="2"/>'
    ),
    "link": (
        '<path d="M6.5 9.5l3-3M5 7 3 9a2.8 2.8 0 0 0 4 4l2-2M11 9l2-2a2.8 2.8 0 0 0-4-4L7 5" '
        'fill="none" stroke="currentColor" stroke-width="1.75"/>'
    ),
    "user": (
        '<circle cx="8" cy="5" r="3" fill="none" stroke="currentColor" stroke-width="1.75"/>'
        '<path d="M2 15c.5-3.5 2.8-5 6-5s5.5 1.5 6 5" fill="none" stroke="currentColor" stroke-width="1.75"/>'
    ),
    "bell": (
        '<path d="M3.5 11.5V7a4.5 4.5 0 0 1 9 0v4.5l1.5 1.5H2z" fill="none" stroke="currentColor" stroke-width="1.75"/>'
        '<path d="M6.5 14.5h3" stroke="currentColor" stroke-width="1.75"/>'
    ),
    "file": '<path d="M3.5 1.5h6l3 3v10h-9z M9.5 1.5v3h3" fill="none" stroke="currentColor" stroke-width="1.5"/>',
    "print": (
        '<path d="M4 6V1.5h8V6M4 12H1.5V6h13v6H12M4 9.5h8v5H4z" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    ),
    "clock": (
        '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.75"/>'
        '<path d="M8 4v4l3 2" fill="none" stroke="currentColor" stroke-width="1.75"/>'
    ),
    "money": (
        '<path d="M1 4h14v8H1z" fill="none" stroke="currentColor" stroke-width="1.75"/>'
        '<circle cx="8" cy="8" r="2" fill="none" stroke="currentColor" stroke-width="1.75"/>'
    ),
    "place": (
        '<path d="M8 15C5 11 3 9 3 6a5 5 0 0 1 10 0c0 3-2 5-5 9z" fill="none" stroke="currentColor" stroke-width="1.75"/>'
        '<circle cx="8" cy="6" r="1.75" fill="currentColor"/>'
    ),
    "done": (
        '<circle cx="8" cy="8" r="7" fill="currentColor"/>'
        '<path class="ui-icon__mark" d="m4.5 8.3 2.4 2.4 4.6-5" fill="none" stroke-width="2"/>'
    ),
    "done_late": (
        '<path d="M1.5 1.5h13v13h-13z" fill="currentColor"/>'
        '<path class="ui-icon__mark" d="m4.5 8.3 2.4 2.4 4.6-5" fill="none" stroke-width="2"/>'
    ),
    "nothing": (
        '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
        '<path d="M4.5 8h7" stroke="currentColor" stroke-width="2"/>'
    ),
    "crossed": (
        '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>'
        '<path d="m4.5 11.5 7-7" stroke="currentColor" stroke-width="2"/>'
    ),
    "calendar": (
        '<path d="M2 3.5h12v11H2zM2 7h12M5 1.5v3.5M11 1.5v3.5" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    ),
    "active": '<circle cx="8" cy="8" r="5" fill="currentColor"/>',
    "risk": (
        '<path d="M8 1.5 15.2 14H.8z" fill="currentColor"/>'
        '<path class="ui-icon__mark" d="M8 6v4M8 11.3v1.5" stroke-width="1.75"/>'
    ),
    "late": (
        '<path d="M1.5 1.5h13v13h-13z" fill="currentColor"/>'
        '<path class="ui-icon__mark" d="M8 4v5M8 10.5v2" stroke-width="2"/>'
    ),
    "paused": '<path d="M4 2.5h3v11H4zM9 2.5h3v11H9z" fill="currentColor"/>',
    "plain": '<circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" stroke-width="2"/>',
    # what people come for
    "child": _drawn(
        "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM8 1.8c-1 1-.8 2.4.6 2.6M5.5 7v.8M10.5 7v.8"
        "M5.5 10.2c1.4 1.5 3.6 1.5 5 0"
    ),
    "rings": _drawn(
        "M5.5 5.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM10.5 5.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 2.5h3L5.5 5z"
        "M4 2.5 5.5 5"
    ),
    "card": _drawn(
        "M1.5 3h13v10h-13zM4 10.8c.2-1.4 1-2 2-2s1.8.6 2 2M6 5.5a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6z"
        "M10 6.5h3M10 9.5h3"
    ),
    "move": _drawn("M8.5 5V2h-7v12h7v-3M5 8h9.5M11.5 5l3 3-3 3"),
    "house": _drawn("M1 8 8 1.8 15 8M3 6.5V14h10V6.5M6.5 14v-4h3v4"),
    "land": _drawn("M1.5 4 6 2l4.5 2 4-2v10l-4 2L6 12l-4.5 2zM6 2v10M10.5 4v10"),
    "work": _drawn("M1.5 5h13v8.5h-13zM5.5 5V2.5h5V5M1.5 9h13M8 8v2"),
    "people": _drawn(
        "M5.5 3a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM11 4.5a1.6 1.6 0 1 1 0 3.2M1.5 13c.2-2.7 1.8-4 4-4s3.8 1.3 4 4"
        "M11 9.5c2 0 3.3 1.1 3.5 3.5"
    ),
    "car": _drawn("M1.5 11.5V8l1.8-4.5h9.4L14.5 8v3.5zM1.5 8h13M3 11.5v2h2v-2M11 11.5v2h2v-2"),
    "hand": _drawn(
        "M1 9.5h2.5c1.5 0 2.5 1.5 4 1.5h2.5M1 14h6.5c2.5 0 4.5-2 7-4.5-1-1-2.2-.4-4 1"
        "M9 7.5c-3-2-3.2-3.2-3-4 .4-1.4 2.2-1.4 3 0 .8-1.4 2.6-1.4 3 0 .2.8 0 2-3 4z"
    ),
    "flower": _drawn(
        "M8 3.5a1.8 1.8 0 1 1 2.6 2.3 1.8 1.8 0 1 1-2.6 2 1.8 1.8 0 1 1-2.6-2A1.8 1.8 0 1 1 8 3.5zM8 8v7"
        "M8 13c-1.8 0-2.8-.8-3.2-2.2M8 13.5c1.8 0 2.8-.8 3.2-2.2"
    ),
    "heart": _drawn("M8 14C3 10 1.5 8 1.5 5.5 1.5 2.5 6 1.2 8 4.5c2-3.3 6.5-2 6.5 1C14.5 8 13 10 8 14z"),
    "book": _drawn("M8 4C6 2.5 4 2.5 1.5 2.5V12C4 12 6 12 8 13.5c2-1.5 4-1.5 6.5-1.5V2.5C12 2.5 10 2.5 8 4zM8 4v9.5"),
    "shop": _drawn(
        "M2.5 7.5V14h11V7.5M1 6l1.5-4h11L15 6c0 2-3 2-3.5.2-.5 1.8-3 1.8-3.5 0-.5 1.8-3 1.8-3.5 0C4 8 1 8 1 "
        "6zM6.5 14v-3.5h3V14"
    ),
    "change": _drawn("M2 5h11M10.5 2.5 13 5l-2.5 2.5M14 11H3M5.5 8.5 3 11l2.5 2.5"),
    "chart": _drawn("M2 1.5V14h12.5M4.5 11 8 7.5l2.5 2 4-5"),
    "factory": _drawn("M1.5 14V7.5l4 2.5V7.5l4 2.5V3h2v7h3v4zM4.5 12h1M8 12h1M11.5 12h1"),
    "leaf": _drawn("M3.5 12.5C1.5 6.5 6 2.5 14 2c.6 8-3.5 12.5-10.5 10.5zM2 14.5 9 7"),
    "box": _drawn("M8 1.5 14 4.5v7l-6 3-6-3v-7zM2 4.5l6 3 6-3M8 7.5v7"),
    "plane": _drawn("M1.5 8.5 14.5 2 10.5 14 7 9.5zM7 9.5 14.5 2"),
}  # fmt: skip
