//! An OAuth provider on the own machine: describes itself, gives tokens, rotates refresh tokens, and misbehaves when told to.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mood {
    /// As the specifications say; each refresh token is good once.
    #[default]
    Good,
    /// The refresh token stays the same.
    Steady,
    /// It knows a client by what is in the form only.
    FormOnly,
    /// Every refresh token is revoked, and the refusal repeats what was sent.
    Revoked,
    /// It sends to another place.
    Elsewhere,
    /// It answers with a page.
    Page,
    /// It answers with more than anybody reads, and says so.
    Huge,
    /// It answers without end, and does not say so.
    Endless,
    /// It answers nothing.
    Silent,
    /// It hangs up.
    Rude,
    /// It is broken: 500.
    Broken,
    /// It describes another issuer.
    Impostor,
    /// Its description lies where RFC 8414 puts it, and nowhere else.
    Other,
}

/// What was asked of it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Method and path.
    pub line: String,
    /// The headers, with names in lower case.
    pub headers: HashMap<String, String>,
    /// The body.
    pub body: String,
}

/// A provider that runs until it is dropped.
#[derive(Debug)]
pub struct Provider {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    mood: Mood,
    asked: Vec<Asked>,
    given: u32,
    stopped: bool,
}

impl Provider {
    /// The client that it knows.
    pub const CLIENT: &str = "a client";
    /// The client's secret.
    pub const SECRET: &str = "made-up: secret/é+";

    /// Starts it on a free port.
    ///
    /// # Panics
    /// Where no port is to be had.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if shared.lock().unwrap().stopped {
                    break;
                }
                let state = Arc::clone(&shared);
                std::thread::spawn(move || serve(stream, address, &state));
            }
        });
        Self { address, state }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// From now on it behaves so.
    pub fn is(&self, mood: Mood) {
        self.state().mood = mood;
    }

    /// `host:port`.
    pub fn place(&self) -> String {
        self.address.to_string()
    }

    /// Its address.
    pub fn issuer(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address where it gives tokens.
    pub fn token_url(&self) -> String {
        format!("http://{}/token", self.address)
    }

    /// The refresh token that it takes next.
    pub fn refresh_token(&self) -> String {
        refresh_token(self.state().given)
    }

    /// The access token that it gave last.
    pub fn access_token(&self) -> String {
        access_token(self.state().given)
    }

    /// Everything that was asked of it.
    pub fn asked(&self) -> Vec<Asked> {
        self.state().asked.clone()
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.state().stopped = true;
        let _ = TcpStream::connect(self.address);
    }
}

fn refresh_token(number: u32) -> String {
    format!("made-up-refresh-token-{number}")
}

fn access_token(number: u32) -> String {
    format!("made-up-access-token-{number}")
}

fn serve(mut stream: TcpStream, address: SocketAddr, state: &Mutex<State>) {
    let Some(asked) = read(&stream) else { return };
    let mood = {
        let mut state = state.lock().unwrap();
        state.asked.push(asked.clone());
        state.mood
    };
    let page = "<html>no JSON</html>";
    // Whoever asked may have had enough.
    let _ = match mood {
        Mood::Rude => Ok(()),
        Mood::Silent => {
            std::thread::sleep(Duration::from_secs(30));
            Ok(())
        }
        Mood::Elsewhere => write!(
            stream,
            "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://{address}/elsewhere\r\nContent-Length: 0\r\n\r\n"
        ),
        Mood::Page => answer(&mut stream, 200, page),
        Mood::Broken => answer(&mut stream, 500, page),
        Mood::Huge => write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n{{"),
        Mood::Endless => endless(&mut stream),
        _ if asked.line.starts_with("POST /token") => token(&mut stream, &asked, mood, state),
        _ => describe(&mut stream, &asked, mood, address),
    };
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(stream);
    let mut next = || {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|length| *length > 0)?;
        Some(line.trim_end().to_owned())
    };
    let line = next()?;
    let mut headers = HashMap::new();
    while let Some(header) = next().filter(|header| !header.is_empty()) {
        let (name, value) = header.split_once(':')?;
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").map_or(Some(0), |length| length.parse().ok())?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Asked { line, headers, body: String::from_utf8(body).ok()? })
}

fn answer(stream: &mut TcpStream, status: u16, body: &str) -> std::io::Result<()> {
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n{body}"
    )
}

fn endless(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"issuer\":\"")?;
    loop {
        stream.write_all(&[b'x'; 4096])?;
    }
}

fn describe(stream: &mut TcpStream, asked: &Asked, mood: Mood, address: SocketAddr) -> std::io::Result<()> {
    let wanted = match mood {
        Mood::Other => "/.well-known/oauth-authorization-server",
        _ => "/.well-known/openid-configuration",
    };
    if asked.line != format!("GET {wanted} HTTP/1.1") {
        return answer(stream, 404, "{}");
    }
    let own = format!("http://{address}");
    let issuer = if mood == Mood::Impostor { "https://login.example.com" } else { own.as_str() };
    let document = format!(
        r#"{{"issuer":"{issuer}","authorization_endpoint":"{own}/authorize","token_endpoint":"{own}/token",
        "response_types_supported":["code"],"grant_types_supported":["authorization_code","refresh_token"],
        "code_challenge_methods_supported":["S256"],"scopes_supported":["openid","email"],
        "id_token_signing_alg_values_supported":["ES256"]}}"#
    );
    answer(stream, 200, &document)
}

fn token(stream: &mut TcpStream, asked: &Asked, mood: Mood, state: &Mutex<State>) -> std::io::Result<()> {
    // `a client` and its secret, escaped as in a form, and so in base64.
    const BASIC: &str = "Basic YSUyMGNsaWVudDptYWRlLXVwJTNBJTIwc2VjcmV0JTJGJUMzJUE5JTJC";
    const FORM: &str = "&client_id=a%20client&client_secret=made-up%3A%20secret%2F%C3%A9%2B";
    let in_header = asked.headers.get("authorization").is_some_and(|sent| sent == BASIC);
    let known = if mood == Mood::FormOnly { asked.body.ends_with(FORM) } else { in_header };
    if !known {
        return answer(stream, 401, r#"{"error":"invalid_client"}"#);
    }
    let mut state = state.lock().unwrap();
    let sent = asked.body.split('&').find_map(|pair| pair.strip_prefix("refresh_token=")).unwrap_or_default();
    if mood == Mood::Revoked || sent != refresh_token(state.given) {
        let refusal = format!(r#"{{"error":"invalid_grant","error_description":"{sent} is revoked"}}"#);
        return answer(stream, 400, &refusal);
    }
    if mood == Mood::Steady {
        return answer(stream, 200, r#"{"access_token":"made-up-access-token","token_type":"Bearer"}"#);
    }
    state.given += 1;
    let (access, refresh) = (access_token(state.given), refresh_token(state.given));
    answer(
        stream,
        200,
        &format!(
            r#"{{"access_token":"{access}","refresh_token":"{refresh}","token_type":"Bearer","expires_in":3600,
            "scope":"openid email"}}"#
        ),
    )
}
