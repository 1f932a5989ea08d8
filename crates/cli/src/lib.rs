//! The program strongroom: the api at a command line.
