//! Why a text is no connection. Says what is wrong, never what stands there.

use thiserror::Error;

/// Why a text is no connection that can be read. Says nothing of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum ConnectionError {
    /// It looks like none of the known forms.
    #[error("this is no database connection: paste a connection string or URL")]
    NotAConnection,
    /// It is longer than 64 KiB.
    #[error("the text is too long for a connection: paste the connection alone")]
    TooLong,
    /// More hosts or options than any connection has.
    #[error("there are too many hosts or options: at most 64 hosts and 256 options are read")]
    TooMany,
    /// Parentheses inside parentheses inside parentheses.
    #[error("the descriptor is nested too deeply: check its parentheses")]
    TooDeep,
    /// A percent sign is not followed by two hexadecimal digits, or the bytes are no text.
    #[error("a percent sign starts no escape: write % as %25")]
    BadEscape,
    /// A port is no number from 1 to 65535. Often the password holds a character that ends the host.
    #[error("the port is no number from 1 to 65535: if the password has one of / ? # @ in it, escape it")]
    BadPort,
    /// A host has characters that no host has.
    #[error("the host's name is not valid: check it for typing errors and placeholders")]
    BadHost,
    /// No host, where the form needs one.
    #[error("there is no host: add the server's name")]
    NoHost,
    /// A quotation mark, brace or parenthesis is opened and never closed.
    #[error("a quotation mark, brace or parenthesis is not closed: check the end of the text")]
    Unclosed,
    /// A keyword without `=` and value.
    #[error("a keyword has no value: write keyword=value")]
    NoValue,
    /// Something follows a closing quotation mark or brace.
    #[error(
        "something follows a closing quotation mark or brace: double the mark if it belongs to the value"
    )]
    AfterQuote,
    /// A space, line break or control character inside a URL.
    #[error("a URL has no spaces in it: write them as %20")]
    Space,
    /// The driver or data source names no product that is known.
    #[error("the driver or data source says nothing of the product: name the driver")]
    UnknownSystem,
    /// It is well-formed, but says something that is not supported: a named pipe, hosts of different protocols.
    #[error("this way of reaching a server is not supported: use TCP")]
    Unsupported,
}
