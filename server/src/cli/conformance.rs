//! `laurel conformance`: VC-API without sign-in, on this machine only, with a key that ends with it.

use std::{io::Write, net::SocketAddr, process::ExitCode};

use anyhow::Context;
use crypto::{did::did_key, key::SecretKey};
use serde_json::json;

use super::Usage;
use crate::{
    effects::{Clock, Fetch, Random},
    fetch::Fetcher,
    flows::judge::Turns,
    routes::vc_api::{self, List, VcApi},
};

#[derive(clap::Args)]
pub(super) struct Conformance {
    /// Where to listen; port 0 takes any that is free.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// The address under which others reach the server, where a proxy stands before it.
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
}

pub(super) fn run(args: &Conformance) -> anyhow::Result<ExitCode> {
    if !args.listen.ip().is_loopback() {
        return Err(Usage(
            "--listen: this server signs for anybody, so it listens on this machine only".to_owned(),
        )
        .into());
    }
    tokio::runtime::Runtime::new().context("could not start")?.block_on(serve(args))
}

async fn serve(args: &Conformance) -> anyhow::Result<ExitCode> {
    let key = SecretKey::from_seed(&Random::Os.bytes());
    let issuer = did_key(&key.public());
    let fetch = Fetch::network(Fetcher::new(true, Clock::System));
    let listener = tokio::net::TcpListener::bind(args.listen).await.context("could not listen")?;
    let address = listener.local_addr().context("could not listen")?;
    let listen = args.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let listen = listen.trim_end_matches('/').to_owned();
    let router = vc_api::router(VcApi {
        key,
        clock: Clock::System,
        fetch,
        turns: Turns::default(),
        public_url: listen.clone(),
        list: List::new(Random::Os.bytes()),
    });
    // One line, so that a suite knows where to go and by whom credentials are issued.
    let mut out = std::io::stdout();
    writeln!(out, "{}", json!({ "listen": listen, "issuer": issuer }))
        .and_then(|()| out.flush())
        .context("could not write")?;
    axum::serve(listener, router)
        .with_graceful_shutdown(super::serve::stopped())
        .await
        .context("the server failed")?;
    Ok(ExitCode::SUCCESS)
}
