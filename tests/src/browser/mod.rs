//! A real browser, used as a person uses it: things are found by role and name.
//!
//! Chromium is driven by chromedriver on a port of its own, with a fresh profile for each
//! [`Browser`].

mod authenticator;
mod driver;
mod files;
mod look;
mod paper;
mod trials;

use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use driver::Driver;
pub use driver::missing;
pub use look::{Scheme, screenshots};
pub use trials::{run, trial};

/// How long something may take to appear.
const PATIENCE: Duration = Duration::from_secs(15);

/// One browser window with a profile of its own.
pub struct Browser {
    client: Client,
    base: String,
    axe: String,
    downloads: TempDir,
    // Ends with the browser; declared last, so that the session is closed first.
    _driver: Driver,
}

impl Browser {
    /// A window on the site at `base`, without cookies.
    ///
    /// # Errors
    /// When chromedriver or Chromium does not start.
    pub async fn open(base: &str) -> Result<Self> {
        Self::open_with(base, &[]).await
    }

    /// The same, with more arguments for Chromium, such as [`Wire::arguments`].
    ///
    /// [`Wire::arguments`]: crate::wire::Wire::arguments
    ///
    /// # Errors
    /// As [`Self::open`].
    pub async fn open_with(base: &str, arguments: &[String]) -> Result<Self> {
        let driver = Driver::start()?;
        let downloads = tempfile::Builder::new().prefix("laurel-test-").tempdir()?;
        let mut capabilities = Capabilities::new();
        let usual = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--force-color-profile=srgb",
            "--hide-scrollbars",
            "--lang=en-GB",
            "--window-size=1280,900",
        ];
        let args: Vec<&str> = usual.into_iter().chain(arguments.iter().map(String::as_str)).collect();
        let prefs = json!({ "download.default_directory": downloads.path() });
        let options = json!({ "args": args, "prefs": prefs });
        capabilities.insert("goog:chromeOptions".to_owned(), options);
        capabilities.insert("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" }));
        let address = format!("http://127.0.0.1:{}", driver.port);
        let client =
            ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(&address).await?;
        Ok(Self { client, base: base.to_owned(), axe: crate::peers::axe()?, downloads, _driver: driver })
    }

    /// Closes the window.
    ///
    /// # Errors
    /// When the browser is gone already.
    pub async fn close(self) -> Result<()> {
        Ok(self.client.clone().close().await?)
    }

    /// Goes to a path of the site.
    ///
    /// # Errors
    /// When nothing answers.
    pub async fn go(&self, path: &str) -> Result<()> {
        let address = if path.starts_with("http") || path.starts_with("about:") {
            path.to_owned()
        } else {
            format!("{}{path}", self.base)
        };
        Ok(self.client.goto(&address).await?)
    }

    /// The same for a script that ends when it calls its last argument, with what it gives.
    ///
    /// # Errors
    /// When it throws, or takes longer than 30 s.
    pub async fn execute_async(&self, script: &str, args: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute_async(script, args).await?)
    }

    /// The path of the page that is shown.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn path(&self) -> Result<String> {
        Ok(self.client.current_url().await?.path().to_owned())
    }

    /// The text that is shown, as a person reads it.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn text(&self) -> Result<String> {
        let text = self.client.execute("return document.body.innerText", Vec::new()).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the page shows `text`.
    ///
    /// # Errors
    /// When it doesn't in good time; the message holds what it shows.
    pub async fn see(&self, text: &str) -> Result<()> {
        let script = "const text = document.body.innerText; return text.toLowerCase().includes(arguments[0])";
        if self.until(script, vec![json!(text.to_lowercase())]).await? {
            return Ok(());
        }
        let said = self.complaints().await?;
        bail!(
            "{} does not show “{text}”, but:\n{}\nthe browser said {said:?}",
            self.path().await?,
            self.text().await?
        )
    }

    /// Makes sure that the page does not show `text` now.
    ///
    /// # Errors
    /// When it does.
    pub async fn see_no(&self, text: &str) -> Result<()> {
        let shown = self.text().await?;
        if shown.to_lowercase().contains(&text.to_lowercase()) {
            bail!("{} shows “{text}”:\n{shown}", self.path().await?);
        }
        Ok(())
    }

    /// Waits for the first visible thing with this role whose name contains `name`.
    ///
    /// # Errors
    /// When there is none in good time; the message lists what there is.
    pub async fn find(&self, role: &str, name: &str) -> Result<Element> {
        let found = format!("{FIND} return found(arguments[0], arguments[1])[0] ?? null");
        let args = vec![json!(role), json!(name)];
        self.until(&found, args.clone()).await?;
        let element = self.client.execute(&found, args).await?;
        // The one key of such an object is fixed by the WebDriver standard.
        let id = element["element-6066-11e4-a52e-4f735466cecf"].as_str();
        let Some(id) = id else {
            let all = format!("{FIND} return everything()");
            let all = self.client.execute(&all, Vec::new()).await?;
            let said = self.complaints().await?;
            bail!("{} has no {role} “{name}”, but {all}; the browser said {said:?}", self.path().await?);
        };
        Ok(Element::from_element_id(self.client.clone(), id.to_owned().into()))
    }

    /// How many visible things have this role, and a name that contains `name`.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn count(&self, role: &str, name: &str) -> Result<u64> {
        let count = format!("{FIND} return found(arguments[0], arguments[1]).length");
        let count = self.client.execute(&count, vec![json!(role), json!(name)]).await?;
        Ok(count.as_u64().unwrap_or_default())
    }

    /// Clicks on it.
    ///
    /// # Errors
    /// When it isn't there.
    pub async fn click(&self, role: &str, name: &str) -> Result<()> {
        let element = self.find(role, name).await?;
        let clicked = element.click().await;
        clicked.with_context(|| format!("could not click on the {role} “{name}”"))
    }

    /// Clicks on something that leads to another page, and waits for that page.
    ///
    /// # Errors
    /// When it isn't there, or leads nowhere.
    pub async fn follow(&self, role: &str, name: &str) -> Result<()> {
        self.client.execute("window.leaving = true", Vec::new()).await?;
        self.click(role, name).await?;
        self.arrive().await.with_context(|| format!("the {role} “{name}” leads nowhere"))
    }

    /// Waits until a page that was not there before is complete.
    async fn arrive(&self) -> Result<()> {
        let there = "return window.leaving === undefined && document.readyState === 'complete'";
        if self.until(there, Vec::new()).await? { Ok(()) } else { bail!("no new page came") }
    }

    /// Fills in a field.
    ///
    /// # Errors
    /// When it isn't there.
    pub async fn fill(&self, name: &str, value: &str) -> Result<()> {
        let field = self.find("textbox", name).await?;
        field.clear().await?;
        Ok(field.send_keys(value).await?)
    }

    /// Fills in a field all at once, as pasting does.
    ///
    /// # Errors
    /// When it isn't there.
    pub async fn paste(&self, name: &str, value: &str) -> Result<()> {
        self.find("textbox", name).await?.click().await?;
        let insert =
            "document.execCommand('selectAll'); document.execCommand('insertText', false, arguments[0])";
        self.client.execute(insert, vec![json!(value)]).await.map(drop)?;
        Ok(())
    }

    /// Presses one key where the focus is; a letter, or WebDriver's code of a named key.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn press(&self, key: char) -> Result<()> {
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        Ok(self.client.perform_actions(keys).await?)
    }

    /// Presses one key while Alt is held.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn press_with_alt(&self, key: char) -> Result<()> {
        const ALT: char = '\u{e00a}';
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: ALT })
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
            .then(KeyAction::Up { value: ALT });
        Ok(self.client.perform_actions(keys).await?)
    }

    /// Presses one key that leads to another page, and waits for that page.
    ///
    /// # Errors
    /// When it leads nowhere.
    pub async fn press_to_follow(&self, key: char) -> Result<()> {
        self.client.execute("window.leaving = true", Vec::new()).await?;
        self.press(key).await?;
        self.arrive().await
    }

    /// Types where the focus is.
    ///
    /// # Errors
    /// When nothing has the focus.
    pub async fn type_in(&self, text: &str) -> Result<()> {
        Ok(self.client.active_element().await?.send_keys(text).await?)
    }

    /// Role and name of what has the focus.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn focus(&self) -> Result<(String, String)> {
        let script = format!("{FIND} const e = document.activeElement; return [roleOf(e), nameOf(e)]");
        let pair = self.client.execute(&script, Vec::new()).await?;
        let text = |index: usize| pair[index].as_str().unwrap_or_default().to_owned();
        Ok((text(0), text(1)))
    }

    /// Presses Tab until something with this role and name has the focus.
    ///
    /// # Errors
    /// When a hundred presses don't lead there.
    pub async fn tab_to(&self, role: &str, name: &str) -> Result<()> {
        const TAB: char = '\u{e004}';
        let mut passed = Vec::new();
        for _ in 0..100 {
            self.press(TAB).await?;
            let (at_role, at_name) = self.focus().await?;
            if at_role == role && at_name.to_lowercase().contains(&name.to_lowercase()) {
                return Ok(());
            }
            passed.push(format!("{at_role} “{at_name}”"));
        }
        passed.truncate(30);
        bail!("Tab never reaches the {role} “{name}”; it passes {}", passed.join(", "))
    }

    /// Runs a script on the page; the site's policy does not bind it.
    ///
    /// # Errors
    /// When it throws.
    pub async fn execute(&self, script: &str, args: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(script, args).await?)
    }

    /// Switches the page's own scripts off, or on again.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn scripts(&self, on: bool) -> Result<()> {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": !on })).await.map(drop)
    }

    /// Runs a script in every page that comes from now on, before anything of the page is there.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn early(&self, script: &str) -> Result<()> {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await.map(drop)
    }

    async fn devtools(&self, command: &str, params: Value) -> Result<Value> {
        let body = json!({ "cmd": command, "params": params });
        Ok(self.client.issue_cmd(Post("goog/cdp/execute", body)).await?)
    }

    /// Asks again and again until a script's answer is truthy, or patience ends; says which.
    ///
    /// # Errors
    /// When the browser is gone.
    pub async fn until(&self, script: &str, args: Vec<Value>) -> Result<bool> {
        let asking = async {
            loop {
                // A page that is just being left has nothing to say.
                let answer = self.client.execute(script, args.clone()).await.unwrap_or_default();
                if answer != Value::Null && answer != json!(false) {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        Ok(tokio::time::timeout(PATIENCE, asking).await.is_ok())
    }
}

/// A command of chromedriver's own: where under the session, and what.
#[derive(Debug)]
struct Post(&'static str, Value);

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.0))
    }

    fn method_and_body(&self, _url: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.1.to_string()))
    }
}

/// Roles and names: `found(role, name)`, `everything()`, `roleOf` and `nameOf`.
const FIND: &str = include_str!("find.js");
