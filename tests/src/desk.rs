//! One of everything that a desk signs or gives out, made by the service's own flows.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use crypto::did::{did_key, did_key_method};
use crypto::key::SecretKey;
use crypto::proof::{ProofOptions, Purpose, sign};
use serde_json::{Value, json};
use server::app::App;
use server::config::{Config, Founders};
use server::effects::Fetch;
use server::flows::account::Device;
use server::flows::achievement::{self, NewAchievement};
use server::flows::claim::{event, link};
use server::flows::class::{self, NewClass};
use server::flows::correct::{self, Correction};
use server::flows::issue::{self, Award, Recipient};
use server::flows::issuer::{self, NewIssuer, Profile};
use server::flows::learner::{self, NewLearner};
use server::flows::session::{Role, Viewer};
use server::flows::{Email, bulk, endorse, hold, key, outbox, session, sign_in};
use server::id::{AchievementId, CredentialId};
use tempfile::TempDir;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use crate::transcripts;

const SLUG: &str = "marlow";
const PICTURE: &[u8] =
    br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>"#;

/// A desk, and what it signed.
pub struct Desk {
    /// The service that it belongs to.
    pub app: App,
    /// What it signed, by what each is.
    pub signed: Vec<(&'static str, String)>,
    /// The Achievement that most of it is about, by itself.
    pub achievement: Value,
    _folder: TempDir,
}

impl Desk {
    /// Awards one learner, a class, a list and whoever comes by a link; binds, corrects, endorses.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn at_work() -> Result<Self> {
        let folder = TempDir::new()?;
        let app = App::open(config(&folder)?, Fetch::offline()).await?;
        let staff = founded(&app, SLUG, "Marlow School").await?;
        let friend = founded(&app, "stone", "Stone College").await?;
        say_all(&app, &staff).await?;
        let other = achievement::create(&app, &staff, SLUG, simple()).await?.id;
        let rich = achievement::create(&app, &staff, SLUG, rich(&app, other)?).await?;
        let achievement: Value =
            serde_json::from_str(&achievement::export(&app, &staff, SLUG, rich.id).await?)?;
        let mut signed = Vec::new();
        let mut keep = |name, text: String| signed.push((name, text));

        let about = json!({ "type": ["Achievement"], "id": address(&app, rich.id), "name": "Algebra" });
        let favour = endorsed(&app, &friend, "stone", &about.to_string(), &address(&app, rich.id)).await?;
        endorse::accept(&app, &staff, SLUG, rich.id, favour.as_bytes()).await?;
        keep("an endorsement of an achievement", favour);

        let one = one(&app, &staff, &rich).await?;
        keep("an award that says all it can", one.document.clone());
        let issuer: Value = serde_json::from_str(&one.document)?;
        let did = issuer["issuer"]["id"].as_str().context("no issuer")?.to_owned();
        keep("an endorsement of an issuer", endorsed(&app, &friend, "stone", &did, &did).await?);
        let id = format!("{}/credentials/{}", app.config.public_url, one.id);
        keep("an endorsement of a credential", endorsed(&app, &friend, "stone", &one.document, &id).await?);
        let correction = Correction {
            name: Some("Ada King".to_owned()),
            reason: "Another name".to_owned(),
            ..Correction::default()
        };
        correct::correct(&app, &staff, SLUG, one.id, correction).await?;
        keep("a corrected edition", text(&app, &staff, one.id).await?);

        keep("an award to a class", to_class(&app, &staff, other).await?);
        keep("an award from a list", from_list(&app, &staff, rich.id).await?);
        keep("a bound edition", by_link(&app, &staff, other).await?);
        signed.extend(transcripts::signed(&app, &staff, SLUG).await?);
        Ok(Self { app, signed, achievement, _folder: folder })
    }
}

fn config(folder: &TempDir) -> Result<Config> {
    Ok(Config {
        data: folder.path().to_owned(),
        listen: ([127, 0, 0, 1], 0).into(),
        public_url: "http://laurel.test".parse()?,
        database_url: None,
        trust: Vec::new(),
        allow_loopback: false,
        behind_proxy: false,
        founders: Founders::default(),
        mail: None,
        demo: true,
        retain: server::flows::purge::Retain::default(),
    })
}

