//! `laurel serve` and `laurel demo`: the service, until it is told to stop.
//!
//! Settings come from flags, then `LAUREL_…` variables, then the file that `--config` names.

use std::{
    collections::BTreeMap, io::Write, net::SocketAddr, num::NonZeroU16, path::PathBuf, process::ExitCode,
    time::Duration,
};

use anyhow::Context;
use serde::Deserialize;
use tracing_subscriber::EnvFilter;

use super::Usage;
use crate::{
    app::App,
    config::{Config, Founders, PublicUrl, Retain},
    demo,
    effects::{Clock, Fetch},
    fetch::Fetcher,
    flows::{account::ending, bulk, deliver, hold::read, insight, purge, remind, share},
    mail::{MailSettings, NotASmtpUrl},
};

/// How long the last mail may take when the service stops.
const LAST_MAIL: Duration = Duration::from_secs(10);

/// Which service: what every command needs that works on its data.
#[derive(clap::Args, Clone, Default)]
pub(super) struct Place {
    /// The folder of everything the service keeps [default: data, for the demo data/demo].
    #[arg(long, value_name = "DIR", env = "LAUREL_DATA")]
    data: Option<PathBuf>,
    /// The address under which people reach the service [default: `http://localhost` and the port].
    #[arg(long, value_name = "URL", env = "LAUREL_PUBLIC_URL")]
    public_url: Option<PublicUrl>,
    /// `postgres://…` or `sqlite:PATH` [default: laurel.sqlite in the data folder].
    #[arg(long, value_name = "URL", env = "LAUREL_DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// For how many days what is kept, as `mail=30`; may be given several times. In the variable,
    /// commas stand between them. `laurel admin retention --dry-run` shows the kinds.
    #[arg(long, value_name = "KIND=DAYS", env = "LAUREL_RETAIN", value_delimiter = ',')]
    retain: Vec<String>,
    /// A TOML file with the settings of `serve`, by its flags' names with underscores.
    #[arg(long, value_name = "FILE", env = "LAUREL_CONFIG")]
    config: Option<PathBuf>,
}

#[derive(clap::Args, Default)]
pub(super) struct Serve {
    #[command(flatten)]
    place: Place,
    /// Where to listen [default: 127.0.0.1:3000].
    #[arg(long, value_name = "ADDR", env = "LAUREL_LISTEN")]
    listen: Option<SocketAddr>,
    /// A file with trust registries, of Laurel's own form or of the Digital Credentials
    /// Consortium's; may be given several times. In the variable, commas stand between them.
    #[arg(long, value_name = "FILE", env = "LAUREL_TRUST", value_delimiter = ',')]
    trust: Vec<PathBuf>,
    /// Let plain http to this machine be fetched. For trials.
    #[arg(long, env = "LAUREL_ALLOW_LOOPBACK")]
    allow_loopback: bool,
    /// Believe what X-Forwarded-For says last of where a request comes from. Only where nobody
    /// reaches the service but through a proxy that writes it.
    #[arg(long, env = "LAUREL_BEHIND_PROXY")]
    behind_proxy: bool,
    /// Who may found institutions: e-mail addresses, or `anyone`; may be given several times. In the
    /// variable, commas stand between them [default: the first person to come, then the owners of
    /// institutions].
    #[arg(long, value_name = "EMAIL", env = "LAUREL_FOUNDERS", value_delimiter = ',')]
    founders: Vec<String>,
    /// The mail server, as `smtps://user:password@host:port`, or `smtp://…` for STARTTLS. Without
    /// it, mail waits.
    #[arg(long, value_name = "URL", env = "LAUREL_SMTP_URL", hide_env_values = true)]
    smtp_url: Option<String>,
    /// Whom mail is from, as `Badges <badges@example.edu>`.
    #[arg(long, value_name = "MAILBOX", env = "LAUREL_MAIL_FROM")]
    mail_from: Option<String>,
    /// Mails a second, at most [default: 10].
    #[arg(long, value_name = "NUMBER", env = "LAUREL_MAIL_RATE")]
    mail_rate: Option<NonZeroU16>,
}

