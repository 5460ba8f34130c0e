//! A mail server that stops before every answer until it is told to go on, so that a test can do
//! something to the sender at any moment of the conversation.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use anyhow::{Context, Result};

/// How long the sender may be silent. Longer than it waits between two looks for mail.
const SILENCE: Duration = Duration::from_secs(30);

/// A mail server on a port of its own.
pub struct Smtp {
    port: u16,
    moments: Receiver<Moment>,
}

/// A moment of a conversation, before the server answers. Dropping it lets the server go on.
pub struct Moment {
    /// What the sender just said.
    pub said: Said,
    _go_on: Sender<()>,
}

/// What a sender said.
#[derive(Debug)]
pub enum Said {
    /// A command, such as `MAIL FROM:<…>`.
    Command(String),
    /// A whole letter, which counts as delivered from now on: headers and body.
    Letter(String),
}

impl Smtp {
    /// Starts one, which runs until the test ends.
    ///
    /// # Errors
    /// When there is no free port.
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let (sender, moments) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let sender = sender.clone();
                // A conversation ends when its sender is killed: that is what tests do.
                std::thread::spawn(move || drop(converse(stream, &sender)));
            }
        });
        Ok(Self { port, moments })
    }

    /// The address for `--smtp-url`.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// The next letter, delivered.
    ///
    /// # Errors
    /// As [`Self::moment`].
    pub fn letter(&self) -> Result<String> {
        loop {
            if let Said::Letter(letter) = self.moment()?.said {
                return Ok(letter);
            }
        }
    }

    /// The next moment of any conversation.
    ///
    /// # Errors
    /// When nobody says anything for half a minute.
    pub fn moment(&self) -> Result<Moment> {
        self.moments.recv_timeout(SILENCE).context("nobody speaks to the mail server")
    }
}

fn converse(stream: TcpStream, moments: &Sender<Moment>) -> Result<()> {
    let mut answer = stream.try_clone()?;
    let mut lines = BufReader::new(stream).lines();
    let moment = |said| {
        let (go_on, stopped) = channel();
        moments.send(Moment { said, _go_on: go_on })?;
        // An error: the moment was dropped, which is the sign.
        let _ = stopped.recv();
        anyhow::Ok(())
    };
    answer.write_all(b"220 ready\r\n")?;
    while let Some(line) = lines.next() {
        let line = line?;
        let reply: &[u8] = match line.split_whitespace().next() {
            Some("DATA") => b"354 go on\r\n",
            Some("QUIT") => b"221 bye\r\n",
            _ => b"250 yes\r\n",
        };
        let data = line == "DATA";
        moment(Said::Command(line))?;
        answer.write_all(reply)?;
        if data {
            let mut letter = String::new();
            loop {
                let line = lines.next().context("the sender went away over a letter")??;
                if line == "." {
                    break;
                }
                letter += line.strip_prefix('.').unwrap_or(&line);
                letter += "\r\n";
            }
            moment(Said::Letter(letter))?;
            answer.write_all(b"250 taken\r\n")?;
        }
    }
    Ok(())
}
