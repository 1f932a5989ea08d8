"""A notification daemon for tests: it takes what is shown, gives it to whoever asks for Shown of org.strongroom.Test as JSON,
and clicks on a notification when Click says which. With `markup` as its argument it says that it reads markup."""

import json
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

NAME = "org.freedesktop.Notifications"
TEST = "org.strongroom.Test"


class Daemon(dbus.service.Object):
    def __init__(self, bus, capabilities):
        super().__init__(bus, "/org/freedesktop/Notifications")
        self.capabilities = capabilities
        self.shown = []

    @dbus.service.method(NAME, out_signature="as")
    def GetCapabilities(self):
        return self.capabilities

    @dbus.service.method(NAME, out_signature="ssss")
    def GetServerInformation(self):
        return ("test", "Strongroom", "1", "1.3")

    @dbus.service.method(NAME, in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, _replaces, _icon, summary, body, actions, _hints, _expires):
        self.shown.append(
            {
                "app": str(app),
                "summary": str(summary),
                "body": str(body),
                "actions": [str(action) for action in actions],
                "closed": False,
            }
        )
        return len(self.shown)

    @dbus.service.method(NAME, in_signature="u")
    def CloseNotification(self, id):
        self.shown[id - 1]["closed"] = True
        self.NotificationClosed(id, 3)

    @dbus.service.signal(NAME, signature="uu")
    def NotificationClosed(self, id, reason):
        pass

    @dbus.service.signal(NAME, signature="us")
    def ActionInvoked(self, id, action):
        pass

    @dbus.service.method(TEST, out_signature="s")
    def Shown(self):
        return json.dumps(self.shown)

    @dbus.service.method(TEST, in_signature="u")
    def Click(self, id):
        self.ActionInvoked(id, "default")


DBusGMainLoop(set_as_default=True)
session = dbus.SessionBus()
kept = dbus.service.BusName(NAME, session), Daemon(
    session, ["body", "actions"] + (["body-markup"] if "markup" in sys.argv else [])
)
print("ready", flush=True)
GLib.MainLoop().run()
