//! The list of commands that every host calls: request and response types, error codes, handlers.
