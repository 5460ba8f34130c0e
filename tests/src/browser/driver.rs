//! chromedriver, and whether there is one.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// How long a driver may take to end its browsers.
const FAREWELL: Duration = Duration::from_secs(5);
/// How often one is asked to start.
const TRIES: usize = 5;

/// Why there is no browser to test with, if there is none.
pub fn missing() -> Option<&'static str> {
    let runs = |name: &str| {
        let status = Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    if !runs("chromedriver") {
        Some("chromedriver is missing")
    } else if !(runs("chromium") || runs("google-chrome")) {
        Some("Chromium is missing")
    } else {
        crate::peers::missing() // axe comes from npm
    }
}

/// A running chromedriver. Dropped, it takes its browsers along.
pub(super) struct Driver {
    child: Child,
    /// Where it listens, on the loopback.
    pub(super) port: u16,
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked to, it takes its browsers along; killed, it would leave them behind. Everything
        // here fails only when it is gone already.
        let agent: ureq::Agent = ureq::Agent::config_builder().timeout_global(Some(FAREWELL)).build().into();
        let _ = agent.get(format!("http://127.0.0.1:{}/shutdown", self.port)).call();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Driver {
    /// Starts one on a free port.
    ///
    /// Where it ends before it listens, because somebody else was quicker to take its port, another is started.
    pub(super) fn start() -> Result<Self> {
        let mut told = String::new();
        for _ in 0..TRIES {
            match Self::try_start()? {
                Ok(driver) => return Ok(driver),
                Err(said) => told = said,
            }
        }
        bail!("chromedriver did not start: {told}")
    }

    /// One that runs, or what it said before it ended.
    fn try_start() -> Result<Result<Self, String>> {
        let mut child = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).spawn()?;
        let stdout = child.stdout.take().context("chromedriver has no output")?;
        let mut lines = BufReader::new(stdout).lines();
        let mut told = String::new();
        for line in lines.by_ref() {
            let line = line?;
            let port = line.strip_suffix('.').and_then(|line| line.rsplit_once("successfully on port "));
            if let Some((_, port)) = port {
                let port = port.parse()?;
                // Read on, so that it never waits for us.
                std::thread::spawn(move || lines.count());
                return Ok(Ok(Self { child, port }));
            }
            told = line;
        }
        child.wait()?;
        Ok(Err(told))
    }
}
