"""A tray for tests: it takes icons, and clicks on an entry of their menu when org.strongroom.Test.Click says which."""

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

WATCHER = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
PROPERTIES = "org.freedesktop.DBus.Properties"
TEST = "org.strongroom.Test"


class Watcher(dbus.service.Object):
    def __init__(self, bus):
        super().__init__(bus, "/StatusNotifierWatcher")
        self.bus = bus
        self.icon = None

    @dbus.service.method(WATCHER, in_signature="s", sender_keyword="sender")
    def RegisterStatusNotifierItem(self, path, sender=None):
        self.icon = self.bus.get_object(sender, path)

    @dbus.service.method(WATCHER, in_signature="s")
    def RegisterStatusNotifierHost(self, _name):
        pass

    @dbus.service.method(PROPERTIES, in_signature="ss", out_signature="v")
    def Get(self, _interface, name):
        return {"IsStatusNotifierHostRegistered": True, "ProtocolVersion": 0}[name]

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, _interface):
        return {"IsStatusNotifierHostRegistered": True, "ProtocolVersion": 0}

    @dbus.service.method(TEST, out_signature="b")
    def HasIcon(self):
        return self.icon is not None

    @dbus.service.method(TEST, in_signature="s")
    def Click(self, label):
        path = self.icon.Get(ITEM, "Menu", dbus_interface=PROPERTIES)
        menu = self.bus.get_object(self.icon.bus_name, path)
        _revision, (_root, _properties, entries) = menu.GetLayout(0, -1, ["label"], dbus_interface=MENU)
        ids = {properties["label"]: number for number, properties, _ in entries}
        menu.Event(ids[label], "clicked", dbus.Int32(0), dbus.UInt32(0), dbus_interface=MENU)


DBusGMainLoop(set_as_default=True)
session = dbus.SessionBus()
name = dbus.service.BusName(WATCHER, session)
watcher = Watcher(session)
print("ready", flush=True)
GLib.MainLoop().run()