/// Whoever asks for a link with this address and presses its button.
async fn person(app: &App, email: &str) -> Result<Viewer> {
    sign_in::request(app, sign_in::Request { email: email.to_owned(), next: None }).await?;
    let mail = outbox::list(app, 1).await?.pop().context("no mail")?;
    let link = mail.link.context("no link")?;
    let token = link.rsplit('/').next().unwrap_or_default();
    let signed_in = sign_in::confirm(app, token, None, Device::Other).await?;
    session::viewer(app, &signed_in.token).await?.context("nobody")
}

async fn founded(app: &App, slug: &str, name: &str) -> Result<Viewer> {
    let new = NewIssuer {
        slug: slug.to_owned(),
        name: name.to_owned(),
        description: "Teaches.".to_owned(),
        url: Some("https://school.example/".to_owned()),
        email: Some("office@school.example".to_owned()),
    };
    let founded = issuer::found(app, new).await?;
    let email = format!("registrar@{slug}.example");
    let address = Email::read(&email).context("an address")?;
    issuer::appoint(app, founded.id, &address, "Registrar", Role::Owner).await?;
    person(app, &email).await
}

/// A profile in which nothing is left empty.
async fn say_all(app: &App, staff: &Viewer) -> Result<()> {
    let profile = Profile {
        name: "Marlow School".to_owned(),
        description: "A school by the river.".to_owned(),
        url: Some("https://marlow.example/".to_owned()),
        email: Some("office@marlow.example".to_owned()),
        phone: Some("+44 20 7946 0000".to_owned()),
        address: serde_json::from_value(json!({
            "streetAddress": "1 River Lane", "postOfficeBoxNumber": "7", "postalCode": "SL7 1AA",
            "addressLocality": "Marlow", "addressRegion": "Buckinghamshire",
            "addressCountry": "United Kingdom", "addressCountryCode": "GB",
        }))?,
        identifiers: serde_json::from_value(json!([
            { "type": "IdentifierEntry", "identifier": "118114", "identifierType": "sourcedId" },
        ]))?,
        language: "en".to_owned(),
        refreshable: true,
        shows_student_id: true,
        ..Profile::default()
    };
    issuer::update(app, staff, SLUG, profile, issuer::Picture::Replace(PICTURE.to_vec())).await?;
    Ok(())
}

fn simple() -> NewAchievement {
    let content =
        json!({ "name": "Bees", "description": "Keeps bees.", "criteria": { "narrative": "Keep bees." } });
    let content = serde_json::from_value(content).expect("this is what an achievement says");
    NewAchievement { content, suspendable: true, valid_days: Some(365), ..NewAchievement::default() }
}

/// An achievement in which nothing is left empty.
fn rich(app: &App, other: AchievementId) -> Result<NewAchievement> {
    let alignment = json!([{
        "targetName": "Linear equations", "targetUrl": "https://framework.example/a?b=c#d", "targetCode": "A.1",
        "targetDescription": "Solves them.", "targetFramework": "Mathematics", "targetType": "CFItem",
    }]);
    let content = json!({
        "achievementType": "Course", "name": "Algebra", "description": "Knows algebra.",
        "criteria": { "id": "https://marlow.example/algebra", "narrative": "Pass **all** tests." },
        "tag": ["mathematics", "Übung"], "alignment": alignment,
        "resultDescription": [
            { "id": "urn:uuid:a0000000-0000-4000-8000-000000000001", "name": "Grade", "resultType": "LetterGrade",
              "allowedValue": ["F", "C", "A"], "requiredValue": "C", "alignment": alignment },
            { "id": "urn:uuid:a0000000-0000-4000-8000-000000000002", "name": "Score", "resultType": "Percent",
              "valueMin": "0", "valueMax": "100" },
            { "id": "urn:uuid:a0000000-0000-4000-8000-000000000003", "name": "Rubric",
              "resultType": "RubricCriterionLevel",
              "requiredLevel": "urn:uuid:a0000000-0000-4000-8000-000000000011",
              "rubricCriterionLevel": [
                { "id": "urn:uuid:a0000000-0000-4000-8000-000000000011", "name": "Solid",
                  "description": "Solves most.", "level": "1", "points": "2" },
                { "id": "urn:uuid:a0000000-0000-4000-8000-000000000012", "name": "Strong", "level": "2",
                  "points": "4" },
              ] },
            { "id": "urn:uuid:a0000000-0000-4000-8000-000000000004", "name": "State", "resultType": "Status" },
        ],
        "creditsAvailable": 4.5, "humanCode": "MATH-1", "fieldOfStudy": "Mathematics",
        "specialization": "Algebra",
        "otherIdentifier": [{ "type": "IdentifierEntry", "identifier": "M1", "identifierType": "identifier" }],
        "related": [{ "id": address(app, other), "inLanguage": "en", "version": "1" }],
        "inLanguage": "en-GB", "version": "2026",
    });
    let picture = achievement::Picture::File(PICTURE.to_vec());
    Ok(NewAchievement { content: serde_json::from_value(content)?, picture, ..NewAchievement::default() })
}

