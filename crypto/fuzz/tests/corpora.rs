//! Replays every corpus, each input as it is and with some hundred changes, the same each time.

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use fuzz::change::{Dice, changed};
use fuzz::{TARGETS, Target};

/// How often each input is changed; a hundred times as often in a soak.
const CHANGES: usize = 500;

macro_rules! replayed {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                replay(stringify!($name));
            }
        )*

        #[test]
        fn every_target_is_replayed_and_every_corpus_has_a_target() {
            let replayed = [$(stringify!($name)),*];
            assert!(TARGETS.iter().map(|target| target.name).eq(replayed));
            for folder in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")).unwrap() {
                let name = folder.unwrap().file_name();
                assert!(replayed.contains(&name.to_str().unwrap()), "no target {}", name.display());
            }
        }
    };
}

replayed! { json rdf context key bitstring token image credential record proof knowledge verify compact given roster }

fn replay(name: &str) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a target of this name");
    let changes = if std::env::var_os("LAUREL_SOAK").is_some() { CHANGES * 100 } else { CHANGES };
    let inputs: Vec<PathBuf> = target.corpus().iter().flat_map(files).collect();
    assert!(!inputs.is_empty(), "no inputs for {name}");
    for path in inputs {
        let input = fs::read(&path).expect("a file that can be read");
        let mut dice = Dice::new(path.file_name().expect("a file").as_encoded_bytes());
        holds(target, &input, &path);
        for _ in 0..changes {
            holds(target, &changed(&input, &mut dice), &path);
        }
    }
}

/// Runs one input; where the property does not hold, keeps the input for whoever looks into it.
fn holds(target: &Target, input: &[u8], origin: &Path) {
    if catch_unwind(|| (target.run)(input)).is_err() {
        let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(target.name);
        fs::write(&kept, input).expect("a folder to keep it in");
        panic!("made of {}, kept as {}: {}", origin.display(), kept.display(), input.escape_ascii());
    }
}

fn files(folder: &PathBuf) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|err| panic!("no folder {}: {err}", folder.display()))
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}