/// The settings as a file has them.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    data: Option<PathBuf>,
    listen: Option<SocketAddr>,
    public_url: Option<PublicUrl>,
    database_url: Option<String>,
    /// One file, or an array of them.
    trust: Option<Several<PathBuf>>,
    #[serde(default)]
    allow_loopback: bool,
    #[serde(default)]
    behind_proxy: bool,
    /// One address or `anyone`, or an array of addresses.
    founders: Option<Several<String>>,
    smtp_url: Option<String>,
    mail_from: Option<String>,
    mail_rate: Option<NonZeroU16>,
    /// Days by kind.
    #[serde(default)]
    retain: BTreeMap<String, u32>,
}

impl Place {
    /// The settings, for a command that serves nobody.
    pub(super) fn config(&self) -> anyhow::Result<Config> {
        config(&Serve { place: self.clone(), ..Serve::default() }, false)
    }

    /// Whether it is known under which address people reach the service: what is signed names it.
    pub(super) fn names_public_url(&self) -> anyhow::Result<bool> {
        Ok(self.public_url.is_some() || self.file()?.public_url.is_some())
    }

    fn file(&self) -> anyhow::Result<File> {
        match &self.config {
            None => Ok(File::default()),
            Some(path) => Ok(toml::from_str(&super::read_text(path)?)
                .map_err(|err| Usage(format!("{}: {err}", path.display())))?),
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Several<T> {
    One(T),
    Several(Vec<T>),
}

impl<T> Several<T> {
    fn all(self) -> Vec<T> {
        match self {
            Self::One(one) => vec![one],
            Self::Several(all) => all,
        }
    }
}

pub(super) fn run(args: &Serve, demo: bool) -> anyhow::Result<ExitCode> {
    let filter = EnvFilter::try_from_env("LAUREL_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let config = config(args, demo)?;
    tokio::runtime::Runtime::new().context("could not start")?.block_on(serve(config))
}

fn config(args: &Serve, demo: bool) -> anyhow::Result<Config> {
    let place = &args.place;
    let file = place.file()?;
    let retain = Retain::read(&file.retain, &place.retain).map_err(|err| Usage(err.to_string()))?;
    let listen = args.listen.or(file.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000)));
    let mail = mail(
        args.smtp_url.clone().or(file.smtp_url),
        args.mail_from.clone().or(file.mail_from),
        args.mail_rate.or(file.mail_rate),
    )?;
    let founders = match args.founders.as_slice() {
        [] => file.founders.map(Several::all).unwrap_or_default(),
        given => given.to_vec(),
    };
    let founders = Founders::read(&founders).map_err(|err| Usage(err.to_string()))?;
    let public_url = match place.public_url.clone().or(file.public_url) {
        Some(url) => url,
        None => format!("http://localhost:{}", listen.port()).parse().context("no public address")?,
    };
    Ok(Config {
        data: place
            .data
            .clone()
            .or(file.data)
            .unwrap_or_else(|| PathBuf::from(if demo { "data/demo" } else { "data" })),
        listen,
        public_url,
        database_url: place.database_url.clone().or(file.database_url),
        trust: match args.trust.as_slice() {
            [] => file.trust.map(Several::all).unwrap_or_default(),
            given => given.to_vec(),
        },
        allow_loopback: args.allow_loopback || file.allow_loopback,
        behind_proxy: args.behind_proxy || file.behind_proxy,
        founders,
        mail,
        retain,
        demo,
    })
}

/// Neither the server nor the sender is of use without the other.
fn mail(
    url: Option<String>,
    from: Option<String>,
    rate: Option<NonZeroU16>,
) -> Result<Option<MailSettings>, Usage> {
    let (url, from) = match (url, from) {
        (None, None) => return Ok(None),
        (Some(url), Some(from)) => (url, from),
        (Some(_), None) => return Err(Usage("--smtp-url needs --mail-from".to_owned())),
        (None, Some(_)) => return Err(Usage("--mail-from needs --smtp-url".to_owned())),
    };
    Ok(Some(MailSettings {
        server: url.parse().map_err(|err: NotASmtpUrl| Usage(err.to_string()))?,
        from: from.parse().map_err(|err| Usage(format!("--mail-from: {err}")))?,
        rate: rate.unwrap_or(MailSettings::RATE),
    }))
}

async fn serve(config: Config) -> anyhow::Result<ExitCode> {
    let (listen, public_url) = (config.listen, config.public_url.clone());
    let fetch = Fetch::network(Fetcher::new(config.allow_loopback, Clock::System));
    let mut app = App::open(config, fetch).await?;
    if app.config.demo {
        app = demo::open(&app).await?;
    }
    let courier = match app.config.mail.clone() {
        _ if app.config.demo => None,
        Some(mail) => Some(tokio::spawn(deliver::run(app.clone(), mail, stopped()))),
        None => {
            tracing::warn!("no mail server is set (--smtp-url): mail waits, and nobody can sign in");
            None
        }
    };
    tokio::spawn(purge::hourly(app.clone()));
    tokio::spawn(remind::hourly(app.clone()));
    tokio::spawn(share::hourly(app.clone()));
    tokio::spawn(ending::hourly(app.clone()));
    tokio::spawn(read::always(app.clone()));
    tokio::spawn(bulk::run(app.clone()));
    tokio::spawn(insight::run(app.clone()));
    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .with_context(|| format!("could not listen on {listen}"))?;
    writeln!(std::io::stdout(), "Laurel is at {public_url}").context("could not write")?;
    say_where_to_look(&app).await?;
    let service = crate::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stopped()).await.context("the server failed")?;
    if let Err(err) = insight::keep(&app).await {
        tracing::warn!(cause = ?err, "could not keep how often credentials were looked at");
    }
    if let Some(courier) = courier {
        // What is in hand after that is sent again, and marked.
        let _ = tokio::time::timeout(LAST_MAIL, courier).await;
    }
    Ok(ExitCode::SUCCESS)
}

/// What to open in the demo.
async fn say_where_to_look(app: &App) -> anyhow::Result<()> {
    let guide = demo::guide(app).await?;
    let url = &app.config.public_url;
    let mut out = std::io::stdout();
    for example in &guide.examples {
        writeln!(out, "  a shared record     {}", url.join(example)).context("could not write")?;
    }
    for person in &guide.people {
        writeln!(
            out,
            "  {:<19} {} ({}), {}",
            person.name,
            person.email,
            person.about,
            url.join(&person.next)
        )
        .context("could not write")?;
    }
    if let Some(event) = &guide.event {
        writeln!(out, "  {:<19} {}, an award for whoever comes", event.title, event.address)
            .context("could not write")?;
    }
    if !guide.people.is_empty() {
        writeln!(out, "  everybody's mail    {}", url.join("/outbox")).context("could not write")?;
    }
    Ok(())
}

/// Waits for Ctrl-C, or for SIGTERM where there is such a thing.
pub(super) async fn stopped() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Only {
        #[command(flatten)]
        serve: Serve,
    }

