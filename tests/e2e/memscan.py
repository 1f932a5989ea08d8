"""Counts marks in the memory of a running process: each as UTF-8, UTF-16LE, hexadecimal and base64.

Usage: memscan.py PID < marks, one a line. Prints a JSON object of counts by mark. Needs the right to read the process.
"""

import base64
import json
import re
import sys

PAGE = 4096
BLOCK = 4096 * PAGE
# A mark that lies across two blocks is found in the first of them.
OVERLAP = 1024
# The web view's library sets gigabytes aside for scripts, of which this process runs none: some kilobytes of them are used.
CAGE = 1 << 30
ABSENT = bytes(range(0x40))


def forms(mark):
    """The mark in every form in which a program could hold it."""
    raw = mark.encode()
    bases = [base64.b64encode(b"\0" * lead + raw)[lead * 2 : -4] for lead in range(3)]
    return [raw, mark.encode("utf-16-le"), raw.hex().encode(), *[base for base in bases if len(base) > 12]]


def regions(pid):
    """Start and length of what the process can read and write and has in memory or swapped out."""
    with open(f"/proc/{pid}/smaps", encoding="ascii", errors="replace") as smaps:
        region = None
        for line in smaps:
            found = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+) ", line)
            if found:
                start, end = int(found[1], 16), int(found[2], 16)
                held = found[3].startswith("rw") and end - start < CAGE
                region = (start, end - start) if held else None
            elif region and re.match(r"(Rss|Swap):\s+[1-9]", line):
                yield region
                region = None


def blocks(pid, start, length):
    """The region in blocks, those without a page in memory left out: a web view reserves far more than it uses."""
    with open(f"/proc/{pid}/pagemap", "rb", buffering=0) as pagemap:
        for offset in range(0, length, BLOCK):
            size = min(BLOCK, length - offset)
            pagemap.seek((start + offset) // PAGE * 8)
            # The top byte of each entry has the bits "present" and "swapped".
            if pagemap.read(size // PAGE * 8)[7::8].translate(None, ABSENT):
                yield start + offset, min(size + OVERLAP, length - offset)


def main():
    pid = int(sys.argv[1])
    marks = [line.rstrip("\n") for line in sys.stdin if line.strip()]
    counts = dict.fromkeys(marks, 0)
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for start, length in regions(pid):
            for block, size in blocks(pid, start, length):
                try:
                    memory.seek(block)
                    content = memory.read(size)
                except (OSError, ValueError, OverflowError):
                    continue
                for mark in marks:
                    counts[mark] += sum(content.count(form) for form in forms(mark))
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
