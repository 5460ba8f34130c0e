//! Mail and a service that is killed in the middle of it.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use tests::http::Http;
use tests::server::Server;
use tests::smtp::{Said, Smtp};

const LETTERS: usize = 200;
/// How often the service is killed.
const KILLS: usize = 20;
/// At most so many moments lie between two kills; a letter has four.
const MOMENTS: usize = 50;

#[test]
fn a_service_that_is_killed_sends_each_letter_and_says_which_one_twice() -> Result<()> {
    let smtp = Smtp::start()?;
    let from = "Laurel <mail@laurel.example>";
    let mut service =
        Server::empty(&["--smtp-url", &smtp.url(), "--mail-from", from, "--mail-rate", "2000"])?;
    let visitor = Http::new(&service.url());
    for number in 0..LETTERS {
        let asked = visitor.post_form("/sign-in", &[("email", &format!("learner{number}@a.example"))])?;
        ensure!(asked.status == 200, "asking for a link: {} {:.500}", asked.status, asked.text());
    }

    let mut letters: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut dice = Dice(std::process::id());
    let mut until_kill = dice.up_to(MOMENTS);
    let mut kills = 0;
    loop {
        let moment = smtp.moment()?;
        match &moment.said {
            Said::Letter(letter) => {
                let id = header(letter, "Message-ID").context("a letter without an id")?;
                letters.entry(id.to_owned()).or_default().push(letter.clone());
            }
            // Said when there has been no mail for a while.
            Said::Command(command) if command == "QUIT" => break,
            Said::Command(_) => {}
        }
        if until_kill > 0 {
            until_kill -= 1;
        } else if kills < KILLS {
            kills += 1;
            until_kill = dice.up_to(MOMENTS);
            let held = if kills % 2 == 0 {
                // The service gets the answer, and may have noted it when it is killed or not.
                drop(moment);
                None
            } else {
                Some(moment)
            };
            service.kill()?;
            drop(held);
            service.restart()?;
        }
    }

    assert_eq!(kills, KILLS);
    assert_eq!(letters.len(), LETTERS, "letters lost");
    let log = service.log();
    let marked = |id: &str| {
        let id = id.trim_start_matches('<').split('@').next().unwrap_or_default();
        log.lines().filter(|line| line.contains("may have been sent before") && line.contains(id)).count()
    };
    let mut twice = 0;
    for (id, copies) in &letters {
        assert!(copies.iter().all(|copy| copy == &copies[0]), "{id} changed from one time to the next");
        assert!(
            marked(id) >= copies.len() - 1,
            "{id} came {} times and is marked {}",
            copies.len(),
            marked(id)
        );
        twice += copies.len() - 1;
    }
    assert!(twice <= kills, "{twice} letters came twice after {kills} kills");
    println!("{kills} kills, {LETTERS} letters, {twice} of them twice");
    Ok(())
}

fn header<'a>(letter: &'a str, name: &str) -> Option<&'a str> {
    let lines = letter.lines().take_while(|line| !line.is_empty());
    lines.filter_map(|line| line.split_once(": ")).find(|(found, _)| *found == name).map(|(_, value)| value)
}

/// A number that is another in each run is good enough to be killed by.
struct Dice(u32);

impl Dice {
    fn up_to(&mut self, most: usize) -> usize {
        // Numerical Recipes' linear congruential generator.
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % most
    }
}
