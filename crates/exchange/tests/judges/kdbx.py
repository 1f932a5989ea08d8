"""Reads or makes a KDBX database with pykeepass, which shares no code with the project.

kdbx.py read FILE PASSWORD [KEYFILE]: its content as JSON.  kdbx.py write FILE PASSWORD: a database of known content.
kdbx.py count FILE PASSWORD: a code by counter is used in every entry.
"""

import datetime
import hashlib
import json
import sys

import pykeepass


def moment(value):
    return None if value is None else int(value.replace(tzinfo=datetime.timezone.utc).timestamp())


def strings(entry):
    found = {'Title': entry.title, 'UserName': entry.username, 'Password': entry.password}
    found |= {'URL': entry.url, 'Notes': entry.notes, 'otp': entry.otp}
    found |= entry.custom_properties
    return {name: value for name, value in found.items() if value}


def count(path, password):
    database = pykeepass.PyKeePass(path, password=password)
    for entry in database.entries:
        at = int(entry.get_custom_property('HmacOtp-Counter'))
        entry.set_custom_property('HmacOtp-Counter', str(at + 1))
    database.save()


def read(path, password, key_file=None):
    database = pykeepass.PyKeePass(path, password=password, keyfile=key_file)
    entries = []
    for entry in database.entries:
        entries.append(
            {
                'path': entry.group.path,
                'strings': strings(entry),
                'tags': entry.tags or [],
                'icon': entry.icon or '0',
                'expires': moment(entry.expiry_time) if entry.expires else None,
                'created': moment(entry.ctime),
                'modified': moment(entry.mtime),
                'history': [strings(version) for version in entry.history],
                'attachments': {one.filename: hashlib.sha256(one.data).hexdigest() for one in entry.attachments},
            }
        )
    json.dump({'version': list(database.version), 'entries': entries}, sys.stdout)


def write(path, password):
    database = pykeepass.create_database(path, password=password)
    mail = database.add_group(database.root_group, 'Mail', notes='about mail')
    inner = database.add_group(mail, 'Grüße 🙂')
    ends = datetime.datetime(2031, 2, 3, 4, 5, 6, tzinfo=datetime.timezone.utc)
    entry = database.add_entry(
        inner, 'Post', 'me', 'old', 'https://post.example', 'one\ntwo', expiry_time=ends, tags=['a', 'b c'], icon='7'
    )
    entry.save_history()
    entry.password = 'pässwörd <&>'
    entry.set_custom_property('PIN', '1234')
    entry.otp = ('otpauth://totp/Post:me?secret=JBSWY3DPEHPK3PXP&period=30&digits=6&issuer=Post')
    entry.add_attachment(database.add_binary(b'\x00\x01\xff', compressed=True), 'key.bin')
    gone = database.add_entry(database.root_group, 'Gone', 'x', 'y')
    database.trash_entry(gone)
    database.save()


{'read': read, 'write': write, 'count': count}[sys.argv[1]](*sys.argv[2:])
