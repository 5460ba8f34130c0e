//! One connection to the mail server, kept for one mail after another.
//!
//! The steps are taken one by one because it matters where one fails: what the server says of the
//! sender concerns all mail, what it says of an addressee concerns one, and a connection that
//! breaks after the letter was begun may have carried it.

use std::{future::Future, time::Duration};

use lettre::transport::smtp::{
    authentication::{Credentials, DEFAULT_MECHANISMS},
    client::{AsyncSmtpConnection, TlsParameters},
    commands::{Data, Mail, Rcpt, Rset},
    extension::{ClientId, Extension, MailParameter},
};
use tokio::{net::TcpStream, time::timeout};

use super::{Message, SmtpServer, Tls};

/// How long a connection may take until it is ready for mail.
const OPENING: Duration = Duration::from_secs(30);
/// How long the server may take for a word.
const STEP: Duration = Duration::from_secs(30);
/// How long it may take to accept a letter that it has read.
const ACCEPTING: Duration = Duration::from_mins(2);
/// How long it may take to say good-bye.
const CLOSING: Duration = Duration::from_secs(3);

/// Longer than one mail can take: a word on an old connection that turns out to be dead, a new
/// one, the words before a letter, the letter, and a word after a refusal.
pub(crate) const PATIENCE: Duration = Duration::from_mins(6);

/// A connection that is ready for mail.
pub(crate) struct Line {
    connection: AsyncSmtpConnection,
    /// It has carried mail, or tried to: it may have been closed meanwhile.
    pub(crate) used: bool,
    /// It takes no more mail.
    pub(crate) closed: bool,
}

/// Why a mail was not handed over.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Undelivered {
    /// The server is away, or takes no mail from us at all at the moment. This says nothing about
    /// the mail.
    #[error("the mail server is away")]
    Away(#[source] Trouble),
    /// The server does not take this one now.
    #[error("the mail server asks to try later: {0}")]
    Later(Reply),
    /// The server will never take this one.
    #[error("the mail server refuses: {0}")]
    Refused(Reply),
    /// The address has letters that this server does not know.
    #[error("the mail server does not know such addresses")]
    Unknowable,
    /// The connection broke while the letter was on its way: it may have arrived.
    #[error("the connection broke over a letter")]
    Broken(#[source] Trouble),
}

/// Why nothing can be said.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// It takes too long.
    #[error("no answer in time")]
    Silence,
    /// There is no connection.
    #[error("could not connect")]
    Connect(#[from] std::io::Error),
    /// The connection, or what the server answers on it.
    #[error(transparent)]
    Smtp(#[from] lettre::transport::smtp::Error),
}

/// What a mail server said, without its words: these often repeat the address.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Reply {
    /// Such as 550.
    pub code: u16,
    /// Such as 5.1.1, where the server says so.
    ///
    /// Source: RFC 3463.
    pub status: Option<(u8, u16, u16)>,
}

impl Line {
    /// Connects, turns to TLS as `server` says, and signs in.
    ///
    /// * `from_host`: who we say we are, a domain.
    ///
    /// # Errors
    /// [`Trouble`]; nothing was sent, and no password where TLS was to be and is not.
    pub(crate) async fn open(server: &SmtpServer, from_host: &str) -> Result<Self, Trouble> {
        timeout(OPENING, Self::connect(server, from_host)).await.map_err(|_| Trouble::Silence)?
    }

    async fn connect(server: &SmtpServer, from_host: &str) -> Result<Self, Trouble> {
        let host = server.host.clone();
        let hello = ClientId::Domain(from_host.to_owned());
        let address = (host.as_str(), server.port);
        let mut connection = if server.tls == Tls::FromTheStart {
            let tls = TlsParameters::new(host.clone())?;
            AsyncSmtpConnection::connect_tokio1(address, Some(OPENING), &hello, Some(tls), None).await?
        } else {
            let stream = TcpStream::connect(address).await?;
            // A letter and its full stop are two writes: the second is not to wait for an answer.
            stream.set_nodelay(true)?;
            AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello).await?
        };
        if server.tls == Tls::StartTls {
            // An error where the server has no STARTTLS: then nothing more is said.
            connection.starttls(TlsParameters::new(host)?, &hello).await?;
        }
        if let Some((user, password)) = &server.login {
            let credentials = Credentials::new(user.clone(), password.to_string());
            connection.auth(DEFAULT_MECHANISMS, &credentials).await?;
        }
        Ok(Self { connection, used: false, closed: false })
    }

    /// Hands a mail over: when this returns, the server has taken it upon itself.
    ///
    /// # Errors
    /// [`Undelivered`].
    pub(crate) async fn send(&mut self, mail: &Message) -> Result<(), Undelivered> {
        self.used = true;
        let sent = self.steps(mail).await;
        match &sent {
            Ok(()) | Err(Undelivered::Unknowable) => {}
            Err(Undelivered::Away(_) | Undelivered::Broken(_)) => self.closed = true,
            Err(Undelivered::Later(_) | Undelivered::Refused(_)) => {
                self.closed = within(STEP, self.connection.command(Rset)).await.is_err();
            }
        }
        sent
    }

    async fn steps(&mut self, mail: &Message) -> Result<(), Undelivered> {
        let mut parameters = Vec::new();
        if !mail.bytes.is_ascii() {
            if !self.connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(Undelivered::Unknowable);
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        let connection = &mut self.connection;
        let from = Mail::new(Some(mail.from.clone()), parameters);
        within(STEP, connection.command(from)).await.map_err(Undelivered::Away)?;
        let to = Rcpt::new(mail.to.clone(), Vec::new());
        within(STEP, connection.command(to)).await.map_err(|trouble| of(trouble, Undelivered::Away))?;
        within(STEP, connection.command(Data)).await.map_err(|trouble| of(trouble, Undelivered::Away))?;
        let letter = connection.message(&mail.bytes);
        within(ACCEPTING, letter).await.map_err(|trouble| of(trouble, Undelivered::Broken))?;
        Ok(())
    }

    /// Says good-bye.
    pub(crate) async fn close(mut self) {
        if !self.closed {
            // Whether the server answers that is its own affair.
            let _ = within(CLOSING, self.connection.quit()).await;
        }
    }
}

impl Trouble {
    /// What the server said, if it was that.
    pub(crate) fn reply(&self) -> Option<Reply> {
        match self {
            Self::Smtp(err) => Reply::of(err),
            Self::Silence | Self::Connect(_) => None,
        }
    }
}

impl Reply {
    /// Reads what [`std::fmt::Display`] wrote.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (code, words) = text.split_once(' ').unwrap_or((text, ""));
        Some(Self { code: code.parse().ok()?, status: status(words) })
    }

    /// Reads a refusal, if it is one.
    fn of(err: &lettre::transport::smtp::Error) -> Option<Self> {
        let code = u16::from(err.status()?);
        let words = std::error::Error::source(err).map(ToString::to_string).unwrap_or_default();
        Some(Self { code, status: status(&words) })
    }

    /// Whether it may be otherwise some other time.
    pub(crate) fn is_temporary(self) -> bool {
        self.code < 500
    }

    /// Whether it is about us and not about the mail: the service goes away, or wants a password.
    ///
    /// Source: RFC 5321, section 3.8; RFC 4954, section 6.
    fn is_about_us(self) -> bool {
        matches!(self.code, 421 | 530 | 534 | 535 | 538)
    }
}

