//! What other managers wrote, read without loss. Bytes in, values out; opens no file.
