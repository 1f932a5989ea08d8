//! What answers at a port and is no server of any kind that was asked for. Time passes at once where everybody waits.

use crate::support::told;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Answers everybody in that way; where it ends, it hangs up.
async fn odd<F: Future<Output = ()> + Send>(answer: impl Fn(TcpStream) -> F + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            answer(stream).await;
        }
    });
    address
}

async fn says(bytes: Vec<u8>, hangs_up: bool) -> SocketAddr {
    odd(move |mut stream| {
        let bytes = bytes.clone();
        async move {
            let _ = stream.write_all(&bytes).await;
            if hangs_up {
                let _ = stream.shutdown().await;
                let _ = stream.read_to_end(&mut Vec::new()).await;
            } else {
                std::mem::forget(stream);
            }
        }
    })
    .await
}

async fn both(address: SocketAddr) -> [String; 2] {
    let postgresql = told(&format!("postgres://u:made-up-password@{address}/x")).await;
    [postgresql, told(&format!("mysql://u:made-up-password@{address}/x")).await]
}

#[tokio::test(start_paused = true)]
async fn server_that_never_answers_is_given_up() {
    let silent = odd(|stream| async move { std::mem::forget(stream) }).await;
    assert_eq!(both(silent).await, ["timed_out", "timed_out"]);
    // The beginning of a packet of 16 MiB that never comes.
    let slow = says(b"\xff\xff\xff\x00\x0a".to_vec(), false).await;
    assert_eq!(told(&format!("mysql://u:p@{slow}/x")).await, "timed_out");
}

#[tokio::test]
async fn server_that_hangs_up_is_none() {
    let rude = odd(|stream| async move { drop(stream) }).await;
    assert_eq!(both(rude).await, ["not_that_server", "not_that_server"]);
}

#[tokio::test]
async fn server_that_speaks_another_language_is_none() {
    for garbage in [
        &b"HTTP/1.1 400 Bad Request\r\n\r\n"[..],
        b"SSH-2.0-OpenSSH_9.2p1\r\n",
        b"\x00\x00\x00\x00\x00\x00\x00\x00",
        b"\x01\x00\x00\x00\x0a",
        b"\x05\x00\x00\x00\x0aabcd",
        b"\xfe\xfe\xfe\xfe\xfe\xfe\xfe\xfe",
    ] {
        let [postgresql, mysql] = both(says(garbage.to_vec(), true).await).await;
        assert_eq!(mysql, "not_that_server", "{garbage:?}");
        assert!(["not_that_server", "tls_refused no_tls"].contains(&postgresql.as_str()), "{postgresql}");
    }
}

/// What MySQL 8 says first.
const HANDSHAKE: &[u8] =
    b"\n8.0.18\x00\x19\x00\x00\x00\x114aB0c\x06g\x00\xff\xff\xff\x02\x00\xff\xc7\x15\x00\x00\x00\x00\x00\
        \x00\x00\x00\x00\x00tL\x03s\x0f[4\rl4. \x00caching_sha2_password\x00";

/// The handshake, cut at every byte: the library panics at some of them.
#[tokio::test]
async fn handshake_that_ends_too_early_harms_nobody() {
    for length in 1..HANDSHAKE.len() {
        let address = odd(move |mut stream| async move {
            let header = [u8::try_from(length).unwrap(), 0, 0, 0];
            let _ = stream.write_all(&[&header, &HANDSHAKE[..length]].concat()).await;
        })
        .await;
        let said = told(&format!("mysql://u:made-up-password@{address}/x?ssl-mode=DISABLED")).await;
        assert_eq!(said, "not_that_server", "{length}");
    }
}

#[tokio::test]
async fn server_without_encryption_gets_no_password_where_it_is_required() {
    let plain = odd(|mut stream| async move {
        let mut asked = [0; 8];
        let _ = stream.read_exact(&mut asked).await;
        let _ = stream.write_all(b"N").await;
        let mut more = Vec::new();
        let _ = stream.read_to_end(&mut more).await;
        assert_eq!(more, b"", "nothing may be sent any more");
    })
    .await;
    assert_eq!(told(&format!("postgres://u:p@{plain}/x?sslmode=require")).await, "tls_refused no_tls");
    // The same without the capability of encryption (`CLIENT_SSL`, 0x0800).
    let without: Vec<u8> = {
        let place = HANDSHAKE.windows(4).position(|bytes| bytes == b"\x00\xff\xff\xff").unwrap();
        let mut bytes = HANDSHAKE.to_vec();
        bytes[place + 2] = 0xf7;
        [&[u8::try_from(bytes.len()).unwrap(), 0, 0, 0], bytes.as_slice()].concat()
    };
    let plain = odd(move |mut stream| {
        let without = without.clone();
        async move {
            let _ = stream.write_all(&without).await;
            let mut more = Vec::new();
            let _ = stream.read_to_end(&mut more).await;
            assert_eq!(more, b"", "nothing may be sent any more");
        }
    })
    .await;
    assert_eq!(told(&format!("mysql://u:p@{plain}/x?ssl-mode=REQUIRED")).await, "tls_refused no_tls");
}

#[tokio::test]
async fn what_a_server_says_is_shown_without_the_password_in_it() {
    let refusal = |text: &str| {
        let fields = format!("SFATAL\0C53300\0M{text}\0\0");
        let length = u32::try_from(fields.len() + 4).unwrap().to_be_bytes();
        [b"E", &length[..], fields.as_bytes()].concat()
    };
    for (text, expected) in
        [("go\x1b[2J away, please", "refused go [2J away, please"), ("is it made-up-password?", "refused")]
    {
        let address = says(refusal(text), true).await;
        let said = told(&format!("postgres://u:made-up-password@{address}/x?sslmode=disable")).await;
        assert_eq!(said, expected);
    }
}

#[tokio::test]
async fn nobody_and_no_name_are_told_apart() {
    assert_eq!(told("postgres://u:p@127.0.0.1:1/x").await, "unreachable");
    assert_eq!(told("mysql://u:p@no-such-name.invalid/x").await, "name_not_found");
    assert_eq!(told("postgres://u:p@/x?host=/nowhere").await, "unreachable");
}
