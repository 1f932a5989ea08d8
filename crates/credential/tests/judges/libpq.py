"""What libpq makes of connection strings: one JSON array of texts in, one array of objects (or null) out."""

import ctypes
import ctypes.util
import json
import os
import sys
import tempfile


class Option(ctypes.Structure):
    _fields_ = [(name, ctypes.c_char_p) for name in ("keyword", "envvar", "compiled", "val", "label", "dispchar")]
    _fields_.append(("dispsize", ctypes.c_int))


libpq = ctypes.CDLL(ctypes.util.find_library("pq") or sys.exit("no libpq"))
libpq.PQconninfoParse.restype = ctypes.POINTER(Option)
libpq.PQconnectStartParams.restype = ctypes.c_void_p
libpq.PQpass.restype = ctypes.c_char_p


def parse(text):
    error = ctypes.c_char_p()
    options = libpq.PQconninfoParse(text.encode(), ctypes.byref(error))
    if not options:
        return None
    found, place = {}, 0
    while options[place].keyword:
        if options[place].val is not None:
            found[options[place].keyword.decode()] = options[place].val.decode()
        place += 1
    return found


def password(line, host, port, database, user):
    """The password that libpq finds in a password file of that line; nothing is sent anywhere but to a closed port."""
    with tempfile.NamedTemporaryFile("wb") as file:
        os.chmod(file.name, 0o600)
        file.write(line.encode() + b"\n")
        file.flush()
        pairs = dict(host=host, hostaddr="127.0.0.1", port=port, dbname=database, user=user, passfile=file.name)
        names = (ctypes.c_char_p * 7)(*[name.encode() for name in pairs], None)
        values = (ctypes.c_char_p * 7)(*[value.encode() for value in pairs.values()], None)
        connection = ctypes.c_void_p(libpq.PQconnectStartParams(names, values, 0))
        found = libpq.PQpass(connection)
        libpq.PQfinish(connection)
        return found.decode() if found else ""


asked = json.load(sys.stdin)
answers = [parse(case) if isinstance(case, str) else password(*case) for case in asked]
json.dump(answers, sys.stdout)
