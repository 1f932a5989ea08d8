//! Clocks, seeded randomness, vault builders and the corpus, for tests only.