fn address(app: &App, id: AchievementId) -> String {
    app.config.public_url.join(&format!("/achievements/{id}"))
}

/// An award in which nothing is left empty.
async fn one(app: &App, staff: &Viewer, rich: &achievement::Achievement) -> Result<issue::Issued> {
    let new = NewLearner {
        name: "Ada Lovelace".to_owned(),
        email: "ada@learner.example".to_owned(),
        number: "2026-0001".to_owned(),
        left: false,
    };
    let learner = learner::enrol(app, staff, SLUG, &new).await?;
    let described = rich.content.result_description.iter();
    let ids: Vec<&str> = described.map(|result| result.id.as_str()).collect();
    let [grade, score, rubric, state] = ids[..] else { anyhow::bail!("other results: {ids:?}") };
    let level = &rich.content.result_description[2].rubric_criterion_level[1].id;
    let content = json!({
        "narrative": "Solved *every* problem.",
        "evidence": [
            { "id": "https://portfolio.example/ada?work=1", "name": "Portfolio", "description": "Her work.",
              "narrative": "Written in May.", "genre": "Text", "audience": "Teachers" },
            { "narrative": "Told the class how." },
        ],
        "result": [
            { "resultDescription": grade, "value": "A" },
            { "resultDescription": score, "value": "97.5" },
            { "resultDescription": rubric, "achievedLevel": level },
            { "resultDescription": state, "status": "Completed" },
        ],
        "creditsEarned": 4.5, "activityStartDate": "2026-01-10T00:00:00Z",
        "activityEndDate": "2026-05-10T12:30:00+02:00", "role": "Tutor", "term": "Spring 2026",
        "licenseNumber": "L-7",
    });
    let now = OffsetDateTime::from_unix_timestamp(app.clock.now_ms() / 1000)?;
    let award = Award {
        recipient: Recipient {
            learner: Some(learner),
            did: Some(did_key(&SecretKey::from_seed(&[9; 32]).public())),
            ..Recipient::default()
        },
        content: serde_json::from_value(content)?,
        valid_from: Some(now - Duration::days(2)),
        valid_until: Some(now + Duration::days(900)),
        ..Award::of(rich.id)
    };
    Ok(issue::award(app, staff, SLUG, award).await?)
}

/// Signed by `staff` in favour of `subject`.
async fn endorsed(app: &App, staff: &Viewer, slug: &str, about: &str, subject: &str) -> Result<String> {
    let comment = "We know it well.\nAnd we stand for it.";
    let id = endorse::endorse(app, staff, slug, about.as_bytes(), subject, comment).await?;
    endorse::show(app, id).await?.context("the endorsement is gone")
}

