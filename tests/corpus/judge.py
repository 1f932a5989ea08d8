"""Compares another program's file with Strongroom's own JSON of the vault that it was imported into.

judge.py FILE EXPORT [--password P] [--key-file K] [--reader keepassxc]: every value of the file must be in the export, each in
the item that it belongs to and as often as in the file, and no value there that the file has not. What cannot be compared ends
with an error. Prints the number of items and of values as JSON. Nothing here knows how Strongroom reads a file.

judge.py FOLDER EXPORT [--without NAME]…: of a folder of keys, the text of every file but those that are named is in the export,
and of those that are named, none.
"""

import argparse
import json
import pathlib
import sys

import keepass
import objects
import tables
from facts import Exported


def records(given):
    """What the file holds: a list of records, each a list of facts."""
    with open(given.file, 'rb') as file:
        content = file.read()
    if content[:4] == b'\x03\xd9\xa2\x9a':
        return keepass.records(given)
    if b'<KeePassFile>' in content[:200]:
        return keepass.of_xml(content)
    text = content.decode('utf-8-sig')
    if text.lstrip().startswith('{') and '\n***' in text:
        return objects.of_1pif(text)
    if text.lstrip().startswith('{'):
        return objects.of_json(json.loads(text))
    return [objects.of_dotenv(text)] if given.file.endswith('.txt') else tables.records(text)


def best(record, open_items):
    """The item that lacks least of the record, and then has least that the record has not."""
    compared = [(*item.compare(record), place) for place, item in enumerate(open_items)]
    return min(compared, key=lambda one: (len(one[0]), len(one[1]), one[2]))


def judge(found, items):
    faults = []
    # Those of which most is said choose first.
    for record in sorted(found, key=len, reverse=True):
        if not items:
            faults.append(f'no item is left for {record}')
            continue
        missing, more, place = best(record, items)
        title = items.pop(place).title
        faults += [f'{title!r} lacks {fact}' for fact in missing]
        faults += [f'{title!r} has {value!r}, which the file has not' for value in more]
    return faults + [f'no record is like {item.title!r}' for item in items]


def keys(given, export):
    """Faults of a folder, and how many files it has."""
    texts = [field['value'] for item in export['items'] for field in item['fields']]
    faults, count = [], 0
    for path in sorted(pathlib.Path(given.file).iterdir()):
        lines = path.read_text(encoding='utf-8', errors='replace').strip().splitlines()
        found = any('\n'.join(lines) in text for text in texts)
        if found == (path.name in given.without):
            faults.append(f'{path.name}: {"is there and was said to be left out" if found else "is not there"}')
        count += found
    return faults, count


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('file')
    parser.add_argument('export')
    parser.add_argument('--password')
    parser.add_argument('--key-file')
    parser.add_argument('--reader', default='pykeepass')
    parser.add_argument('--without', action='append', default=[])
    given = parser.parse_args()
    with open(given.export, encoding='utf-8') as file:
        export = json.load(file)
    if pathlib.Path(given.file).is_dir():
        faults, count = keys(given, export)
        if faults:
            sys.exit('\n'.join(faults))
        return print(json.dumps({'files': count}))
    found = records(given)
    faults = judge(found, [Exported(item, export['folders']) for item in export['items']])
    if faults:
        sys.exit('\n'.join(faults[:40]))
    print(json.dumps({'items': len(found), 'values': sum(fact.weight() for record in found for fact in record)}))


main()
