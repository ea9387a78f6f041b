"""The few drawings, on a grid of 16 × 16, in the colour of the text around them. Drawn by us."""

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
    "upload": '<path d="M8 11V2.5M4.5 6 8 2.5 11.5 6M1.5 14h13" fill="none" stroke="currentColor" stroke-width="2"/>',
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
    "plus": '<path d="M8 2v12M2 8h12" stroke="currentColor" stroke-width="2"/>',
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
}  # fmt: skip
