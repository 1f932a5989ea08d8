//! Keys and sealed bytes: KDF, key slots, key hierarchy, envelopes, header. Knows no items, does no I/O.
