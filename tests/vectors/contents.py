"""What the records of a vault say once they are open: pages, overviews, items, folders, audit (docs/format.md, 6 to 8).

Every parser accepts the canonical form alone. Errors name keys and structures, never a value.
"""

from __future__ import annotations

import json
import re
from typing import Callable, NamedTuple

from primitives import BeyondLimits, Cursor, Inconsistent, Malformed, Unsupported, mac, pack, same, utf8

ITEM, VERSION, PAGE, AUDIT, FOLDER, SETTING, PART = 1, 2, 3, 4, 5, 6, 7
PAGE_ENTRIES_LIMIT = 64
PART_BYTES = 262_140
FILE_LIMIT = 1 << 31
FAVOURITE, TRASHED, ONE_TIME_CODE = 1, 2, 4
SEVERITIES = (None, "low", "medium", "high")
STRENGTHS = {254: "pending", 255: None}


class Entry(NamedTuple):
    """What a page says of one record; `overview` is the decoded one."""

    version: int
    tag: bytes
    overview: dict


class AuditEntry(NamedTuple):
    previous: bytes
    shown: dict


def parse_page(content: bytes) -> list:
    """`((class, id), Entry)` for every entry, in the page's order."""
    cursor = Cursor(content, "index page")
    if cursor.u8() != 1:
        raise Unsupported("index page: unknown form")
    count = cursor.u16()
    if count > PAGE_ENTRIES_LIMIT:
        raise BeyondLimits(f"index page: {count} entries where {PAGE_ENTRIES_LIMIT} are allowed")
    entries = [parse_entry(cursor) for _ in range(count)]
    cursor.end()
    return entries


def parse_entry(cursor: Cursor) -> tuple:
    kind, identity, version, tag = cursor.u8(), cursor.take(16), cursor.u64(), cursor.take(16)
    if kind not in OVERVIEWS:
        raise Malformed(f"index page: an entry for class {kind}")
    overview = Cursor(cursor.blob(), "overview")
    entry = Entry(version, tag, OVERVIEWS[kind](overview))
    overview.end()
    return (kind, identity), entry


def parse_item_overview(cursor: Cursor) -> dict:
    flags = cursor.u8()
    if flags > FAVOURITE | TRASHED | ONE_TIME_CODE:
        raise Malformed("overview: unknown flag")
    overview = {
        "favourite": bool(flags & FAVOURITE), "trashed": bool(flags & TRASHED), "totp": bool(flags & ONE_TIME_CODE),
        "kind": cursor.text(), "title": cursor.text(1024), "subtitle": cursor.text(256),
        "folder": cursor.optional_id(), "tags": [cursor.text() for _ in range(cursor.u16())],
        "created": cursor.i64(), "modified": cursor.i64(), "strength": parse_strength(cursor.u8()),
        "fingerprint": cursor.take(16).hex(), "similar": cursor.take(16).hex(), "secret_since": cursor.i64(),
        "ends": parse_end(cursor.i64()), "worst": parse_severity(cursor.u8()), "search": cursor.text(),
    }
    return overview


def parse_strength(value: int) -> int | str | None:
    if value > 4 and value not in STRENGTHS:
        raise Malformed("overview: unknown strength")
    return STRENGTHS.get(value, value)


def parse_end(days: int) -> int | None:
    if days == -(2**63):
        return None
    if not -(2**31) <= days < 2**31:
        raise Malformed("overview: a day beyond the calendar")
    return days


def parse_severity(value: int) -> str | None:
    if value >= len(SEVERITIES):
        raise Malformed("overview: unknown severity")
    return SEVERITIES[value]


def parse_folder_overview(cursor: Cursor) -> dict:
    return {"parent": cursor.optional_id(), "name": cursor.text()}


OVERVIEWS: dict = {ITEM: parse_item_overview, FOLDER: parse_folder_overview, SETTING: lambda cursor: {}}


def text(value: object) -> bool:
    return isinstance(value, str)


def boolean(value: object) -> bool:
    return isinstance(value, bool)


def number(value: object) -> bool:
    return type(value) is int and 0 <= value < 1 << 64


def moment(value: object) -> bool:
    return type(value) is int and -(1 << 63) <= value < 1 << 63


def identifier(value: object) -> bool:
    return text(value) and re.fullmatch("[0-9a-f]{32}", value) is not None


def file_identifier(value: object) -> bool:
    return text(value) and re.fullmatch("[0-9a-f]{24}", value) is not None


def file_size(value: object) -> bool:
    return number(value) and value <= FILE_LIMIT


def optional(check: Callable) -> Callable:
    return lambda value: value is None or check(value)


def numbered(count: int) -> Callable:
    """A list of an id and so many versions."""
    return lambda value: (
        isinstance(value, list) and len(value) == count + 1 and identifier(value[0]) and all(map(number, value[1:]))
    )


