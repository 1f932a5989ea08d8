//! YAML as JSON, for the few files that are written in it: one document, keys that are texts, nothing that refers to another
//! place. What YAML makes numbers of stays the text that it was.

use super::ImportError;
use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

/// A larger text than this is not read, in bytes.
const MAX_BYTES: usize = 4 << 20;
/// Levels of lists and mappings.
const MAX_DEPTH: usize = 32;
/// Values, keys among them.
const MAX_NODES: usize = 200_000;

/// The document's value.
///
/// # Errors
/// [`ImportError`] where it is no YAML, is too large, or uses aliases: one that stands for a value with aliases in it could grow
/// without end, and no program writes them into files that are read here.
pub(super) fn value_of(text: &str) -> Result<Value, ImportError> {
    if text.len() > MAX_BYTES {
        return Err(ImportError::too_large("bytes of YAML", MAX_BYTES as u64));
    }
    let mut building = Building::default();
    let mut nodes = 0;
    for event in Parser::new_from_str(text) {
        let (event, _) = event.map_err(|error| {
            // Its words may quote the file, so only the line is kept.
            ImportError::damaged(format!("YAML, line {}", error.marker().line()))
        })?;
        nodes += 1;
        if nodes > MAX_NODES {
            return Err(ImportError::too_large("values of YAML", MAX_NODES as u64));
        }
        building.take(event)?;
    }
    building.done.ok_or_else(damaged)
}

fn damaged() -> ImportError {
    ImportError::damaged("YAML document")
}

/// A list or mapping that is not at its end.
enum Open {
    List(Vec<Value>),
    Mapping(Map<String, Value>, Option<String>),
}

#[derive(Default)]
struct Building {
    open: Vec<Open>,
    done: Option<Value>,
}

impl Building {
    fn take(&mut self, event: Event<'_>) -> Result<(), ImportError> {
        match event {
            Event::Scalar(text, style, ..) => self.add(scalar(&text, style)),
            Event::SequenceStart(..) => self.open(Open::List(Vec::new())),
            Event::MappingStart(..) => self.open(Open::Mapping(Map::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::List(list)) => self.add(Value::Array(list)),
                Some(Open::Mapping(mapping, None)) => self.add(Value::Object(mapping)),
                _ => Err(damaged()),
            },
            Event::Alias(_) => Err(ImportError::Unsupported { what: "YAML aliases".into() }),
            _ => Ok(()),
        }
    }

    fn open(&mut self, one: Open) -> Result<(), ImportError> {
        if self.open.len() == MAX_DEPTH {
            return Err(ImportError::too_large("levels of YAML", MAX_DEPTH as u64));
        }
        self.open.push(one);
        Ok(())
    }

    fn add(&mut self, value: Value) -> Result<(), ImportError> {
        match self.open.last_mut() {
            // A second document.
            None if self.done.is_some() => return Err(damaged()),
            None => self.done = Some(value),
            Some(Open::List(list)) => list.push(value),
            Some(Open::Mapping(mapping, key @ Some(_))) => {
                let twice = key.take().is_none_or(|key| mapping.insert(key, value).is_some());
                if twice {
                    return Err(damaged());
                }
            }
            Some(Open::Mapping(_, key)) => match value {
                Value::String(text) => *key = Some(text),
                Value::Bool(truth) => *key = Some(truth.to_string()),
                _ => return Err(damaged()),
            },
        }
        Ok(())
    }
}

/// Only what stands without quotation marks can be a truth value or nothing.
fn scalar(text: &str, style: ScalarStyle) -> Value {
    match (style, text) {
        (ScalarStyle::Plain, "true" | "True" | "TRUE") => Value::Bool(true),
        (ScalarStyle::Plain, "false" | "False" | "FALSE") => Value::Bool(false),
        (ScalarStyle::Plain, "" | "~" | "null" | "Null" | "NULL") => Value::Null,
        _ => Value::String(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_read_and_numbers_stay_as_they_were_written() {
        let text =
            "a: 0123\nb: [x, 'true', true, ~]\nc:\n  d: |\n    two\n    lines\n  e: \"\\u00e9\"\nf: {}\n";
        let value = json!({
            "a": "0123", "b": ["x", "true", true, null], "c": {"d": "two\nlines\n", "e": "é"}, "f": {}
        });
        assert_eq!(value_of(text), Ok(value));
    }

    #[test]
    fn what_is_hostile_or_not_one_document_is_refused() {
        let aliases = Err(ImportError::Unsupported { what: "YAML aliases".into() });
        assert_eq!(value_of("a: &x [1]\nb: [*x, *x]\n"), aliases);
        for text in ["a: 1\n---\nb: 2\n", "a: 1\na: 2\n", "? [a]\n: b\n", "a: [", "", "a: b: c"] {
            assert!(matches!(value_of(text), Err(ImportError::Damaged { .. })), "{text:?}");
        }
        let deep = ["[", "{a: ", "- "].map(|opens| opens.repeat(40));
        for text in deep {
            assert!(value_of(&text).is_err(), "{text}");
        }
        assert_eq!(
            value_of(&"- a\n".repeat(MAX_NODES)),
            Err(ImportError::too_large("values of YAML", 200_000))
        );
        assert_eq!(
            value_of(&" ".repeat(MAX_BYTES + 1)),
            Err(ImportError::too_large("bytes of YAML", MAX_BYTES as u64))
        );
    }
}
