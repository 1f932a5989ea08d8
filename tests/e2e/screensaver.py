"""A screen saver for tests, under both names that desktops use; org.strongroom.Test.SetActive makes it tell of a change."""

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib


def saver(bus, name, path):
    class Saver(dbus.service.Object):
        @dbus.service.signal(name, signature="b")
        def ActiveChanged(self, active):
            pass

        @dbus.service.method("org.strongroom.Test", in_signature="b")
        def SetActive(self, active):
            self.ActiveChanged(active)

    return dbus.service.BusName(name, bus), Saver(bus, path)


DBusGMainLoop(set_as_default=True)
session = dbus.SessionBus()
kept = [
    saver(session, "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    saver(session, "org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
]
print("ready", flush=True)
GLib.MainLoop().run()
