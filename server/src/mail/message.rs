//! A letter as the bytes that go over the line: headers, text and HTML.
//!
//! The same mail has the same bytes each time it is made, so that whoever gets it twice can tell.

use lettre::{
    Address,
    address::AddressError,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
};
use time::OffsetDateTime;
use url::Host;
use web::pages;

use crate::{flows::outbox::Letter, id::MailId};

/// On whose behalf a letter is sent.
#[derive(Clone, Debug)]
pub(crate) struct Institution {
    /// Its name.
    pub(crate) name: String,
    /// Where answers go.
    pub(crate) email: Option<String>,
    /// Its own words under every letter; may be empty.
    pub(crate) signature: String,
    /// Its picture, in a form that mail programs show: the media type, such as `image/png`, and
    /// the bytes.
    pub(crate) logo: Option<(&'static str, Vec<u8>)>,
}

/// What stands on the envelope, and when it was written.
#[derive(Clone, Debug)]
pub(crate) struct Envelope<'a> {
    /// The mail's id.
    pub(crate) id: MailId,
    /// Whom it is from.
    pub(crate) from: &'a Mailbox,
    /// To whom it goes.
    pub(crate) to: &'a str,
    /// When it was written.
    pub(crate) written_at: OffsetDateTime,
    /// The service's public address.
    pub(crate) site: &'a str,
}

/// A mail, ready to be handed over.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// Whom it is from.
    pub(crate) from: Address,
    /// To whom it goes.
    pub(crate) to: Address,
    /// Headers and body; ASCII unless an address is not.
    pub(crate) bytes: Vec<u8>,
}

/// The address is none that mail can have.
#[derive(Debug, thiserror::Error)]
#[error("no mail can be addressed like this")]
pub(crate) enum Unaddressable {
    /// It is no address.
    Address(#[from] AddressError),
    /// It makes no header.
    Message(#[from] lettre::error::Error),
}

/// Makes the mail of a letter.
///
/// # Errors
/// [`Unaddressable`].
pub(crate) fn message(
    envelope: &Envelope<'_>,
    letter: &Letter,
    institution: Option<&Institution>,
) -> Result<Message, Unaddressable> {
    let common = &letter.language.letters().common;
    let foot = match institution {
        Some(institution) => (common.foot)(&institution.name, envelope.site),
        None => (common.foot_alone)(envelope.site),
    };
    let signature = institution.map(|institution| institution.signature.as_str()).unwrap_or_default();
    let foot =
        [signature, &foot].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    let logo = institution.and_then(|institution| institution.logo.as_ref());
    let html = pages::letter(pages::Letter {
        language: letter.language,
        subject: letter.subject.clone(),
        institution: institution.map(|institution| institution.name.clone()),
        logo: logo.map(|_| "cid:logo".to_owned()),
        greeting: letter.greeting.clone(),
        paragraphs: letter.paragraphs.clone(),
        button: letter.button.clone().map(|button| (button.label, button.link)),
        closing: letter.closing.clone(),
        foot: foot.clone(),
    });
    let text = format!("{}\n{foot}\n", letter.text());

    let html = SinglePart::html(html);
    let body = MultiPart::alternative().boundary(format!("letter-{}", envelope.id));
    let body = body.singlepart(SinglePart::plain(text));
    let body = match logo {
        None => body.singlepart(html),
        Some((media_type, picture)) => {
            let media_type = ContentType::parse(media_type).expect("we name no media type but right ones");
            let picture = Attachment::new_inline("logo".to_owned()).body(picture.clone(), media_type);
            let related = MultiPart::related().boundary(format!("picture-{}", envelope.id));
            body.multipart(related.singlepart(html).singlepart(picture))
        }
    };

    let to = address(envelope.to)?;
    let from = address(envelope.from.email.as_ref())?;
    let name = institution.map(|institution| one_line(&institution.name)).or(envelope.from.name.clone());
    let mut builder = lettre::Message::builder()
        .from(Mailbox::new(name, from.clone()))
        .to(Mailbox::new(None, to.clone()))
        .subject(one_line(&letter.subject))
        .date(envelope.written_at.into())
        .message_id(Some(format!("<{}@{}>", envelope.id, from.domain())))
        .header(AutoSubmitted)
        .header(ContentLanguage(letter.language.tag().to_owned()));
    // Without an address of the institution's, or with a wrong one, answers go to the sender.
    let email = institution.and_then(|institution| institution.email.as_deref());
    if let Some(email) = email.and_then(|email| address(email).ok()) {
        builder = builder.reply_to(Mailbox::new(None, email));
    }
    let bytes = builder.multipart(body)?.formatted();
    Ok(Message { from, to, bytes })
}

/// An address whose domain is in the form that every server knows.
///
/// Source: RFC 5891, section 5 (A-labels).
fn address(text: &str) -> Result<Address, AddressError> {
    let (user, domain) = text.rsplit_once('@').ok_or(AddressError::MissingParts)?;
    match Host::parse(domain) {
        Ok(Host::Domain(domain)) => Address::new(user, domain),
        _ => Err(AddressError::InvalidDomain),
    }
}

/// Text that is to stand in a header: one that went on in a next line could begin another header.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c == '\u{2028}' || c == '\u{2029}').collect::<Vec<_>>().join(" ")
}

/// No person wrote this: programs that answer for people on leave keep quiet.
///
/// Source: RFC 3834, section 5.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The letter's language.
///
/// Source: RFC 3282.
#[derive(Clone)]
struct ContentLanguage(String);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}
