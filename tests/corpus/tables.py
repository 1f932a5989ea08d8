"""Tables: every cell that is not empty is a fact of its row's item, under the header of its column."""

import csv
import io
import json
import urllib.parse

from facts import fact, name, part, value

KINDS = {
    'secure note': 'note',
    'creditcard': 'card',
    'credit card': 'card',
    'software license': 'licence',
}
# LastPass' own mark of a row that is a note.
NO_ADDRESS = 'http://sn'


def records(text):
    rows = [row for row in csv.reader(io.StringIO(text, newline='')) if any(row)]
    header = [cell.strip().lower() for cell in rows[0]]
    return [record(dict(zip(header, row))) for row in rows[1:]]


def record(row):
    facts = []
    for column, cell in row.items():
        if cell:
            facts += COLUMNS.get(column, plain)(cell)
    # What has an address and no title gets the host for one.
    host = urllib.parse.urlsplit(row.get('url') or '').hostname
    return facts + ([fact('derived', host)] if host and not row.get('title') else [])


def plain(cell):
    return [value(cell)]


def flag(cell):
    return [fact('favourite', True)] if cell.lower() in ('1', 'true') else []


def archived(cell):
    return [fact('tag', 'archived')] if cell.lower() in ('1', 'true') else []


def kind(cell):
    return [fact('type', KINDS.get(cell.lower(), cell.lower()), cell)]


def folder(separator):
    return lambda cell: [fact('folder', tuple(cell.split(separator)))]


def seconds(what):
    return lambda cell: [fact(what, int(cell) * 1000)]


def address(cell):
    return [] if cell == NO_ADDRESS else [value(cell)]


def note(cell):
    """A note may be the fields of a typed entry: as lines (LastPass), as JSON (Proton Pass)."""
    if cell.startswith('NoteType:'):
        return typed(cell)
    if cell.startswith('{"'):
        return [value(str(leaf)) for key, leaf in json.loads(cell).items() if leaf not in ('', 0)]
    return [value(cell)]


def typed(cell):
    fields, _, notes = cell.partition('\nNotes:')
    pairs = [line.split(':', 1) for line in fields.splitlines()]
    found = [value(content) for name_of, content in pairs if content and name_of != 'NoteType']
    found += [one for name_of, content in pairs if name_of == 'NoteType' for one in kind(content)]
    return found + ([part(notes.strip())] if notes.strip() else [])


def reprompt(cell):
    return [] if cell == '0' else [name('reprompt')]


COLUMNS = {
    'favorite': flag,
    'fav': flag,
    'archived': archived,
    'type': kind,
    'url': address,
    'extra': note,
    'note': note,
    'grouping': folder('\\'),
    'folder': folder('/'),
    'vault': folder('/'),
    'category': folder('/'),
    'createtime': seconds('created'),
    'modifytime': seconds('modified'),
    'reprompt': reprompt,
}
