//! `/wallet/shares`: all links of a learner; `/wallet/shares/{id}`: one of them, to look after; and the page on
//! which whoever has a link gives its passcode.

use leptos::prelude::*;

use super::document::{Head, Islands, Preview, document};
use super::receipts::{ShareReceipt, receipt};
use super::record::pairs;
use crate::chrome::{Chrome, FieldError, Notice, Tone};
use crate::components::{Approval, Field, approval, approval_words, choice, field, notice};
use crate::islands::{Copy, SignShares};
use crate::words::{dates, public_page, share as words, verify, wallet};

/// How a link stands.
#[derive(Clone, Debug, Default)]
pub enum ShareState {
    /// It works.
    #[default]
    Live,
    /// It is paused.
    Paused,
    /// No passcode is looked at.
    Locked,
    /// Its owner ended it then, RFC 3339.
    Ended(String),
    /// It ended by itself then, RFC 3339.
    RanOut(String),
}

/// A link in a list.
#[derive(Clone, Debug, Default)]
pub struct ShareLine {
    /// The share's id (not its token).
    pub id: String,
    /// The record's id.
    pub record: String,
    /// The record's title.
    pub title: String,
    /// The whole link, such as `https://laurel.example/s/…`. Its QR is at `{path}/qr.svg`.
    pub url: String,
    /// The link's path, such as `/s/…`.
    pub path: String,
    /// When it was made, RFC 3339.
    pub created_at: String,
    /// When it stops, RFC 3339; `None` where it does not.
    pub expires_at: Option<String>,
    /// For whom; may be empty.
    pub recipient: String,
    /// What for; may be empty.
    pub purpose: String,
    /// Its passcode.
    pub passcode: Option<String>,
    /// Whether it shows the record as it was.
    pub frozen: bool,
    /// How many items it leaves out.
    pub hidden: u64,
    /// Whether it leaves out a school's record, as it does not say who it is for.
    pub leaves_education: bool,
    /// How it stands.
    pub state: ShareState,
    /// How often it was looked at.
    pub views: u64,
    /// Why it leads nowhere just now, where a guardian has a say in it.
    pub approval: Option<Approval>,
}

impl ShareLine {
    /// For whom it is, in words.
    pub(super) fn whom(&self) -> String {
        if self.recipient.is_empty() {
            words::for_anybody().to_owned()
        } else {
            words::for_whom(&self.recipient)
        }
    }

    fn is_over(&self) -> bool {
        matches!(self.state, ShareState::Ended(_) | ShareState::RanOut(_))
    }
}

/// How it stands, in words.
pub(super) fn standing(share: &ShareLine) -> AnyView {
    let text = match (&share.state, &share.expires_at) {
        (ShareState::Paused, _) => words::paused().to_owned(),
        (ShareState::Locked, _) => words::locked().to_owned(),
        (ShareState::Ended(at), _) => words::ended(&dates::day(at)),
        (ShareState::RanOut(at), _) => words::ran_out(&dates::day(at)),
        (ShareState::Live, Some(until)) => words::live_until(&dates::day(until)),
        (ShareState::Live, None) => words::live().to_owned(),
    };
    view! { <p class="share-state">{text}</p> }.into_any()
}

/// On what terms it shows what.
pub(super) fn terms(share: &ShareLine) -> AnyView {
    let shows = if share.frozen { words::frozen() } else { words::follows() };
    let hidden = (share.hidden > 0).then(|| view! { <li>{words::hidden(share.hidden)}</li> });
    let education = share.leaves_education.then(|| view! { <li>{words::no_education()}</li> });
    let purpose = (!share.purpose.is_empty()).then(|| view! { <li>{share.purpose.clone()}</li> });
    let passcode = share.passcode.clone().map(|passcode| {
        view! { <li>{words::passcode_is()}" "<code>{passcode}</code></li> }
    });
    view! { <ul class="share-terms hint">{purpose}<li>{shows}</li>{hidden}{education}{passcode}</ul> }
        .into_any()
}

