//! Rules that no schema has, each both ways; and the slips that issuers in the field make.

use super::{Claim, Credential, Finding, Kind, Severity};
use crate::json::{Limits, read};

const BADGE: &str = r#"{"@context":["https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],"id":"urn:uuid:1",
    "type":["VerifiableCredential","AchievementCredential"],"issuer":{"id":"did:example:1","type":["Profile"]},
    "validFrom":"2026-01-01T00:00:00Z","credentialSubject":{"type":["AchievementSubject"],
    "identifier":[{"type":"IdentityObject","identityType":"emailAddress","hashed":true,
    "identityHash":"sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399","salt":"Kosher"}],
    "achievement":{"id":"urn:uuid:2","type":["Achievement"],"name":"Welding","description":"Joins metal",
    "achievementType":"Certificate","criteria":{"narrative":"Weld three seams."},
    "image":{"id":"https://example.org/i.png","type":"Image"},"resultDescription":[
    {"id":"urn:uuid:3","type":["ResultDescription"],"name":"Grade","resultType":"LetterGrade",
    "allowedValue":["C","B","A"],"requiredValue":"C"},
    {"id":"urn:uuid:4","type":["ResultDescription"],"name":"Score","resultType":"Percent",
    "valueMin":"0","valueMax":"100","requiredValue":"50"},
    {"id":"urn:uuid:5","type":["ResultDescription"],"name":"Skill","resultType":"RubricCriterionLevel",
    "requiredLevel":"urn:uuid:6","rubricCriterionLevel":[{"id":"urn:uuid:6","type":["RubricCriterionLevel"],
    "name":"Mastered"},{"id":"urn:uuid:7","type":["RubricCriterionLevel"],"name":"Seen"}]},
    {"id":"urn:uuid:8","type":["ResultDescription"],"name":"State","resultType":"Status"}]},
    "result":[{"type":["Result"],"resultDescription":"urn:uuid:3","value":"B"},
    {"type":["Result"],"resultDescription":"urn:uuid:4","value":"87.5%"},
    {"type":["Result"],"resultDescription":"urn:uuid:5","achievedLevel":"urn:uuid:7"},
    {"type":["Result"],"resultDescription":"urn:uuid:8","status":"Completed"}]}}"#;

const CLR: &str = r#"{"@context":["https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],"id":"urn:uuid:1","name":"Record",
    "type":["VerifiableCredential","ClrCredential"],"issuer":{"id":"did:example:1","type":["Profile"]},
    "validFrom":"2026-01-01T00:00:00Z","partial":true,"credentialSubject":{"id":"did:example:2",
    "type":["ClrSubject"],"achievement":[{"id":"urn:a:1","type":["Achievement"],"name":"Degree",
    "description":"All of it","criteria":{"narrative":"Pass."}}],"verifiableCredential":[
    {"id":"urn:c:1","type":["VerifiableCredential"],"credentialSubject":{"achievement":{"id":"urn:a:2"}}},
    {"id":"urn:c:2","type":["VerifiableCredential"],"credentialSubject":{"achievement":[{"id":"urn:a:3"}]}}],
    "association":[{"type":"Association","associationType":"isChildOf","sourceId":"urn:a:2","targetId":"urn:a:1"},
    {"type":"Association","associationType":"precedes","sourceId":"urn:a:2","targetId":"urn:a:3"}]}}"#;

fn found(text: &str) -> Vec<Finding> {
    let value = read(text.as_bytes(), Limits::CREDENTIAL).unwrap();
    Credential::read(value.as_object().unwrap()).1
}

/// The one finding, an advice, that comes of changing `from` to `to`.
fn one(document: &str, from: &str, to: &str) -> String {
    assert_eq!(found(document), vec![]);
    assert!(document.contains(from), "{from}");
    let findings = found(&document.replacen(from, to, 1));
    let said: Vec<&str> = findings.iter().map(|finding| finding.words.as_str()).collect();
    assert_eq!(said.len(), 1, "{from}: {said:?}");
    assert_eq!(findings[0].severity, Severity::Advice);
    findings[0].words.clone()
}

