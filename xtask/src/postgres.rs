//! A PostgreSQL cluster for one test run: made, used, stopped and deleted.

use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::shell;

/// A running cluster; dropping it stops the server and deletes its files.
pub(crate) struct Cluster {
    programs: PathBuf,
    dir: TempDir,
    port: u16,
    server: Option<Child>,
}

/// The folder of `initdb` and `pg_ctl`: Debian's newest, else whatever is on `PATH`.
pub(crate) fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<_> = versions
        .filter_map(|version| version.file_name().to_string_lossy().parse::<u32>().ok())
        .map(|version| (version, Path::new("/usr/lib/postgresql").join(version.to_string()).join("bin")))
        .filter(|(_, bin)| bin.join("initdb").is_file() && bin.join("pg_ctl").is_file())
        .collect();
    found.sort();
    match found.pop() {
        Some((_, bin)) => Some(bin),
        None => shell::find_program("initdb").and_then(|path| path.parent().map(Path::to_owned)),
    }
}

impl Cluster {
    /// Makes and starts a cluster on a free port of loopback; about three seconds.
    ///
    /// Durability is off: what it holds is thrown away anyway.
    ///
    /// # Errors
    /// When the programs are missing or the server doesn't start.
    pub(crate) fn start() -> Result<Self> {
        let programs = programs().context("PostgreSQL's server programs are missing")?;
        let dir = tempfile::Builder::new().prefix("laurel-postgres-").tempdir()?;
        if is_root()? {
            shell::run_quietly(shell::command("chown", ["postgres"]).arg(dir.path()))?;
        }
        // Another program may take the port before the server does; then the run fails loudly.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut cluster = Self { programs, dir, port, server: None };
        let init = ["--username=laurel", "--auth=trust", "--encoding=UTF8", "--no-sync", "--pgdata"];
        shell::run_quietly(cluster.program("initdb")?.args(init).arg(cluster.data()))?;

        let log = File::create(cluster.dir.path().join("log"))?;
        let port = port.to_string();
        let mut server = cluster.program("postgres")?;
        server.args(["-h", "127.0.0.1", "-p", &port, "-c", "unix_socket_directories=", "-c", "fsync=off"]);
        server.args(["-c", "max_connections=200", "-D"]).arg(cluster.data());
        // A child of ours: when a person stops the chore, the terminal stops it too.
        cluster.server = Some(server.stdout(log.try_clone()?).stderr(log).spawn()?);
        cluster.wait()?;
        Ok(cluster)
    }

    fn wait(&mut self) -> Result<()> {
        for _ in 0..300 {
            let ask = ["--quiet", "--host=127.0.0.1", "--port", &self.port.to_string()];
            if self.program("pg_isready")?.args(ask).status()?.success() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        bail!("PostgreSQL does not answer:\n{}", std::fs::read_to_string(self.dir.path().join("log"))?)
    }

    /// Where the tests connect; they make databases of their own.
    pub(crate) fn url(&self) -> String {
        format!("postgres://laurel@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// One of PostgreSQL's programs, as a user that may run it: it refuses root.
    fn program(&self, name: &str) -> Result<Command> {
        let path = self.programs.join(name);
        let mut command = if is_root()? {
            let mut command = shell::command("runuser", ["-u", "postgres", "--"]);
            command.arg(path);
            command
        } else {
            shell::command(path, [""; 0])
        };
        command.current_dir(self.dir.path());
        Ok(command)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let Some(mut server) = self.server.take() else { return };
        let stopped = self.program("pg_ctl").and_then(|mut stop| {
            shell::run_quietly(
                stop.args(["stop", "--silent", "--mode=immediate", "--pgdata"]).arg(self.data()),
            )
        });
        if let Err(error) = stopped.and_then(|_| Ok(server.wait()?)) {
            shell::say(format_args!("  PostgreSQL did not stop: {error:#}"));
        }
    }
}

fn is_root() -> Result<bool> {
    Ok(shell::run_quietly(&mut shell::command("id", ["-u"]))?.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_and_leaves_nothing_behind() {
        if programs().is_none() {
            return; // The suite says that PostgreSQL is missing, and counts it.
        }
        let cluster = Cluster::start().unwrap();
        let dir = cluster.dir.path().to_owned();
        let port = cluster.port;
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
        drop(cluster);
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
        assert!(!dir.exists());
    }
}