    fn settings(args: &[&str], demo: bool) -> anyhow::Result<Config> {
        config(&Only::parse_from([&["serve"], args].concat()).serve, demo)
    }

    #[test]
    fn what_nobody_sets_has_a_default() {
        let config = settings(&[], false).unwrap();
        assert_eq!((config.data, config.listen.port()), (PathBuf::from("data"), 3000));
        assert_eq!(config.public_url.as_str(), "http://localhost:3000");
        assert_eq!(settings(&[], true).unwrap().data, PathBuf::from("data/demo"));
    }

    #[test]
    fn a_flag_overrules_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("laurel.toml");
        let text = "listen = \"127.0.0.1:4000\"\npublic_url = \"https://badges.example\"\ndata = \"elsewhere\"\ntrust = \"a.json\"\n";
        std::fs::write(&path, text).unwrap();
        let file = path.to_str().unwrap();
        let config = settings(&["--config", file, "--listen", "127.0.0.1:5000"], false).unwrap();
        assert_eq!((config.data, config.listen.port()), (PathBuf::from("elsewhere"), 5000));
        assert_eq!(config.trust, [PathBuf::from("a.json")]);
        let config = settings(&["--config", file, "--trust", "b.json", "--trust", "c.json"], false).unwrap();
        assert_eq!(config.trust, [PathBuf::from("b.json"), PathBuf::from("c.json")]);
        std::fs::write(&path, "trust = [\"d.json\", \"e.json\"]\npublic_url = \"https://badges.example\"\n")
            .unwrap();
        let config = settings(&["--config", file], false).unwrap();
        assert_eq!(config.trust, [PathBuf::from("d.json"), PathBuf::from("e.json")]);
        assert_eq!(config.public_url.as_str(), "https://badges.example");

        std::fs::write(&path, "colour = 1\n").unwrap();
        assert!(settings(&["--config", file], false).unwrap_err().is::<Usage>());
    }
}
