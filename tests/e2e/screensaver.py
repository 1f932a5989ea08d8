"""A screen saver for tests, under every name that desktops use; org.strongroom.Test.SetActive makes it tell of a change."""

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
NAMES = [f"org.{desktop}.ScreenSaver" for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce")]
kept = [saver(session, name, "/" + name.replace(".", "/")) for name in NAMES]
print("ready", flush=True)
GLib.MainLoop().run()
