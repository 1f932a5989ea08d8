"""What a file says of an item, fact by fact, and the item of an export in which each fact is looked for."""

import base64
import collections
import dataclasses
import hashlib


@dataclasses.dataclass(frozen=True)
class Fact:
    """Something that a file says.

    what: `value` (a field, title, note; one of the given texts, exactly), `name` (of a field), `part` (of a longer value), `tag`,
    `kind`, `type` (the vault's kind, else the file's word as a value), `derived` (may be there: made from another value),
    `unseen` (something that the reader cannot show, and that may be there),
    `favourite`, `folder`, `created`, `modified`, `deleted`, `attachment`, `version` (a list of facts).
    """

    what: str
    one_of: tuple

    def weight(self):
        if self.what == 'version':
            return sum(fact.weight() for fact in self.one_of)
        return int(self.what not in ('derived', 'unseen'))


def value(*texts):
    return Fact('value', texts)


def name(*texts):
    return Fact('name', texts)


def part(text):
    return Fact('part', (text,))


def fact(what, *one_of):
    return Fact(what, one_of)


def digest(data):
    return hashlib.sha256(data).hexdigest()


class Exported:
    """An item or an earlier version, as the export has it."""

    def __init__(self, item, folders):
        self.title = item['title']
        self.facts = collections.Counter()
        for what in ('created', 'modified', 'deleted', 'favourite', 'kind'):
            if item.get(what) not in (None, False):
                self.facts[what, item[what]] += 1
        if item.get('folder') is not None:
            self.facts['folder', tuple(folders[item['folder']])] += 1
        for tag in item['tags']:
            self.facts['tag', tag] += 1
        for one in item['attachments']:
            self.facts['attachment', (one['name'], digest(base64.b64decode(one['base64'])))] += 1
        texts = [item['title'], item['notes'], *(field['value'] for field in item['fields'])]
        self.values = collections.Counter(text for text in texts if text)
        self.names = [field['name'] for field in item['fields']]
        self.versions = [Exported(version, folders) for version in item.get('history', [])]

    def compare(self, record):
        """What of the record is not here, and the values here that are not in the record."""
        left, names, versions = self.values.copy(), list(self.names), list(self.versions)
        facts, missing, touched = self.facts.copy(), [], set()
        # Whole values first, so that a part is not looked for in one that is needed whole.
        for one in sorted(record, key=lambda one: one.what == 'part'):
            if not self.take(one, left, names, versions, facts, touched):
                missing.append(one)
        more = [text for text in left.elements() if text not in touched]
        more += [version.title for version in versions]
        unseen = {each for one in record if one.what == 'unseen' for each in one.one_of} | {'kind', 'created', 'modified'}
        more += [key for key in facts.elements() if key[0] not in unseen]
        return missing, more

    def take(self, one, left, names, versions, facts, touched):
        if one.what == 'value':
            return taken(left, (text for text in one.one_of if text in left))
        if one.what == 'part':
            holding = [text for text in self.values if one.one_of[0] in text]
            touched.update(holding)
            return bool(holding)
        if one.what == 'derived':
            touched.update(one.one_of)
            return True
        if one.what == 'unseen':
            return True
        if one.what == 'type':
            kind, word = one.one_of
            return ('kind', kind) in facts or taken(left, (text for text in (word,) if text in left))
        if one.what == 'name':
            place = next((place for place, known in enumerate(names) if known in one.one_of), None)
            return place is not None and names.pop(place) is not None
        if one.what == 'version':
            place = next((place for place, old in enumerate(versions) if old.is_like(one.one_of)), None)
            return place is not None and versions.pop(place) is not None
        return taken(facts, ((one.what, each) for each in one.one_of if (one.what, each) in facts))

    def is_like(self, record):
        return self.compare(record) == ([], [])


def taken(counter, candidates):
    """Takes one of the first candidate out of the counter."""
    for candidate in candidates:
        counter[candidate] -= 1
        if not counter[candidate]:
            del counter[candidate]
        return True
    return False
