//! Everything that is somebody's, into one zip.

use std::collections::BTreeMap;

use super::{
    AlongError,
    archive::{self, Files, MAX_UNPACKED_BYTES},
    format::{
        AboutAccount, Carried, CarriedKey, CarriedReceipt, CarriedRecord, Earlier, FORMAT, Manifest, VERSION,
        put, said,
    },
};
use crate::{
    app::App,
    flows::{account::proven, session::Viewer},
    store::{Tx, account, along, holding_edition},
};

/// What the zip says of itself to people.
const README: &str = "This is everything that was yours in a Laurel wallet.

credentials/      each credential, byte for byte as its issuer signed it
credentials.json  when each came, and whether it was kept on your word alone
pictures/         pictures that credentials came in
records/          your records, with your notes
receipts.json     what you agreed to share, with whom and what for
keys.json         your own keys, sealed with your passphrase
account.json      your name, language and addresses
manifest.json     where and when this was made

Bring it to any Laurel on its page /wallet/take-along. Each file is described in docs/take-along.md
of the source of Laurel. Any program that knows Open Badges or
Comprehensive Learner Records reads the files in credentials/.
Keep it as you keep a diploma: whoever has it can read all of it.
";

/// Packs everything that is this person's.
///
/// # Errors
/// [`AlongError::NotProven`], [`AlongError::TooMuch`], [`AlongError`].
pub async fn take(app: &App, viewer: &Viewer) -> Result<Vec<u8>, AlongError> {
    proven(app, viewer)?;
    let mut tx = app.db.read().await?;
    let mut files = Files::from([("README.txt".to_owned(), README.as_bytes().to_vec())]);
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        host: app.config.public_url.to_string(),
        made_at: said(app.clock.now_ms()),
    };
    put(&mut files, "manifest.json", &manifest)?;
    let own = account::by_id(&mut tx, viewer.account).await?;
    let own = own.map(|own| AboutAccount {
        name: own.name,
        language: own.language,
        theme: own.theme,
        addresses: viewer.emails.clone(),
    });
    put(&mut files, "account.json", &own.unwrap_or_default())?;
    let names = credentials(&mut tx, viewer, &mut files).await?;
    records(&mut tx, viewer, &names, &mut files).await?;
    let mut receipts = Vec::new();
    for row in along::receipts(&mut tx, viewer.account).await? {
        receipts.push(CarriedReceipt {
            given_at: said(row.given_at),
            recipient: row.recipient,
            purpose: row.purpose,
            content: serde_json::from_str(&row.content)?,
            ended_at: row.ended_at.map(said),
            ended_how: row.ended_how,
        });
    }
    put(&mut files, "receipts.json", &receipts)?;
    let mut keys = Vec::new();
    for row in along::keys(&mut tx, viewer.account).await? {
        let sealed = serde_json::from_str(&row.sealed)?;
        keys.push(CarriedKey { did: row.did, label: row.label, sealed, made_at: said(row.made_at) });
    }
    put(&mut files, "keys.json", &keys)?;
    drop(tx);
    let at = app.clock.now();
    app.turns.take(move || archive::pack(&files, at)).await??.ok_or(AlongError::TooMuch)
}

/// Gives each credential's file by its id in the wallet.
async fn credentials(
    tx: &mut Tx,
    viewer: &Viewer,
    files: &mut Files,
) -> Result<BTreeMap<String, String>, AlongError> {
    let (mut names, mut list, mut bytes) = (BTreeMap::new(), Vec::new(), 0);
    // Before any of them is read.
    if usize::try_from(along::length(tx, viewer.account).await?).map_or(true, |all| all > MAX_UNPACKED_BYTES)
    {
        return Err(AlongError::TooMuch);
    }
    for (row, number) in along::credentials(tx, viewer.account).await?.into_iter().zip(1..) {
        let mut earlier = Vec::new();
        for one in holding_edition::of_holding(tx, viewer.account, row.holding_id).await? {
            let file = format!("credentials/{number:04}-edition-{}.{}", one.edition, suffix(&one.document));
            bytes += one.document.len();
            files.insert(file.clone(), one.document.into_bytes());
            earlier.push(Earlier { edition: one.edition, file, replaced_at: said(one.replaced_at) });
        }
        let picture = holding_edition::picture(tx, viewer.account, row.holding_id).await?;
        // A picture that the credential carries is in it anyway.
        let picture = picture.filter(|picture| picture.baked).map(|picture| {
            let suffix = if picture.media_type == "image/png" { "png" } else { "svg" };
            let file = format!("pictures/{number:04}.{suffix}");
            bytes += picture.picture.len();
            files.insert(file.clone(), picture.picture);
            file
        });
        let file = format!("credentials/{number:04}.{}", suffix(&row.document));
        bytes += row.document.len();
        if bytes > MAX_UNPACKED_BYTES {
            return Err(AlongError::TooMuch);
        }
        names.insert(row.holding_id.to_string(), file.clone());
        files.insert(file.clone(), row.document.into_bytes());
        list.push(Carried {
            file,
            source: if row.ours { "issued-here" } else { "brought" }.to_owned(),
            added_at: said(row.held_at),
            on_word: row.on_word,
            public: row.public,
            picture,
            earlier,
        });
    }
    put(files, "credentials.json", &list)?;
    Ok(names)
}

async fn records(
    tx: &mut Tx,
    viewer: &Viewer,
    names: &BTreeMap<String, String>,
    files: &mut Files,
) -> Result<(), AlongError> {
    for (row, number) in along::records(tx, viewer.account).await?.into_iter().zip(1..) {
        let mut content: api::RecordContent = serde_json::from_str(&row.content)?;
        for section in &mut content.sections {
            // What was taken out of the wallet has left its records.
            section.items.retain(|item| names.contains_key(&item.holding));
            for item in &mut section.items {
                item.holding = names.get(&item.holding).cloned().unwrap_or_default();
            }
        }
        let record = CarriedRecord { created_at: said(row.created_at), content };
        put(files, &format!("records/{number:04}.json"), &record)?;
    }
    Ok(())
}

/// How a file with a signed text ends: a token has no braces.
pub(super) fn suffix(document: &str) -> &'static str {
    if document.trim_start().starts_with('{') { "json" } else { "jwt" }
}
