//! The parentheses of Oracle's network configuration: `(NAME=value)` and `(NAME=(…)(…))` (Net Services Reference, "Syntax
//! rules for configuration files").

use super::super::ConnectionError;
use super::super::text::Buffer;

const MAX_DEPTH: usize = 16;
const MAX_NODES: usize = 1024;

/// One pair of parentheses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    /// Lower case.
    pub(super) name: String,
    pub(super) content: Content,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    Text(String),
    Nodes(Vec<Node>),
}

impl Node {
    pub(super) fn text(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), content: Content::Text(text.to_owned()) }
    }

    pub(super) fn nodes(name: &str, nodes: Vec<Self>) -> Self {
        Self { name: name.to_owned(), content: Content::Nodes(nodes) }
    }

    /// Reads one node that the whole text is.
    pub(super) fn parse(text: &str) -> Result<Self, ConnectionError> {
        let mut reader = Reader { rest: text, left: MAX_NODES };
        reader.skip_space();
        let node = reader.node(MAX_DEPTH)?;
        reader.skip_space();
        if reader.rest.is_empty() { Ok(node) } else { Err(ConnectionError::AfterQuote) }
    }

    /// Appends it, names in capitals.
    pub(super) fn push(&self, out: &mut Buffer) {
        out.push('(');
        out.push_str(&self.name.to_ascii_uppercase());
        out.push('=');
        match &self.content {
            Content::Text(text) => push_text(out, text),
            Content::Nodes(nodes) => nodes.iter().for_each(|node| node.push(out)),
        }
        out.push(')');
    }
}

/// In quotes where the text holds a reserved character.
fn push_text(out: &mut Buffer, text: &str) {
    let plain = |c: char| {
        c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '/' | '$' | '%' | '@' | '*' | '+')
    };
    if !text.is_empty() && text.chars().all(plain) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('"');
}

struct Reader<'a> {
    rest: &'a str,
    /// Nodes that may still come.
    left: usize,
}

impl Reader<'_> {
    /// Skips white space and, at the start of a line, comments.
    fn skip_space(&mut self) {
        loop {
            let rest = self.rest.trim_start();
            match rest.strip_prefix('#') {
                Some(comment) => {
                    self.rest = comment.find('\n').and_then(|end| comment.get(end..)).unwrap_or_default()
                }
                None => {
                    self.rest = rest;
                    return;
                }
            }
        }
    }

    fn node(&mut self, depth: usize) -> Result<Node, ConnectionError> {
        let depth = depth.checked_sub(1).ok_or(ConnectionError::TooDeep)?;
        self.left = self.left.checked_sub(1).ok_or(ConnectionError::TooMany)?;
        self.rest = self.rest.strip_prefix('(').ok_or(ConnectionError::NoValue)?;
        let end = self.rest.find(['=', '(', ')']).ok_or(ConnectionError::Unclosed)?;
        let name = self.rest.get(..end).unwrap_or_default().trim().to_ascii_lowercase();
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        if name.is_empty() || !name.chars().all(fits) {
            return Err(ConnectionError::NoValue);
        }
        self.rest =
            self.rest.get(end..).and_then(|rest| rest.strip_prefix('=')).ok_or(ConnectionError::NoValue)?;
        self.skip_space();
        let content = if self.rest.starts_with('(') {
            let mut nodes = Vec::new();
            while self.rest.starts_with('(') {
                nodes.push(self.node(depth)?);
                self.skip_space();
            }
            Content::Nodes(nodes)
        } else {
            Content::Text(self.value()?)
        };
        self.rest = self.rest.strip_prefix(')').ok_or(ConnectionError::Unclosed)?;
        Ok(Node { name, content })
    }

    /// A value with or without quotes; white space around it is no part of it.
    fn value(&mut self) -> Result<String, ConnectionError> {
        let Some(quote) = self.rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            let end = self.rest.find(['(', ')']).ok_or(ConnectionError::Unclosed)?;
            let (value, rest) = self.rest.split_at(end);
            self.rest = rest;
            return Ok(value.trim().to_owned());
        };
        let mut value = String::new();
        let mut characters = self.rest.chars();
        characters.next();
        loop {
            match characters.next().ok_or(ConnectionError::Unclosed)? {
                '\\' => value.push(characters.next().ok_or(ConnectionError::Unclosed)?),
                c if c == quote => break,
                c => value.push(c),
            }
        }
        self.rest = characters.as_str();
        self.skip_space();
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_are_read_and_written() {
        let text = "(A=(B = x y )\n # a comment\n (C=\"(=)\\\"\")(D=(E='q')))";
        let node = Node::parse(text).unwrap();
        let mut out = Buffer::default();
        node.push(&mut out);
        assert_eq!(out.as_str(), "(A=(B=\"x y\")(C=\"(=)\\\"\")(D=(E=q)))");
        assert_eq!(Node::parse(&out), Ok(node));
    }

    #[test]
    fn broken_nodes_are_refused_by_name() {
        let deep = format!("{}x{}", "(A=".repeat(17), ")".repeat(17));
        let many = format!("(A={})", "(B=x)".repeat(1024));
        for (text, error) in [
            ("(A=(B=x)", ConnectionError::Unclosed),
            ("(A=\"x)", ConnectionError::Unclosed),
            ("(A", ConnectionError::Unclosed),
            ("(A)", ConnectionError::NoValue),
            ("(=x)", ConnectionError::NoValue),
            ("(A=x))", ConnectionError::AfterQuote),
            ("", ConnectionError::NoValue),
            (deep.as_str(), ConnectionError::TooDeep),
            (many.as_str(), ConnectionError::TooMany),
        ] {
            assert_eq!(Node::parse(text), Err(error), "{}", text.get(..40).unwrap_or(text));
        }
    }
}