FIELD_FORM = {"name": text, "type": text, "value": text, "custom": boolean}
CONTENT_FORM = {
    "kind": text, "title": text, "fields": [FIELD_FORM], "notes": text, "tags": [text], "favourite": boolean,
}
HISTORY_FORM = {"version": number, "id": identifier, "tag": identifier, "saved": moment}
FILE_FORM = {"id": file_identifier, "name": text, "size": file_size, "added": moment}
UPLOADS_FORM = {"uploads": [{"id": file_identifier, "parts": number, "begun": moment}]}
IMPORT_FORM = {
    "id": identifier, "at": moment, "source": text, "items": [numbered(1)], "merged": [numbered(2)],
    "folders": [identifier],
}
IMPORTS_FORM = {"imports": [IMPORT_FORM]}
COLUMN_FORM = {"column": text, "becomes": text}
MAPPING_FORM = {"encoding": text, "delimiter": text, "quoting": text, "header": boolean, "columns": [COLUMN_FORM]}
TABLES_FORM = [{"header": [text], "mapping": MAPPING_FORM}]
FORMS = {
    ITEM: {
        "item": CONTENT_FORM, "folder": optional(identifier), "created": moment, "modified": moment,
        "deleted": optional(moment), "history": [HISTORY_FORM],
    },
    VERSION: {
        "of": identifier, "version": number, "saved": moment, "folder": optional(identifier), "item": CONTENT_FORM,
    },
    FOLDER: {"name": text, "parent": optional(identifier)},
    SETTING: {"name": text, "value": text},
}


def parse_json(kind: int, content: bytes) -> dict:
    """The record's object, in the one form in which the format lets it be written."""
    what = {ITEM: "item", VERSION: "version", FOLDER: "folder", SETTING: "setting"}[kind]
    try:
        value = json.loads(utf8(content, what), parse_int=short_int, parse_float=no_float, parse_constant=no_float)
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except (ValueError, RecursionError):  # a lone surrogate is a ValueError as well
        raise Malformed(f"{what}: not JSON of the format's form") from None
    form = FORMS[kind]
    if kind in (ITEM, VERSION) and isinstance(value, dict) and value.get("attachments"):
        form = {**form, "attachments": [FILE_FORM]}
    check_form(value, form, what)
    if written != content:
        raise Malformed(f"{what}: JSON that is not canonical")
    return value


def unfinished_files(settings: list) -> set:
    """The ids of files that are being stored, as the setting `uploads` names them."""
    for setting in settings:
        if setting["name"] == "uploads":
            value = json.loads(setting["value"], parse_int=short_int, parse_float=no_float, parse_constant=no_float)
            check_form(value, UPLOADS_FORM, "uploads")
            return {upload["id"] for upload in value["uploads"]}
    return set()


def check_import_settings(settings: list) -> None:
    """What imports left behind has the form that the format gives it."""
    forms = {"imports": IMPORTS_FORM, "tables": TABLES_FORM}
    for setting in settings:
        if setting["name"] in forms:
            value = json.loads(setting["value"], parse_int=short_int, parse_float=no_float, parse_constant=no_float)
            check_form(value, forms[setting["name"]], setting["name"])


def short_int(digits: str) -> int:
    if len(digits) > 20:
        raise ValueError("too long for 64 bits")
    return int(digits)


def no_float(_: str) -> float:
    raise ValueError("the format has no fractions")


def check_form(value: object, form: object, what: str) -> None:
    """Same keys in the same order, and every value of its type."""
    if isinstance(form, dict):
        if not isinstance(value, dict) or list(value) != list(form):
            raise Malformed(f"{what}: other keys, or another order")
        for key in form:
            check_form(value[key], form[key], f"{what}.{key}")
    elif isinstance(form, list):
        if not isinstance(value, list):
            raise Malformed(f"{what}: not a list")
        for element in value:
            check_form(element, form[0], what)
    elif not form(value):
        raise Malformed(f"{what}: a value of another type")


def check_item_overview(item: dict, overview: dict) -> None:
    """The overview repeats parts of its item; where both say the same thing, they must agree."""
    content = item["item"]
    said = {
        "kind": content["kind"], "tags": content["tags"], "favourite": content["favourite"],
        "trashed": item["deleted"] is not None,
        "folder": item["folder"], "created": item["created"], "modified": item["modified"],
    }
    for key, value in said.items():
        if overview[key] != value:
            raise Inconsistent(f"overview: {key} differs from the item's")
    if not is_shortened(overview["title"], content["title"], 1024):
        raise Inconsistent("overview: title differs from the item's")


def is_shortened(short: str, full: str, limit: int) -> bool:
    return short == full if len(full.encode("utf-8")) <= limit else full.startswith(short)


def parse_audit(content: bytes, index: int) -> AuditEntry:
    cursor = Cursor(content, f"audit entry {index}")
    previous = cursor.take(32)
    shown = {
        "number": index, "at": cursor.i64(), "action": cursor.text(),
        "item": cursor.optional_id(), "detail": cursor.text(),
    }
    cursor.end()
    return AuditEntry(previous, shown)


def check_chain(key: bytes, contents: list, head: bytes) -> list:
    """The entries of the whole audit chain, once every link and the head are right."""
    previous, shown = bytes(32), []
    for index, content in enumerate(contents):
        entry = parse_audit(content, index)
        if not same(entry.previous, previous):
            raise Inconsistent(f"audit entry {index}: does not follow the one before it")
        previous = mac(key, pack("Q", index) + content)
        shown.append(entry.shown)
    if not same(previous, head):
        raise Inconsistent("audit: the last entry is not the head that the header names")
    return shown
