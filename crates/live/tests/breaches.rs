//! The client against a server on this machine: what arrives there, and what comes of each thing that it can do.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests only; the lint knows `#[test]` functions and not their neighbours"
)]

use std::sync::{Arc, Mutex};
use strongroom_api::{BreachService, BreachServiceError};
use strongroom_breach::{Algorithm, Digest, MAX_RANGE, Range, ServiceAddress};
use strongroom_live::BreachClient;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// The SHA-1 of `password`.
const HASH: &str = "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8";

fn digest() -> Digest {
    Digest::of(&"password".into(), Algorithm::Sha1)
}

/// A server that gives one answer a connection, the last of them for ever; what it was sent.
async fn server(answers: Vec<Vec<u8>>) -> (ServiceAddress, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let heard = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&heard);
    tokio::spawn(async move {
        let mut number = 0;
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                match stream.read_u8().await {
                    Ok(byte) => request.push(byte),
                    Err(_) => break,
                }
            }
            kept.lock().unwrap().push(String::from_utf8(request).unwrap());
            let answer = answers.get(number).or(answers.last()).cloned().unwrap_or_default();
            number += 1;
            if answer == b"silence" {
                // Held open, so that the client has to give up by itself.
                tokio::spawn(async move { stream.read_u8().await });
                continue;
            }
            let _ = stream.write_all(&answer).await;
            let _ = stream.shutdown().await;
        }
    });
    (ServiceAddress::parse(&address).unwrap(), heard)
}

fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n");
    [head.as_bytes(), body].concat()
}

async fn asked(answers: Vec<Vec<u8>>) -> (Result<Vec<u8>, BreachServiceError>, Vec<String>) {
    let (address, heard) = server(answers).await;
    let got = BreachClient::new().range(&address, digest().prefix()).await;
    let heard = heard.lock().unwrap().clone();
    (got, heard)
}

#[tokio::test]
async fn five_digits_arrive_and_nothing_else_of_the_hash() {
    let list = format!("{}:12\r\n{}:0\r\n", &HASH[5..], "0".repeat(35));
    let (got, heard) = asked(vec![answer("200 OK", "", list.as_bytes())]).await;
    assert_eq!(Range::parse(&got.unwrap()).unwrap().count(&digest()), 12);
    assert_eq!(heard.len(), 1);
    let request = heard[0].to_lowercase();
    assert!(request.starts_with("get /range/5baa6 http/1.1\r\n"), "{request}");
    assert!(request.contains("\r\nadd-padding: true\r\n"), "{request}");
    assert!(request.contains("\r\nuser-agent: strongroom/"), "{request}");
    let rest = &HASH.to_lowercase()[5..];
    for part in [&rest[..4], &rest[4..8], "password", "cookie", "referer"] {
        assert!(!request.contains(part), "{part} in {request}");
    }
}

#[tokio::test]
async fn what_is_no_answer_is_an_error_that_says_why() {
    let huge = vec![b'0'; MAX_RANGE + 1];
    for (sent, error) in [
        (answer("302 Found", "Location: http://127.0.0.1:1/\r\n", b""), BreachServiceError::Elsewhere),
        (answer("404 Not Found", "", b""), BreachServiceError::Refused { status: 404 }),
        (answer("500 Oh", "", b""), BreachServiceError::Refused { status: 500 }),
        (answer("429 Slow", "Retry-After: 3600\r\n", b""), BreachServiceError::Busy { seconds: 3600 }),
        (answer("200 OK", "", &huge), BreachServiceError::TooLarge),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nshort".to_vec(), BreachServiceError::Unreachable),
        (b"what\r\n\r\n".to_vec(), BreachServiceError::Unreachable),
        (Vec::new(), BreachServiceError::Unreachable),
    ] {
        let (got, heard) = asked(vec![sent]).await;
        assert_eq!(got, Err(error));
        assert!(!heard.is_empty());
        assert!(!error.to_string().contains("5BAA6"));
    }
}

#[tokio::test]
async fn a_service_that_asks_for_a_second_is_given_it() {
    let busy = answer("429 Slow", "Retry-After: 1\r\n", b"");
    let (got, heard) = asked(vec![busy, answer("200 OK", "", b"list")]).await;
    assert_eq!((got, heard.len()), (Ok(b"list".to_vec()), 2));
}

#[tokio::test]
async fn a_service_that_says_nothing_is_given_up() {
    let (got, _) = asked(vec![b"silence".to_vec()]).await;
    assert_eq!(got, Err(BreachServiceError::TimedOut));
}

#[tokio::test]
async fn nobody_at_the_address_is_an_error() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let address = ServiceAddress::parse(&format!("http://{free}")).unwrap();
    let got = BreachClient::new().range(&address, digest().prefix()).await;
    assert_eq!(got, Err(BreachServiceError::Unreachable));
}