async fn to_class(app: &App, staff: &Viewer, achievement: AchievementId) -> Result<String> {
    let new = NewClass { name: "5b".to_owned(), term: "Spring 2026".to_owned(), teachers: Vec::new() };
    let roster = "Ben Ito\nCem Öz, cem@learner.example\n";
    let id = class::make(app, staff, SLUG, &new, roster, &BTreeMap::new()).await?;
    let pupils = class::open(app, staff, SLUG, id).await?.pupils.into_iter();
    let pupils = pupils.map(|pupil| class::award::PupilAward {
        learner: pupil.id,
        note: "Never late.".to_owned(),
        result: Vec::new(),
        again: false,
    });
    let award = class::award::ClassAward {
        id: app.new_id(),
        achievement,
        term: "Spring 2026".to_owned(),
        pupils: pupils.collect(),
    };
    class::award::award(app, staff, SLUG, id, &award).await?;
    let awards = class::open(app, staff, SLUG, id).await?.awards;
    ensure!(awards.len() == 2, "{} awards", awards.len());
    text(app, staff, awards[0].id).await
}

async fn from_list(app: &App, staff: &Viewer, achievement: AchievementId) -> Result<String> {
    let list = "Name,E-mail,Learner number,Narrative,Evidence link,Evidence name,Grade,Score,Rubric,\
        State,Activity start date,Activity end date,Term,Role,Credits earned,Licence number,Valid until\n\
        Dee Fox,dee@learner.example,2026-0002,Did it all.,https://portfolio.example/dee,Work,C,55,Solid,Failed,\
        2026-01-10,2026-05-10,Spring 2026,Guest,3.5,L-8,2090-01-01\n";
    let id = bulk::upload(app, staff, SLUG, achievement, ("list.csv", list.as_bytes().to_vec())).await?;
    let found = bulk::dry_run(app, staff, SLUG, id).await?;
    ensure!(found.faults.is_empty() && found.ready == 1, "{:?}", found.faults);
    bulk::start(app, staff, SLUG, id, Some(1), false).await?;
    while bulk::turn(app).await? {}
    let awards = issue::awarded(app, staff, SLUG, Some(achievement), 9).await?;
    let award = awards.iter().find(|award| award.recipient_name == "Dee Fox").context("no award")?;
    text(app, staff, award.id).await
}

/// Claimed at an event by somebody who then proves a key.
async fn by_link(app: &App, staff: &Viewer, achievement: AchievementId) -> Result<String> {
    let new = link::NewLink {
        title: "Open day".to_owned(),
        achievement: Some(achievement),
        opens_at: None,
        closes_at: None,
        most: None,
        word: String::new(),
        approved: false,
    };
    let id = link::create(app, staff, SLUG, new).await?;
    let made = link::list(app, staff, SLUG).await?.into_iter().find(|link| link.id == id);
    let address = made.and_then(|link| link.address).context("no address")?;
    let token = address.rsplit('/').next().unwrap_or_default();
    let eve = person(app, "eve@learner.example").await?;
    let request = event::Request { name: "Eve Ray".to_owned(), ..event::Request::default() };
    let event::Got::Issued(id) = event::ask(app, &eve, token, request).await? else {
        anyhow::bail!("nothing was given")
    };
    let asked = key::challenge(app, &eve).await?;
    let own = SecretKey::from_seed(&[8; 32]);
    let presentation = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": did_key(&own.public()),
    });
    let mut options = ProofOptions::new(did_key_method(&own.public()), Purpose::Authentication);
    (options.domain, options.challenge) = (Some(asked.domain), Some(asked.challenge));
    key::prove(app, &eve, &sign(&presentation.to_string(), &options, &own)?, "").await?;
    key::bind(app, &eve, id).await?;
    let bound = text(app, &eve, id).await?;
    // Editions are told apart by the second: one within the second of the one before it counts from
    // the next, which begins by itself.
    let document: Value = serde_json::from_str(&bound)?;
    let from = document["validFrom"].as_str().context("no validFrom")?;
    let from = OffsetDateTime::parse(from, &Rfc3339)?;
    while app.clock.now() < from {
        tokio::task::yield_now().await;
    }
    Ok(bound)
}

/// The signed text that stands.
async fn text(app: &App, viewer: &Viewer, id: CredentialId) -> Result<String> {
    Ok(hold::see(app, viewer, id).await?.context("it is not to be seen")?.document)
}
