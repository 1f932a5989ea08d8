"""Counts marks in the memory of a running process: each as UTF-8, UTF-16LE, hexadecimal and base64.

Usage: memscan.py PID < marks, one a line. Prints a JSON object of counts by mark. Needs the right to read the process.
"""

import base64
import json
import re
import sys


def forms(mark):
    """The mark in every form in which a program could hold it."""
    raw = mark.encode()
    bases = [base64.b64encode(b"\0" * lead + raw)[lead * 2 : -4] for lead in range(3)]
    return [raw, mark.encode("utf-16-le"), raw.hex().encode(), *[base for base in bases if len(base) > 12]]


def regions(pid):
    """Start and length of what the process can read and write."""
    with open(f"/proc/{pid}/maps", encoding="ascii", errors="replace") as maps:
        for line in maps:
            found = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)", line)
            if found and found[3].startswith("rw") and found[4] not in ("[vvar]", "[vsyscall]"):
                start, end = int(found[1], 16), int(found[2], 16)
                yield start, end - start


def main():
    pid = int(sys.argv[1])
    marks = [line.rstrip("\n") for line in sys.stdin if line.strip()]
    counts = dict.fromkeys(marks, 0)
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for start, length in regions(pid):
            try:
                memory.seek(start)
                content = memory.read(length)
            except (OSError, ValueError, OverflowError):
                continue
            for mark in marks:
                counts[mark] += sum(content.count(form) for form in forms(mark))
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
