//! Other machines that answer what a test says, and write down what was sent to them.

use crate::support::Refusal;
use async_trait::async_trait;
use std::sync::Mutex;
use strongroom_api::{Answer, Failure, FailureKind, Remote, Tried};
use strongroom_credential::connection::Reach;
use strongroom_credential::oauth::{Endpoint, RefreshRequest};
use strongroom_secret::SecretBytes;
use strongroom_storage::StorageError;

/// Other machines: what they answer, in turn, and what was sent to them.
#[derive(Default)]
pub(crate) struct Others {
    pub(crate) tried: Mutex<Vec<Tried>>,
    pub(crate) answers: Mutex<Vec<Result<Answer, Failure>>>,
    pub(crate) sent: Mutex<Vec<String>>,
    /// The disk that is full once an answer came.
    pub(crate) fills: Mutex<Option<Refusal>>,
}

impl Others {
    pub(crate) fn say(&self, status: u16, body: &str) {
        let answer = Answer { status, body: SecretBytes::new(body.as_bytes().to_vec()) };
        self.answers.lock().unwrap().push(Ok(answer));
    }

    fn next(&self, sent: String) -> Result<Answer, Failure> {
        self.sent.lock().unwrap().push(sent);
        if let Some(disk) = self.fills.lock().unwrap().take() {
            *disk.lock().unwrap() = Some(StorageError::Full);
        }
        let mut answers = self.answers.lock().unwrap();
        if answers.is_empty() { Err(Failure::new(FailureKind::Unreachable)) } else { answers.remove(0) }
    }
}

#[async_trait]
impl Remote for Others {
    async fn try_database(&self, reach: Reach) -> Tried {
        let password = reach.password.expose();
        self.sent.lock().unwrap().push(format!("{} {password}", reach.places[0].written()));
        self.tried.lock().unwrap().remove(0)
    }

    async fn get(&self, from: &Endpoint) -> Result<Answer, Failure> {
        self.next(from.url().to_owned())
    }

    async fn post(&self, to: &Endpoint, request: RefreshRequest) -> Result<Answer, Failure> {
        let known = request.authorization.is_some();
        self.next(format!("{} {} {known}", to.url(), request.form.expose()))
    }
}
