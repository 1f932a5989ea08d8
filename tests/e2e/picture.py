"""Shows a picture in the middle of the screen until it is ended."""

import sys

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import GLib, Gtk

window = Gtk.Window(type=Gtk.WindowType.POPUP)
window.add(Gtk.Image.new_from_file(sys.argv[1]))
window.set_position(Gtk.WindowPosition.CENTER)
window.show_all()
GLib.timeout_add(500, lambda: print("ready", flush=True))
Gtk.main()
