//! A PostgreSQL cluster for one test run: made, used, stopped and deleted.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::shell;

/// A running cluster; dropping it stops the server and deletes its files.
pub(crate) struct Cluster {
    programs: PathBuf,
    dir: TempDir,
    port: u16,
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
        let cluster = Self { programs, dir, port };
        shell::run_quietly(
            cluster
                .program("initdb")?
                .args(["--username=laurel", "--auth=trust"])
                .args(["--encoding=UTF8", "--no-sync", "--pgdata"])
                .arg(cluster.data()),
        )?;
        let options = format!(
            "-h 127.0.0.1 -p {port} -c unix_socket_directories='' -c fsync=off -c max_connections=200",
        );
        let log = cluster.dir.path().join("log");
        shell::run(
            cluster
                .program("pg_ctl")?
                .args(["start", "--silent", "--wait", "--options", &options])
                .arg("--log")
                .arg(log)
                .arg("--pgdata")
                .arg(cluster.data()),
        )?;
        Ok(cluster)
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
        let stopped = self.program("pg_ctl").and_then(|mut stop| {
            let stop = stop.args(["stop", "--silent", "--mode=immediate", "--pgdata"]).arg(self.data());
            shell::run_quietly(stop)
        });
        if let Err(error) = stopped {
            shell::say(format_args!("  PostgreSQL did not stop: {error:#}"));
        }
    }
}

fn is_root() -> Result<bool> {
    Ok(shell::run_quietly(&mut shell::command("id", ["-u"]))?.trim() == "0")
}