#[test]
fn results_go_together_with_what_the_achievement_says_of_them() {
    for (from, to, words) in [
        (
            r#""value":"B""#,
            r#""value":"D""#,
            "The result's value \"D\" is none of the values that its description allows (credentialSubject.result[0].value)",
        ),
        (
            "87.5%",
            "101",
            "The result's value \"101\" is none of the values that its description allows (credentialSubject.result[1].value)",
        ),
        (
            "87.5%",
            "much",
            "The result's value \"much\" is none of the values that its description allows (credentialSubject.result[1].value)",
        ),
        (
            r#""achievedLevel":"urn:uuid:7""#,
            r#""achievedLevel":"urn:uuid:9""#,
            "The result's achieved level is none of the levels of its description (credentialSubject.result[2].achievedLevel)",
        ),
        (
            r#","status":"Completed""#,
            "",
            "The result has no status, though its description is of the type Status (credentialSubject.result[3])",
        ),
        (
            r#""resultDescription":"urn:uuid:8""#,
            r#""resultDescription":"urn:uuid:9""#,
            "The result's result description is none of those of the achievement (credentialSubject.result[3].resultDescription)",
        ),
        (
            r#""requiredValue":"C""#,
            r#""requiredValue":"F""#,
            "The result description's required value \"F\" is none of the values that it allows (credentialSubject.achievement.resultDescription[0].requiredValue)",
        ),
        (
            r#""requiredLevel":"urn:uuid:6""#,
            r#""requiredLevel":"urn:uuid:8""#,
            "The result description's required level is none of its levels (credentialSubject.achievement.resultDescription[2].requiredLevel)",
        ),
        (
            r#"{"id":"urn:uuid:7","type":["RubricCriterionLevel"]"#,
            r#"{"id":"urn:uuid:7","type":["RubricCriterionLevel"],"points":4"#,
            "The level's points is not text (credentialSubject.achievement.resultDescription[2].rubricCriterionLevel[1].points)",
        ),
        (
            r#""status":"Completed""#,
            r#""status":"Done""#,
            "The result's status is \"Done\", which Open Badges does not know (credentialSubject.result[3].status)",
        ),
    ] {
        assert_eq!(one(BADGE, from, to), words);
    }
    let twins = found(&BADGE.replacen(r#"{"id":"urn:uuid:8""#, r#"{"id":"urn:uuid:3""#, 1));
    assert!(
        twins.iter().any(|finding| finding.words.contains("gives one id to two descriptions")),
        "{twins:?}"
    );
}

#[test]
fn slips_of_issuers_in_the_field_are_advice_in_words() {
    for (from, to, words) in [
        (
            r#","criteria":{"narrative":"Weld three seams."}"#,
            "",
            "The achievement has no criteria (credentialSubject.achievement.criteria)",
        ),
        (
            r#"{"narrative":"Weld three seams."}"#,
            "{}",
            "The criteria has neither a narrative nor the address of one (credentialSubject.achievement.criteria)",
        ),
        (
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:00:00",
            "The credential's beginning of validity does not name its offset from UTC, and is taken to be UTC (validFrom)",
        ),
        (
            r#"{"id":"https://example.org/i.png","type":"Image"}"#,
            r#""https://example.org/i.png""#,
            "The achievement's image is only an address, where an object with id and type is asked for (credentialSubject.achievement.image)",
        ),
        (
            r#""identityType":"emailAddress""#,
            r#""identityType":"email""#,
            "The identifier's identity type is \"email\", where Open Badges calls an e-mail address emailAddress (credentialSubject.identifier[0].identityType)",
        ),
        (
            "Certificate",
            "Program",
            "The achievement's achievement type is \"Program\", which Open Badges does not know; a word of one's own begins with ext: (credentialSubject.achievement.achievementType)",
        ),
        (
            "validFrom",
            "issuanceDate",
            "The credential's date of issue is what another version of the data model calls it; this one calls it validFrom (issuanceDate)",
        ),
        (
            "sha256$b58",
            "b58",
            "The identifier's identity hash is said to be hashed, and is neither sha256$ nor md5$ with a hash (credentialSubject.identifier[0].identityHash)",
        ),
        (
            r#""type":"IdentityObject""#,
            r#""type":["IdentityObject"]"#,
            "The identifier's type is a list where one text is asked for (credentialSubject.identifier[0].type)",
        ),
        (
            r#""issuer":{"id":"did:example:1","type":["Profile"]}"#,
            r#""issuer":{"id":"did:example:1"}"#,
            "The issuer has no type (issuer.type)",
        ),
    ] {
        assert_eq!(one(BADGE, from, to), words);
    }
}

#[test]
fn what_a_slip_means_is_read_all_the_same() {
    let text = BADGE
        .replace(r#""identityType":"emailAddress""#, r#""identityType":"email""#)
        .replace(r#"{"id":"https://example.org/i.png","type":"Image"}"#, r#""https://example.org/i.png""#)
        .replace("validFrom", "issuanceDate");
    let value = read(text.as_bytes(), Limits::CREDENTIAL).unwrap();
    let (credential, _) = Credential::read(value.as_object().unwrap());
    assert_eq!(credential.valid_from, Some("2026-01-01T00:00:00Z"));
    let identifier = &credential.subjects[0].recipient.identifiers[0];
    assert_eq!((identifier.identity_type.as_deref(), identifier.hashed), (Some("emailAddress"), true));
    let achievement = credential.subjects[0].achievement().unwrap();
    assert_eq!(achievement.image.as_ref().unwrap().id, Some("https://example.org/i.png"));
    assert_eq!(achievement.result_descriptions[2].levels[0].name, Some("Mastered"));
}

#[test]
fn associations_that_point_nowhere_are_found() {
    for (from, to, words) in [
        (
            r#""targetId":"urn:a:1""#,
            r#""targetId":"urn:a:9""#,
            "The association's target id \"urn:a:9\" points nowhere: the record holds nothing of that id (credentialSubject.association[0].targetId)",
        ),
        (
            r#""sourceId":"urn:a:2","targetId":"urn:a:3""#,
            r#""sourceId":"urn:a:3","targetId":"urn:a:3""#,
            "The association ties an achievement to itself (credentialSubject.association[1])",
        ),
        (
            "precedes",
            "follows",
            "The association's association type is \"follows\", which Open Badges does not know (credentialSubject.association[1].associationType)",
        ),
        (
            r#"{"id":"urn:c:2""#,
            r#"{"id":"urn:c:1""#,
            "The subject's list of credentials holds two credentials of one id (credentialSubject.verifiableCredential)",
        ),
    ] {
        assert_eq!(one(CLR, from, to), words);
    }
}

#[test]
fn an_association_may_point_into_a_token() {
    // {"jti":"urn:c:3","vc":{"credentialSubject":{"achievement":{"id":"urn:a:9"}}}}
    let payload = "eyJqdGkiOiJ1cm46YzozIiwidmMiOnsiY3JlZGVudGlhbFN1YmplY3QiOnsiYWNoaWV2ZW1lbnQiOnsiaWQiOiJ1cm46YTo5In19fX0";
    let envelope = format!(
        r#","verifiableCredential":[{{"id":"data:application/vc+jwt,eyJ.{payload}.AA","type":"EnvelopedVerifiableCredential"}},"#
    );
    let with = CLR
        .replace(r#","verifiableCredential":["#, &envelope)
        .replace(r#""targetId":"urn:a:1""#, r#""targetId":"urn:a:9""#);
    assert_eq!(found(&with), vec![]);
}

#[test]
fn a_record_is_read_with_all_it_holds() {
    let value = read(CLR.as_bytes(), Limits::CREDENTIAL).unwrap();
    let (credential, _) = Credential::read(value.as_object().unwrap());
    assert_eq!((credential.kind, credential.partial), (Kind::Clr, Some(true)));
    let Claim::Clr(record) = &credential.subjects[0].claim else { panic!("a record") };
    assert_eq!((record.credentials.len(), record.associations.len(), record.achievements.len()), (2, 2, 1));
    assert_eq!(credential.recipients()[0].id.as_deref(), Some("did:example:2"));
}

#[test]
fn the_faults_of_an_endorsement_are_advice_in_what_it_endorses() {
    let endorsement = r#","endorsement":[{"type":["VerifiableCredential"]}],"credentialSubject":"#;
    let findings = found(&BADGE.replacen(r#","credentialSubject":"#, endorsement, 1));
    assert!(findings.len() > 3);
    assert!(findings.iter().all(|finding| finding.severity == Severity::Advice), "{findings:?}");
    assert!(
        findings
            .iter()
            .any(|finding| finding.words == "The endorsement has no issuer (endorsement[0].issuer)")
    );
}

#[test]
fn names_in_languages_are_read_and_their_extra_members_are_errors() {
    let named = |name: &str| {
        let text = BADGE.replacen(r#""name":"Welding""#, &format!(r#""name":{name}"#), 1);
        let value = read(text.as_bytes(), Limits::CREDENTIAL).unwrap();
        let (credential, findings) = Credential::read(value.as_object().unwrap());
        let name = credential.subjects[0].achievement().unwrap().name.map(str::to_owned);
        (name, findings.iter().map(|finding| finding.severity).collect::<Vec<_>>())
    };
    let welding = || Some("Welding".to_owned());
    assert_eq!(named(r#"{"@value":"Welding","@language":"en"}"#), (welding(), vec![]));
    assert_eq!(named(r#"[{"@value":"Welding","@language":"en"},{"@value":"x"}]"#), (welding(), vec![]));
    assert_eq!(named(r#"{"en":"Welding","de-CH":"Schweissen"}"#), (welding(), vec![]));
    assert_eq!(named(r#"{"@value":"Welding","url":"x"}"#), (None, vec![Severity::Error]));
    assert_eq!(named(r#"{"english":"Welding"}"#), (None, vec![Severity::Advice]));
}