impl std::fmt::Display for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code)?;
        match self.status {
            Some((class, subject, detail)) => write!(f, " {class}.{subject}.{detail}"),
            None => Ok(()),
        }
    }
}

async fn within<T>(
    limit: Duration,
    word: impl Future<Output = Result<T, lettre::transport::smtp::Error>>,
) -> Result<T, Trouble> {
    Ok(timeout(limit, word).await.map_err(|_| Trouble::Silence)??)
}

/// What a failed step means: what the server said, or `broken` when it said nothing.
fn of(trouble: Trouble, broken: fn(Trouble) -> Undelivered) -> Undelivered {
    match trouble.reply() {
        Some(reply) if reply.is_about_us() => Undelivered::Away(trouble),
        Some(reply) if reply.is_temporary() => Undelivered::Later(reply),
        Some(reply) => Undelivered::Refused(reply),
        None => broken(trouble),
    }
}

/// The status code that a reply begins with.
///
/// Source: RFC 2034, section 4.
fn status(words: &str) -> Option<(u8, u16, u16)> {
    let mut numbers = words.split_whitespace().next()?.split('.');
    let found = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
    numbers.next().is_none().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_code_is_read_and_the_words_are_not() {
        assert_eq!(status("5.1.1 <ada@a.example>: no such user"), Some((5, 1, 1)));
        assert_eq!(status("no such user"), None);
        assert_eq!(status("1.2.3.4 is blocked"), None);
        let reply = Reply { code: 550, status: Some((5, 1, 1)) };
        assert_eq!(reply.to_string(), "550 5.1.1");
        assert_eq!(Reply::read("550 5.1.1"), Some(reply));
        assert_eq!(Reply::read("421"), Some(Reply { code: 421, status: None }));
    }
}
