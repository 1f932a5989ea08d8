//! Reads rules byte by byte, once. Where the text is wrong, it goes on exactly where Apple's parser does.

use super::{CharacterSet, PasswordRules, RuleProblem, RuleProblemCode};

/// Longest text that is read, in bytes. The longest of the rules that Apple collects has 204.
const MAX_TEXT: usize = 4096;

/// The rules of a text, and what was left out of them.
pub(super) fn read(text: &str) -> (PasswordRules, Vec<RuleProblem>) {
    if text.len() > MAX_TEXT {
        let problem = RuleProblem { code: RuleProblemCode::TooLong, at: MAX_TEXT };
        return (PasswordRules::default(), vec![problem]);
    }
    let mut reader = Reader { text: text.as_bytes(), at: 0, problems: Vec::new() };
    let rules = reader.rules().unwrap_or_default();
    (joined(rules), reader.problems)
}

enum Rule {
    Required(Value),
    Allowed(Value),
    MaxConsecutive(u32),
    MinLength(u32),
    MaxLength(u32),
}

/// A value that names classes. The first of `unicode` and `ascii-printable` stands for all of it, whatever else it names.
#[derive(Default, Clone, Copy)]
struct Value {
    set: CharacterSet,
    whole: Option<CharacterSet>,
}

impl Value {
    fn with(self, other: Self) -> Self {
        Self { set: self.set.with(other.set), whole: self.whole.or(other.whole) }
    }

    fn settled(self) -> CharacterSet {
        self.whole.unwrap_or(self.set)
    }
}

impl From<CharacterSet> for Value {
    fn from(set: CharacterSet) -> Self {
        Self { set, whole: None }
    }
}

/// Rules of one name become one, the strictest; but every `required` demands a character of its own.
fn joined(rules: Vec<Rule>) -> PasswordRules {
    let mut all = PasswordRules::default();
    let mut allowed = Value::default();
    let least = |one: Option<u32>, other: u32| Some(one.map_or(other, |one| one.min(other)));
    for rule in rules {
        match rule {
            Rule::Required(value) => all.required.push(value.settled()),
            Rule::Allowed(value) => allowed = allowed.with(value),
            Rule::MaxConsecutive(number) => all.max_consecutive = least(all.max_consecutive, number),
            Rule::MinLength(number) => all.min_length = all.min_length.max(Some(number)),
            Rule::MaxLength(number) => all.max_length = least(all.max_length, number),
        }
    }
    all.allowed = allowed.settled();
    all
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    problems: Vec<RuleProblem>,
}

impl<'a> Reader<'a> {
    /// `None` where a mistake takes all rules with it.
    fn rules(&mut self) -> Option<Vec<Rule>> {
        let mut rules = Vec::new();
        self.skip_space();
        while let Some(next) = self.peek() {
            if !is_of_name(next) {
                self.note(RuleProblemCode::RestIgnored);
                break;
            }
            rules.extend(self.rule());
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b';') => self.step_over(),
                Some(_) => {
                    self.note(RuleProblemCode::AllIgnored);
                    return None;
                }
            }
        }
        Some(rules)
    }

    /// A rule; `None` where it is left out. An unknown one is not stepped over, which ends everything.
    fn rule(&mut self) -> Option<Rule> {
        let start = self.at;
        let rule: fn(&mut Self) -> Option<Rule> = match self.name() {
            b"required" => |reader| reader.value().map(Rule::Required),
            b"allowed" => |reader| reader.value().map(Rule::Allowed),
            b"max-consecutive" => |reader| reader.number().map(Rule::MaxConsecutive),
            b"minlength" => |reader| reader.number().map(Rule::MinLength),
            b"maxlength" => |reader| reader.number().map(Rule::MaxLength),
            _ => {
                self.at = start;
                self.note(RuleProblemCode::UnknownRule);
                return None;
            }
        };
        if self.peek() != Some(b':') {
            self.note(RuleProblemCode::NoValue);
            return None;
        }
        self.step_over();
        // A rule without a value is no mistake, and no rule.
        if matches!(self.peek(), None | Some(b';')) { None } else { rule(self) }
    }

    fn value(&mut self) -> Option<Value> {
        let mut value = Value::default();
        loop {
            value = value.with(self.class()?);
            self.skip_space();
            match self.peek() {
                None | Some(b';') => return Some(value),
                Some(b',') => self.step_over(),
                Some(_) => {
                    self.note(RuleProblemCode::NoSeparator);
                    return None;
                }
            }
        }
    }

    fn class(&mut self) -> Option<Value> {
        match self.peek() {
            Some(b'[') => Some(self.class_in_brackets().into()),
            Some(next) if is_of_name(next) => self.named_class(),
            _ => {
                self.note(RuleProblemCode::NoValue);
                None
            }
        }
    }

    fn named_class(&mut self) -> Option<Value> {
        let start = self.at;
        let set = str::from_utf8(self.name()).ok().and_then(CharacterSet::named);
        let Some(set) = set else {
            self.at = start;
            self.note(RuleProblemCode::UnknownClass);
            return None;
        };
        let is_whole = set == CharacterSet::UNICODE || set == CharacterSet::ASCII_PRINTABLE;
        Some(Value { set, whole: is_whole.then_some(set) })
    }

    /// A class in brackets, empty where it is never closed. The bracket that closes it is one of its characters if another
    /// follows.
    fn class_in_brackets(&mut self) -> CharacterSet {
        self.at += 1;
        let first = self.at;
        let mut set = CharacterSet::default();
        while let Some(next) = self.peek() {
            if next == b'-' && self.at > first {
                self.note(RuleProblemCode::StrayHyphen);
            } else if next == b']' {
                self.at += 1;
                if self.peek() != Some(b']') {
                    return set;
                }
                self.at += 1;
                return set.with(CharacterSet::of(b']'));
            } else {
                set = set.with(CharacterSet::of(next));
            }
            self.at += 1;
        }
        self.note(RuleProblemCode::OpenClass);
        CharacterSet::default()
    }

    /// A number above nought; a greater one than fits is as great as can be.
    fn number(&mut self) -> Option<u32> {
        let start = self.at;
        let mut number = 0_u32;
        while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
            number = number.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
            self.at += 1;
        }
        if self.at == start || !matches!(self.peek(), None | Some(b';')) {
            self.problems.push(RuleProblem { code: RuleProblemCode::NotANumber, at: start });
            return None;
        }
        (number > 0).then_some(number)
    }

    fn name(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(is_of_name) {
            self.at += 1;
        }
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Past one byte and the space after it.
    fn step_over(&mut self) {
        self.at += 1;
        self.skip_space();
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\x0c' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn note(&mut self, code: RuleProblemCode) {
        self.problems.push(RuleProblem { code, at: self.at });
    }
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'-'
}