/// Credentials whose pages are public.
#[derive(Clone, Debug, Default)]
pub struct PublicCredentials {
    /// Their ids in the wallet, and their names.
    pub credentials: Vec<(String, String)>,
    /// Whether they are hidden all the same, because a guardian approves what is shared.
    pub guarded: bool,
}

/// All links, newest first, and what is public.
pub fn shares(chrome: &Chrome, data: &[ShareLine], public: &PublicCredentials) -> String {
    let lines: Vec<_> = data.iter().map(line).collect();
    document(chrome, &Head::private(words::title(), "/wallet"), || {
        let list = if lines.is_empty() {
            view! { <p class="empty">{words::none()}</p> }.into_any()
        } else {
            view! { <ul class="shares">{lines}</ul> }.into_any()
        };
        view! {
            <header class="page-head">
                <p class="eyebrow"><a href="/wallet">{wallet::back()}</a></p>
                <h1>{words::title()}</h1>
                <p class="lead">{words::lead()}</p>
            </header>
            {list}
            <p><a href="/wallet/receipts">{words::all_receipts()}</a></p>
            {everybodys(public)}
        }
    })
}

fn everybodys(public: &PublicCredentials) -> Option<AnyView> {
    let lines: Vec<_> = public
        .credentials
        .iter()
        .map(|(id, name)| {
            let href = format!("/wallet/credentials/{id}#public-page");
            view! { <li><a class="title" href=href>{name.clone()}</a></li> }
        })
        .collect();
    let lead = if public.guarded { public_page::all_guarded() } else { public_page::all_lead() };
    (!lines.is_empty()).then(|| {
        view! {
            <section aria-labelledby="public">
                <h2 id="public">{public_page::all()}</h2>
                <p>{lead}</p>
                <ul class="lines">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn line(share: &ShareLine) -> AnyView {
    let manage = format!("/wallet/shares/{}", share.id);
    let class = if share.is_over() { "sheet share-line is-over" } else { "sheet share-line" };
    let approval = share.approval.as_ref().filter(|_| !share.is_over());
    // What a guardian keeps closed does not work, until whenever it may.
    let works = approval.is_none() || !matches!(share.state, ShareState::Live);
    let approval = approval.map(|why| view! { <p class="share-state">{approval_words(why)}</p> });
    view! {
        <li class=class>
            <h2><a href=manage>{share.title.clone()}</a></h2>
            <p><strong>{share.whom()}</strong></p>
            {approval}
            {works.then(|| standing(share))}
            <p class="hint">{words::views(share.views)}</p>
        </li>
    }
    .into_any()
}

/// A kind of device.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ShareDevice {
    /// A telephone.
    Phone,
    /// A tablet.
    Tablet,
    /// A computer with a browser.
    Computer,
    /// A program.
    Program,
}

impl ShareDevice {
    fn words(self) -> &'static str {
        match self {
            Self::Phone => words::phone(),
            Self::Tablet => words::tablet(),
            Self::Computer => words::computer(),
            Self::Program => words::program(),
        }
    }
}

/// An entry of its record that a link shows or leaves out.
#[derive(Clone, Debug, Default)]
pub struct ShareChoice {
    /// The item's id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How many entries of it were chosen, where not all were.
    pub entries: Option<usize>,
    /// Whether it is shown.
    pub shown: bool,
}

/// A link, to look after.
#[derive(Clone, Debug, Default)]
pub struct ShareManage {
    /// The link.
    pub share: ShareLine,
    /// What it could show.
    pub items: Vec<ShareChoice>,
    /// Looks at it, the last first: when, RFC 3339, and with what.
    pub log: Vec<(String, ShareDevice)>,
    /// What was agreed to, the last first.
    pub receipts: Vec<ShareReceipt>,
    /// For whom the browser keeps a key.
    pub account: String,
    /// Whether it is to be signed by a device that has the key.
    pub to_sign: bool,
    /// Whether a guardian has to approve what shows more than before.
    pub guarded: bool,
    /// A passcode that nobody guesses.
    pub suggested: String,
    /// What was typed for a passcode.
    pub passcode: String,
    /// What was wrong with a form: `days`, `passcode`, `items`.
    pub errors: Vec<FieldError>,
}

/// The page of one link.
pub fn share_manage(chrome: &Chrome, data: &ShareManage) -> String {
    let data = data.clone();
    let share = &data.share;
    // What leads nowhere has no code.
    let nowhere = share.is_over() || share.approval.is_some() || matches!(share.state, ShareState::Paused);
    let islands = if nowhere && !data.to_sign { Islands::None } else { Islands::Wallet };
    let head = Head { islands, ..Head::private(words::one(), "/wallet") };
    document(chrome, &head, || {
        let share = &data.share;
        let over = share.is_over();
        let record = format!("/wallet/records/{}", share.record);
        let approval = share.approval.as_ref().map(|why| approval(&share.id, why));
        let link = (!nowhere).then(|| link(share));
        let signing = data.to_sign.then(|| {
            let due = vec![share.id.clone()];
            view! { <SignShares account=data.account.clone() due=due all=Vec::new() /> }
        });
        let change = (!over).then(|| change(&data));
        view! {
            <header class="page-head">
                <p class="eyebrow"><a href="/wallet/shares">{words::all()}</a></p>
                <h1 class="title"><a href=record>{share.title.clone()}</a></h1>
                <p class="lead">{share.whom()}</p>
            </header>
            <section class="sheet" aria-label=words::one()>
                {approval}
                {standing(share)}
                {terms(share)}
                {link}
                {signing}
            </section>
            {log(&data.log)}
            {change}
            {(!data.receipts.is_empty()).then(|| receipts(&data.receipts))}
        }
    })
}

fn link(share: &ShareLine) -> AnyView {
    let svg = format!("{}/qr.svg", share.path);
    let (print, png) = (format!("{}/qr-print.svg", share.path), format!("{}/qr.png", share.path));
    view! {
        <div class="live-share">
            <img class="qr" src=svg.clone() alt=wallet::qr() width="160" height="160" />
            <div class="stack">
                <div class="field">
                    <label for="link">{wallet::link()}</label>
                    <input id="link" readonly value=share.url.clone() />
                </div>
                <div class="row">
                    <Copy text=share.url.clone() />
                    <a href=share.path.clone()>{wallet::open_link()}</a>
                    <a href=png download="record-qr.png">{wallet::qr_save()}</a>
                    <a href=print download="record-qr.svg">{words::qr_print()}</a>
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn log(looks: &[(String, ShareDevice)]) -> AnyView {
    let lines: Vec<_> = looks
        .iter()
        .map(|(at, device)| view! { <li>{words::looked(&dates::minute(at), device.words())}</li> })
        .collect();
    let number = words::views(looks.len() as u64);
    view! {
        <section aria-labelledby="log">
            <h2 id="log">{words::log()}</h2>
            <p class="hint">{words::log_lead()}</p>
            <p>{number}</p>
            <ul class="share-log">{lines}</ul>
        </section>
    }
    .into_any()
}

fn change(data: &ShareManage) -> AnyView {
    let share = &data.share;
    let base = format!("/wallet/shares/{}", share.id);
    let paused = matches!(share.state, ShareState::Paused);
    let (turn, label) = if paused { ("resume", words::resume()) } else { ("pause", words::pause()) };
    let items: Vec<_> = data.items.iter().map(item).collect();
    let problem = data
        .errors
        .iter()
        .find(|error| error.field == "items")
        .map(|error| notice(&Notice { tone: Tone::Bad, text: error.message.clone() }));
    let narrow = (!items.is_empty()).then(|| {
        // What was wrong is shown beside the boxes, which are far down.
        view! {
            <form method="post" action=format!("{base}/items#items") class="stack">
                <fieldset id="items">
                    <legend>{words::narrow()}</legend>
                    {problem}
                    <p class="hint">{words::narrow_lead()}</p>
                    <ul class="share-items">{items}</ul>
                </fieldset>
                <button>{words::narrow_button()}</button>
            </form>
        }
    });
    let mut until = pairs(&words::days_choices());
    let mut until_now = "never";
    if let Some(at) = &share.expires_at {
        until_now = "keep";
        until.insert(0, (until_now.to_owned(), words::until_keep(&dates::day(at))));
    }
    let days = choice(Field::text("days", (words::until(), "")), until_now, until, &data.errors);
    let guarded = data.guarded.then(|| view! { <p class="hint">{words::asked_anew()}</p> });
    let passcode =
        Field::text("passcode", (words::new_passcode(), words::new_passcode_hint())).exact().optional();
    let typed =
        if data.passcode.is_empty() { share.passcode.as_deref().unwrap_or_default() } else { &data.passcode };
    view! {
        <section class="share-change" aria-labelledby="change">
            <h2 id="change">{words::change()}</h2>
            {guarded}
            <form method="post" action=format!("{base}/{turn}") class="stack">
                <p class="hint">{words::pause_lead()}</p>
                <button>{label}</button>
            </form>
            {narrow}
            <form method="post" action=format!("{base}/days") class="stack narrow">
                {days}
                <button>{words::until_button()}</button>
            </form>
            <form method="post" action=format!("{base}/passcode") class="stack narrow">
                {field(passcode, typed, &data.errors)}
                <p class="hint">{words::passcode_hint(&data.suggested)}</p>
                <button>{words::passcode_button()}</button>
            </form>
            <details class="fold">
                <summary>{wallet::end()}</summary>
                <p>{wallet::end_question()}</p>
                <form method="post" action=format!("{base}/end")>
                    <button class="danger">{wallet::end_button()}</button>
                </form>
            </details>
        </section>
    }
    .into_any()
}

fn item(item: &ShareChoice) -> AnyView {
    let entries = item.entries.map(|number| view! { <span class="hint">" "{words::entries(number)}</span> });
    view! {
        <li>
            <label class="check-field">
                <input type="checkbox" name="item" value=item.id.clone() checked=item.shown />
                <span>{item.title.clone()}{entries}</span>
            </label>
        </li>
    }
    .into_any()
}

fn receipts(receipts: &[ShareReceipt]) -> AnyView {
    let each: Vec<_> = receipts.iter().map(receipt).collect();
    view! {
        <section aria-labelledby="receipts">
            <h2 id="receipts">{words::receipts()}</h2>
            <ol class="share-receipts">{each}</ol>
        </section>
    }
    .into_any()
}

/// What whoever has a link and no passcode yet is asked.
#[derive(Clone, Debug, Default)]
pub struct ShareAsk {
    /// The token in the address.
    pub token: String,
    /// What was wrong with the passcode that was given. A sentence.
    pub problem: Option<ShareRefused>,
}

/// Why a passcode did not open a link.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ShareRefused {
    /// It is wrong; so many more may be tried.
    Wrong(u64),
    /// None is looked at any more.
    Locked,
}

/// The page that asks for a passcode. It says nothing of what is behind it.
pub fn share_ask(chrome: &Chrome, data: &ShareAsk) -> String {
    let head = Head {
        title: verify::shared().to_owned(),
        preview: Some(Preview {
            title: verify::shared_preview().to_owned(),
            description: verify::shared_preview_text().to_owned(),
            path: format!("/s/{}", data.token),
            image: None,
        }),
        private: true,
        ..Head::default()
    };
    document(chrome, &head, || {
        let errors = match data.problem {
            // What nobody looks at is not asked for.
            Some(ShareRefused::Locked) => {
                return view! {
                    <header class="page-head">
                        <h1>{words::ask()}</h1>
                        {notice(&Notice { tone: Tone::Bad, text: words::wrong_locked().to_owned() })}
                    </header>
                }
                .into_any();
            }
            Some(ShareRefused::Wrong(left)) => {
                vec![FieldError { field: "passcode".to_owned(), message: words::wrong(left) }]
            }
            None => Vec::new(),
        };
        let passcode = Field::text("passcode", (words::passcode(), "")).exact();
        view! {
            <header class="page-head">
                <h1>{words::ask()}</h1>
                <p class="lead">{words::ask_lead()}</p>
            </header>
            <form method="post" action=format!("/s/{}", data.token) class="stack narrow">
                {field(passcode, "", &errors)}
                <button class="main">{words::open()}</button>
            </form>
        }
        .into_any()
    })
}
