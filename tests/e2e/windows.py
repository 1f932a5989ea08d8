"""The app's windows, as the X server knows them: `shown` counts those that are mapped, `close` asks them to close.

There is no window manager on a test's display, so nobody else would ask.
"""

import ctypes
import sys

x11 = ctypes.CDLL("libX11.so.6")
Window = ctypes.c_ulong
x11.XOpenDisplay.restype = ctypes.c_void_p
x11.XDefaultRootWindow.restype = Window
x11.XInternAtom.restype = ctypes.c_ulong

IS_VIEWABLE = 2
CLIENT_MESSAGE = 33
TITLE = b"Strongroom"
# Where the fields of the structures below lie on a 64-bit machine.
MAP_STATE = 92
ATTRIBUTES_SIZE = 136
EVENT_SIZE = 192


def windows(display):
    root = ctypes.c_void_p(display)
    top = x11.XDefaultRootWindow(root)
    parent, found, count, ignored = Window(), ctypes.POINTER(Window)(), ctypes.c_uint(), Window()
    x11.XQueryTree(root, Window(top), ctypes.byref(ignored), ctypes.byref(parent), ctypes.byref(found), ctypes.byref(count))
    return [window for window in found[: count.value] if is_ours(root, window)]


def is_ours(display, window):
    name = ctypes.c_char_p()
    x11.XFetchName(display, Window(window), ctypes.byref(name))
    return name.value == TITLE and is_shown(display, window)


def is_shown(display, window):
    attributes = ctypes.create_string_buffer(ATTRIBUTES_SIZE)
    x11.XGetWindowAttributes(display, Window(window), attributes)
    return ctypes.c_int.from_buffer(attributes, MAP_STATE).value == IS_VIEWABLE


def close(display, window):
    display = ctypes.c_void_p(display)
    protocols = x11.XInternAtom(display, b"WM_PROTOCOLS", 0)
    delete = x11.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
    event = (ctypes.c_ulong * (EVENT_SIZE // 8))(CLIENT_MESSAGE, 0, 1, display.value, window, protocols, 32, delete, 0)
    x11.XSendEvent(display, Window(window), 0, ctypes.c_long(0), ctypes.byref(event))
    x11.XSync(display, 0)


connection = x11.XOpenDisplay(None)
ours = windows(connection)
if sys.argv[1] == "close":
    for one in ours:
        close(connection, one)
print(len(ours))
