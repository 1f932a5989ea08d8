"""A login manager for tests: one session, locks that delay sleep, and signals sent when a line on the control bus says so.

Call org.strongroom.Test.Suspend, Resume or LockSession on /org/freedesktop/login1 to make it act; Delays tells how many
delay locks are held.
"""

import os

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

NAME = "org.freedesktop.login1"
MANAGER = "org.freedesktop.login1.Manager"
SESSION = "org.freedesktop.login1.Session"
TEST = "org.strongroom.Test"
SESSION_PATH = "/org/freedesktop/login1/session/c1"


class Session(dbus.service.Object):
    @dbus.service.signal(SESSION)
    def Lock(self):
        pass


class Manager(dbus.service.Object):
    def __init__(self, bus):
        super().__init__(bus, "/org/freedesktop/login1")
        self.session = Session(bus, SESSION_PATH)
        self.other = Session(bus, "/org/freedesktop/login1/session/other")
        self.delays = set()

    @dbus.service.method(MANAGER, in_signature="ssss", out_signature="h")
    def Inhibit(self, what, _who, _why, mode):
        assert (what, mode) == ("sleep", "delay"), (what, mode)
        ours, theirs = os.pipe()
        self.delays.add(ours)
        GLib.io_add_watch(ours, GLib.IO_HUP, self.let_go)
        fd = dbus.types.UnixFd(theirs)
        os.close(theirs)
        return fd

    def let_go(self, ours, _condition):
        self.delays.discard(ours)
        os.close(ours)
        return False

    @dbus.service.method(MANAGER, in_signature="u", out_signature="o")
    def GetSessionByPID(self, _pid):
        return dbus.ObjectPath(SESSION_PATH)

    @dbus.service.signal(MANAGER, signature="b")
    def PrepareForSleep(self, start):
        pass

    @dbus.service.method(TEST)
    def Suspend(self):
        self.PrepareForSleep(True)

    @dbus.service.method(TEST)
    def Resume(self):
        self.PrepareForSleep(False)

    @dbus.service.method(TEST)
    def LockSession(self):
        self.session.Lock()

    @dbus.service.method(TEST)
    def LockOtherSession(self):
        self.other.Lock()

    @dbus.service.method(TEST, out_signature="u")
    def Delays(self):
        return len(self.delays)


DBusGMainLoop(set_as_default=True)
system = dbus.SystemBus()
name = dbus.service.BusName(NAME, system)
manager = Manager(system)
print("ready", flush=True)
GLib.MainLoop().run()
