//! A mail server for tests: takes everything, unless it was told to be difficult.

use std::{
    collections::{HashMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use super::{MailSettings, SmtpServer};

/// A mail that it took.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    /// The envelope's address.
    pub(crate) to: String,
    /// Headers and body.
    pub(crate) bytes: Vec<u8>,
}

/// What it does instead of agreeing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// Answers this.
    Say(&'static str),
    /// Says nothing more and closes the connection.
    HangUp,
    /// Takes the letter, and closes the connection without saying so.
    TakeAndHangUp,
}

/// A mail server. Dropping it closes all its connections.
pub(crate) struct FakeSmtp {
    pub(crate) address: SocketAddr,
    state: Arc<State>,
    _tasks: JoinSet<()>,
}

#[derive(Default)]
struct State {
    taken: Mutex<Vec<Taken>>,
    commands: Mutex<Vec<String>>,
    acts: Mutex<HashMap<&'static str, VecDeque<Act>>>,
}

impl FakeSmtp {
    /// On a free port of this machine.
    pub(crate) async fn start() -> Self {
        Self::start_at(([127, 0, 0, 1], 0).into()).await
    }

    /// On this port.
    pub(crate) async fn start_at(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State::default());
        let mut tasks = JoinSet::new();
        let shared = state.clone();
        tasks.spawn(async move {
            let mut visits = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let state = shared.clone();
                visits.spawn(async move { drop(state.serve(stream).await) });
            }
        });
        Self { address, state, _tasks: tasks }
    }

    /// At the next command of this name, `CONTENT` for the letter itself, it does this.
    pub(crate) fn next(&self, command: &'static str, act: Act) {
        self.state.acts.lock().unwrap().entry(command).or_default().push_back(act);
    }

    /// What it took.
    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.state.taken.lock().unwrap().clone()
    }

    /// Every command, in order.
    pub(crate) fn commands(&self) -> Vec<String> {
        self.state.commands.lock().unwrap().clone()
    }

    /// The settings by which mail comes here.
    pub(crate) fn settings(&self) -> MailSettings {
        settings(self.address)
    }
}

/// The settings by which mail goes to this address.
pub(crate) fn settings(address: SocketAddr) -> MailSettings {
    let server: SmtpServer = format!("smtp://{address}").parse().unwrap();
    MailSettings { server, from: "Laurel <mail@laurel.test>".parse().unwrap(), rate: MailSettings::RATE }
}

impl State {
    async fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 fake\r\n").await?;
        let mut to = String::new();
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let line = line.trim_end();
            let verb = line.split([' ', ':']).next().unwrap().to_owned();
            self.commands.lock().unwrap().push(line.to_owned());
            if let Some(act) = self.act(&verb) {
                let Act::Say(answer) = act else { return Ok(()) };
                stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
                continue;
            }
            match verb.as_str() {
                "EHLO" => stream.write_all(b"250-fake\r\n250 8BITMIME\r\n").await?,
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap().to_owned();
                    stream.write_all(b"250 yes\r\n").await?;
                }
                "DATA" => {
                    stream.write_all(b"354 go on\r\n").await?;
                    if let Some(Act::HangUp) = self.peek("CONTENT") {
                        stream.read_line(&mut String::new()).await?;
                        self.act("CONTENT");
                        return Ok(());
                    }
                    let mut bytes = Vec::new();
                    loop {
                        let mut line = Vec::new();
                        if stream.read_until(b'\n', &mut line).await? == 0 {
                            return Ok(());
                        }
                        if line == b".\r\n" {
                            break;
                        }
                        bytes.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
                    }
                    let act = self.act("CONTENT");
                    if let Some(Act::Say(answer)) = act {
                        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
                        continue;
                    }
                    self.taken.lock().unwrap().push(Taken { to: to.clone(), bytes });
                    if act.is_some() {
                        return Ok(());
                    }
                    stream.write_all(b"250 taken\r\n").await?;
                }
                "QUIT" => {
                    stream.write_all(b"221 bye\r\n").await?;
                    return Ok(());
                }
                _ => stream.write_all(b"250 yes\r\n").await?,
            }
        }
    }

    fn peek(&self, command: &str) -> Option<Act> {
        self.acts.lock().unwrap().get(command)?.front().copied()
    }

    fn act(&self, command: &str) -> Option<Act> {
        self.acts.lock().unwrap().get_mut(command)?.pop_front()
    }
}
