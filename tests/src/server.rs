//! A server of the built program, in a folder of its own and on a port of its own.

use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

use anyhow::{Result, bail};
use tempfile::TempDir;

use crate::http::Http;
use crate::laurel;

/// A running server. Dropping it kills it and deletes its data.
pub struct Server {
    child: Child,
    command: Vec<String>,
    dir: TempDir,
    port: u16,
    /// Its own name for its host, in its public address.
    host: &'static str,
}

impl Server {
    /// The demo, freshly seeded.
    ///
    /// # Errors
    /// When it does not answer; the message holds its log.
    pub fn demo() -> Result<Self> {
        Self::start(vec!["demo".to_owned()])
    }

    /// The demo at an address with a name: passkeys are bound to one.
    ///
    /// # Errors
    /// As [`Self::demo`].
    pub fn demo_by_name() -> Result<Self> {
        Self::start_at("localhost", vec!["demo".to_owned()])
    }

    /// The demo, taking the word of the registry in a file too.
    ///
    /// # Errors
    /// As [`Self::demo`].
    pub fn demo_trusting(registry: &Path) -> Result<Self> {
        Self::start(vec!["demo".to_owned(), "--trust".to_owned(), registry.to_string_lossy().into_owned()])
    }

    /// A service without a demo, on empty data; `options` are added to its command line.
    ///
    /// # Errors
    /// As [`Self::demo`].
    pub fn empty(options: &[&str]) -> Result<Self> {
        let command = ["serve"].iter().chain(options).map(|&part| part.to_owned());
        Self::start(command.collect())
    }

    fn start(command: Vec<String>) -> Result<Self> {
        Self::start_at("127.0.0.1", command)
    }

    fn start_at(host: &'static str, command: Vec<String>) -> Result<Self> {
        let dir = tempfile::Builder::new().prefix("laurel-test-").tempdir()?;
        // Another program may take the port before the server does; then the start fails.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = spawn(&command, dir.path(), host, port)?;
        let mut server = Self { child, command, dir, port, host };
        server.wait()?;
        Ok(server)
    }

    /// The public address, without a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}:{}", self.host, self.port)
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// What its processors have worked for it, in hundredths of a second; only on Linux.
    pub fn processor_ticks(&self) -> Option<u64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        // The name, in brackets, may hold anything.
        let numbers: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        Some(numbers.get(11)?.parse::<u64>().ok()? + numbers.get(12)?.parse::<u64>().ok()?)
    }

    /// What it logged so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.dir.path().join("log")).unwrap_or_default()
    }

    /// Kills it as a power cut would, and starts it again on the same data and port.
    ///
    /// # Errors
    /// When it does not come back.
    pub fn kill_and_restart(&mut self) -> Result<()> {
        self.kill()?;
        self.restart()
    }

    /// Starts it again, after it was killed, on the same data and port.
    ///
    /// # Errors
    /// When it does not come back.
    pub fn restart(&mut self) -> Result<()> {
        self.child = spawn(&self.command, self.dir.path(), self.host, self.port)?;
        self.wait()
    }

    /// Kills it as a power cut would.
    ///
    /// # Errors
    /// When it is gone already.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?; // SIGKILL
        self.child.wait()?;
        Ok(())
    }

    /// Until it answers; seeding a demo in a development build takes a few seconds.
    fn wait(&mut self) -> Result<()> {
        let http = Http::new(&format!("http://127.0.0.1:{}", self.port));
        for _ in 0..600 {
            if let Some(status) = self.child.try_wait()? {
                bail!("{} ended at once ({status}):\n{}", self.command.join(" "), self.log());
            }
            if http.get("/readyz").is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        bail!("{} does not answer:\n{}", self.command.join(" "), self.log())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail only when it is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(command: &[String], dir: &Path, host: &str, port: u16) -> Result<Child> {
    let log = File::options().create(true).append(true).open(dir.join("log"))?;
    let data = dir.join("data");
    let address = format!("127.0.0.1:{port}");
    let url = format!("http://{host}:{port}");
    let mut args: Vec<&str> = command.iter().map(String::as_str).collect();
    args.extend(["--listen", &address, "--public-url", &url, "--data"]);
    Ok(laurel::command(&args)?
        .arg(data)
        .stdout(Stdio::from(log.try_clone()?))
        .stderr(Stdio::from(log))
        .spawn()?)
}
