"""The desktop's portal for screenshots, for tests: gives a copy of the picture that it is started with, or refuses."""

import shutil
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()
name = dbus.service.BusName("org.freedesktop.portal.Desktop", bus)
picture, copy = sys.argv[1:3] if len(sys.argv) > 2 else (None, None)


class Request(dbus.service.Object):
    @dbus.service.signal("org.freedesktop.portal.Request", signature="ua{sv}")
    def Response(self, code, results):
        pass


class Portal(dbus.service.Object):
    @dbus.service.method(
        "org.freedesktop.portal.Screenshot", in_signature="sa{sv}", out_signature="o", sender_keyword="sender"
    )
    def Screenshot(self, _parent, options, sender):
        owner = sender.lstrip(":").replace(".", "_")
        path = f"/org/freedesktop/portal/desktop/request/{owner}/{options['handle_token']}"
        request = Request(bus, path)
        GLib.timeout_add(50, self.answer, request)
        return dbus.ObjectPath(path)

    def answer(self, request):
        if picture is None:
            request.Response(dbus.UInt32(1), dbus.Dictionary({}, signature="sv"))
        else:
            shutil.copyfile(picture, copy)
            results = {"uri": f"file://{copy}"}
            request.Response(dbus.UInt32(0), dbus.Dictionary(results, signature="sv"))
        request.remove_from_connection()
        return False


Portal(bus, "/org/freedesktop/portal/desktop")
print("ready", flush=True)
GLib.MainLoop().run()
