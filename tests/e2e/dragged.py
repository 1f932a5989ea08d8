"""Shows a small window at the right edge of the screen from which the files that it is given can be dragged, until it is ended."""

import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk

SIDE = 80
files = [GLib.filename_to_uri(path, None) for path in sys.argv[1:]]
window = Gtk.Window(type=Gtk.WindowType.POPUP)
box = Gtk.EventBox()
box.add(Gtk.Label(label="drag"))
box.drag_source_set(
    Gdk.ModifierType.BUTTON1_MASK, [Gtk.TargetEntry.new("text/uri-list", 0, 0)], Gdk.DragAction.COPY
)
box.connect("drag-data-get", lambda _box, _context, data, _info, _time: data.set_uris(files))
window.add(box)
window.resize(SIDE, SIDE)
window.move(Gdk.Screen.get_default().get_width() - SIDE, 0)
window.show_all()
# Whether it was taken or not: from now on nobody asks for it any more.
box.connect("drag-end", lambda _box, _context: print("let go", flush=True))
GLib.timeout_add(500, lambda: print("ready", flush=True))
Gtk.main()
