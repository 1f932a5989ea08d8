"""Another program of the session that keeps things in its keyring: makes a collection with a password of its own, or locks one.

keyring-items.py make LABEL PASSWORD   reads "title<TAB>secret" lines and keeps each as an item of a new collection
keyring-items.py lock LABEL            locks that collection
keyring-items.py locked LABEL          says whether it is locked
"""

import sys

import dbus

SECRETS = "org.freedesktop.secrets"
ROOT = "/org/freedesktop/secrets"
SERVICE = "org.freedesktop.Secret.Service"
COLLECTION = "org.freedesktop.Secret.Collection"
ITEM = "org.freedesktop.Secret.Item"
# What gnome-keyring offers so that a collection can be made without its window.
INTERNAL = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"

bus = dbus.SessionBus()
service = bus.get_object(SECRETS, ROOT)


def property_of(path, interface, name):
    return bus.get_object(SECRETS, path).Get(interface, name, dbus_interface=dbus.PROPERTIES_IFACE)


def collection(label):
    for path in property_of(ROOT, SERVICE, "Collections"):
        if property_of(path, COLLECTION, "Label") == label:
            return path
    raise SystemExit(f"there is no collection {label}")


def make(label, password):
    _, session = service.OpenSession("plain", "", dbus_interface=SERVICE)

    def secret(text):
        value = dbus.ByteArray(text.encode())
        return dbus.Struct((session, dbus.ByteArray(b""), value, "text/plain"), signature="oayays")

    named = {f"{COLLECTION}.Label": label}
    path = service.CreateWithMasterPassword(named, secret(password), dbus_interface=INTERNAL)
    for line in sys.stdin.read().splitlines():
        title, value = line.split("\t")
        attributes = dbus.Dictionary({"user": "anna", "title": title}, signature="ss")
        facts = {f"{ITEM}.Label": title, f"{ITEM}.Attributes": attributes}
        bus.get_object(SECRETS, path).CreateItem(facts, secret(value), False, dbus_interface=COLLECTION)


what, label, *rest = sys.argv[1:]
if what == "make":
    make(label, *rest)
elif what == "lock":
    service.Lock([collection(label)], dbus_interface=SERVICE)
elif what == "locked":
    print("yes" if property_of(collection(label), COLLECTION, "Locked") else "no")
