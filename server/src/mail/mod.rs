//! The way out for letters: what they look like as mail, and how they are handed to the server
//! that carries them. What to send, and what to do when it is refused, is decided in
//! [`flows::deliver`](crate::flows::deliver).

mod line;
mod message;
mod settings;
#[cfg(test)]
pub(crate) mod testing;

pub use line::Reply;
pub(crate) use line::{Line, PATIENCE, Trouble, Undelivered};
pub(crate) use message::{Envelope, Institution, Message, message};
pub use settings::{MailSettings, NotASmtpUrl, SmtpServer, Tls};
