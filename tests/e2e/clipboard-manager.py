"""A clipboard manager for tests, which heeds no hint: it remembers what lay on the clipboard last, and puts it there again
when the program that it was copied from has ended. What a program clears itself it forgets.
"""

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk

clipboard = Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD)
last = ""


def changed(_clipboard, event):
    global last
    if event.reason != Gdk.OwnerChange.NEW_OWNER:
        clipboard.set_text(last, -1)
    elif event.owner is None:
        last = ""
    else:
        last = clipboard.wait_for_text() or ""


clipboard.connect("owner-change", changed)
print("ready", flush=True)
Gtk.main()
