//! What each part of JSON-LD comes to, and what is refused: one case a line, documents and
//! statements of our own. `"@context"` and the braces around a document are left out.

use super::{CanonicalError, Fault, canonical};

/// A context with a term of each kind.
const CONTEXT: &str = r#""@context": {
    "id": "@id", "type": "@type", "ex": "https://e.org/",
    "text": "ex:text", "link": {"@id": "ex:link", "@type": "@id"}, "word": {"@id": "ex:word", "@type": "@vocab"},
    "date": {"@id": "ex:date", "@type": "ex:Date"}, "data": {"@id": "ex:data", "@type": "@json"},
    "list": {"@id": "ex:list", "@container": "@list"}, "set": {"@id": "ex:set", "@container": "@set"},
    "said": {"@id": "ex:said", "@container": ["@language", "@set"]}, "french": {"@id": "ex:french", "@language": "fr"},
    "side": {"@id": "ex:side", "@direction": "rtl"},
    "byIndex": {"@id": "ex:by", "@container": "@index"},
    "byKey": {"@id": "ex:by", "@container": "@index", "@index": "ex:key"},
    "byId": {"@id": "ex:by", "@container": ["@id", "@set"]}, "byType": {"@id": "ex:by", "@container": "@type"},
    "graph": {"@id": "ex:graph", "@container": "@graph"},
    "graphBy": {"@id": "ex:graph", "@container": ["@graph", "@index"]},
    "graphId": {"@id": "ex:graph", "@container": ["@graph", "@id"]},
    "back": {"@reverse": "ex:link"}, "left": null, "nest": "@nest",
    "Kind": {"@id": "ex:Kind", "@context": {"own": "ex:own", "text": "ex:other"}},
    "Deep": {"@id": "ex:Deep", "@context": {"@propagate": true, "own": "ex:own"}},
    "inside": {"@id": "ex:inside", "@context": {"own": "ex:own"}}
}"#;

/// The statements of a document, labels and the prefix of addresses shortened, or what is wrong.
fn form(members: &str) -> Result<Vec<String>, Fault> {
    let context = if members.starts_with("\"@context\"") { "" } else { CONTEXT };
    let comma = if context.is_empty() { "" } else { "," };
    match canonical(format!("{{{context}{comma}{members}}}").as_bytes()) {
        Ok(form) => Ok(form
            .lines()
            .map(|line| {
                let line = line.replace("_:c14n", "_").replace("<https://e.org/", "<");
                let line = line.replace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:");
                line.strip_suffix(" .").unwrap_or(&line).to_owned()
            })
            .collect()),
        Err(CanonicalError::Rdf(error)) => Err(error.fault),
        Err(error) => panic!("{members}: {error}"),
    }
}

fn come_to(cases: &[(&str, &[&str])]) {
    for (members, expected) in cases {
        let mut found = form(members).unwrap_or_else(|fault| panic!("{members}: {fault}"));
        let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{members}");
    }
}

/// Refused as wrong, or, after `?`, as beyond us.
fn are_refused(cases: &[&str]) {
    for case in cases {
        let (beyond, members) = case.strip_prefix('?').map_or((false, *case), |rest| (true, rest));
        match form(members) {
            Err(fault) => assert_eq!(fault.is_beyond_us(), beyond, "{members}: {fault}"),
            Ok(lines) => panic!("{members}: {lines:?}"),
        }
    }
}

#[test]
fn terms_prefixes_and_absolute_keys_name_properties() {
    come_to(&[
        (r#""text": "a""#, &["_0 <text> \"a\""]),
        (r#""ex:text": "a""#, &["_0 <text> \"a\""]),
        (r#""https://e.org/text": "a""#, &["_0 <text> \"a\""]),
        (r#""@context": {"@vocab": "https://e.org/"}, "text": "a""#, &["_0 <text> \"a\""]),
        (
            r#""@context": [{"@vocab": "https://e.org/"}, {"@vocab": "more/"}], "text": "a""#,
            &["_0 <more/text> \"a\""],
        ),
        (r#""@context": {"p": {"@id": "https://e.org/p", "@prefix": true}}, "p:q": "a""#, &["_0 <pq> \"a\""]),
        (r#""@context": {"@context": {"text": "https://e.org/text"}}, "text": "a""#, &["_0 <text> \"a\""]),
        (r#""@context": {"@base": null, "text": "https://e.org/text"}, "text": "a""#, &["_0 <text> \"a\""]),
    ]);
    are_refused(&[
        r#""nothing": "a""#,
        r#""nothing": null"#,
        r#""left": "a""#,
        r#""@other": "a""#,
        r#""@context": {"@vocab": "https://e.org/"}, "@other": "a""#,
        r#""@context": {"@vocab": "relative/"}, "text": "a""#,
        r#""@context": {"p": {"@id": "https://e.org/p"}}, "p:q": {"@id": "a"}"#,
        r#"?"@context": {"@base": "https://e.org/"}, "urn:p": "a""#,
        r#"?"@context": ["https://unknown.example/"], "urn:p": "a""#,
        r#"?"@context": {"@import": "https://unknown.example/"}, "urn:p": "a""#,
    ]);
}

#[test]
fn definitions_must_make_sense_even_where_nothing_uses_them() {
    for definition in [
        r#""@version": 1.0"#,
        r#""@propagate": 1"#,
        r#""a": "b", "b": "a""#,
        r#""a": "@context""#,
        r#""a": "@other""#,
        r#""@id": "urn:a""#,
        r#""@type": "urn:a""#,
        r#""@type": {"@container": "@list"}"#,
        r#""": "urn:a""#,
        r#""a": {}"#,
        r#""a": {"@id": "urn:a", "other": 1}"#,
        r#""a": {"@id": "urn:a", "@container": ["@list", "@set"]}"#,
        r#""a": {"@id": "urn:a", "@type": "relative"}"#,
        r#""a": {"@id": "urn:a", "@container": "@type", "@type": "urn:d"}"#,
        r#""a": {"@id": "urn:a", "@index": "urn:b"}"#,
        r#""a": {"@id": "urn:a", "@container": "@index", "@index": "@id"}"#,
        r#""a": {"@reverse": "urn:a", "@id": "urn:a"}"#,
        r#""a": {"@reverse": "urn:a", "@container": "@list"}"#,
        r#""a": {"@id": "urn:a", "@nest": "@id"}"#,
        r#""a": {"@id": "@type", "@prefix": true}"#,
        r#""a:b": {"@id": "urn:c"}"#,
        r#""a": {"@id": "urn:a", "@context": {"b": "relative"}}"#,
        r#""@language": "no_tag""#,
        r#""@direction": "up""#,
        r#""@context": {}, "a": "urn:a""#,
    ] {
        are_refused(&[&format!(r#""@context": {{{definition}}}, "urn:p": "a""#)]);
    }
    come_to(&[(
        r#""@context": {"@version": 1.1, "@type": {"@container": "@set", "@protected": true}}, "@type": "urn:T""#,
        &["_0 <rdf:type> <urn:T>"],
    )]);
}

#[test]
fn protected_terms_stay_what_they_are() {
    let with = |second: &str, rest: &str| {
        format!(
            r#""@context": [{{"@protected": true, "a": {{"@id": "urn:a", "@container": "@set"}}, "n": null}}, {second}], {rest}"#
        )
    };
    for second in [
        r#"{"a": {"@container": ["@set"], "@id": "urn:a"}}"#,
        r#"{"b": {"@id": "urn:b", "@context": {"a": "urn:other"}}}"#,
    ] {
        come_to(&[(
            &with(second, r#""a": 1"#),
            &["_0 <urn:a> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer>"],
        )]);
    }
    let redefined = [r#"{"a": "urn:a"}"#, r#"{"a": null}"#, r#"{"n": "urn:n"}"#, "null"];
    for second in redefined {
        are_refused(&[&with(second, r#""urn:p": 1"#)]);
    }
    let by_type = r#"{"T": {"@id": "urn:T", "@context": {"a": "urn:other"}}}"#;
    are_refused(&[&with(by_type, r#""@type": "T""#)]);
}

#[test]
fn contexts_of_types_hold_for_the_node_and_those_of_properties_below_it() {
    come_to(&[
        (
            r#""type": "Kind", "own": "a", "text": "b""#,
            &["_0 <rdf:type> <Kind>", "_0 <own> \"a\"", "_0 <other> \"b\""],
        ),
        (
            r#""id": "urn:1", "type": "Kind", "own": {"text": "b"}"#,
            &["<urn:1> <rdf:type> <Kind>", "<urn:1> <own> _0", "_0 <text> \"b\""],
        ),
        (
            r#""id": "urn:1", "type": "Deep", "own": {"own": "b"}"#,
            &["<urn:1> <rdf:type> <Deep>", "<urn:1> <own> _0", "_0 <own> \"b\""],
        ),
        (
            r#""id": "urn:1", "inside": {"own": {"id": "urn:2", "own": "b"}}"#,
            &["<urn:1> <inside> _0", "_0 <own> <urn:2>", "<urn:2> <own> \"b\""],
        ),
        (
            r#""id": "urn:1", "link": {"@context": {"@propagate": false, "own": "ex:own"}, "id": "urn:2", "own": "a"}"#,
            &["<urn:1> <link> <urn:2>", "<urn:2> <own> \"a\""],
        ),
    ]);
    are_refused(&[
        r#""type": "Kind", "text": {"own": "b"}"#,
        r#""own": "b""#,
        r#""text": {"@context": {"@propagate": false, "own": "ex:own"}, "own": {"own": "a"}}"#,
        r#"?"@context": [{"@propagate": false, "own": "urn:own"}], "own": "a""#,
        r#"?"@context": {"T": {"@id": "urn:T", "@context": null}}, "@type": "T""#,
        r#"?"@context": {"p": {"@id": "urn:p", "@container": "@list", "@context": {"p": "urn:p"}}}, "p": ["a"]"#,
    ]);
}

#[test]
fn values_have_types_languages_and_directions() {
    come_to(&[
        (r#""text": {"@value": "a", "@type": "ex:Date"}"#, &["_0 <text> \"a\"^^<Date>"]),
        (r#""text": {"@value": "a", "@language": "EN-gb", "@index": "i"}"#, &["_0 <text> \"a\"@en-gb"]),
        (r#""text": {"@value": "a", "@language": null}"#, &["_0 <text> \"a\""]),
        (r#""side": "a""#, &["_0 <side> \"a\"^^<https://www.w3.org/ns/i18n#_rtl>"]),
        (
            r#""french": ["a", 1.5]"#,
            &["_0 <french> \"a\"@fr", "_0 <french> \"1.5E0\"^^<http://www.w3.org/2001/XMLSchema#double>"],
        ),
        (r#""date": [true, "a"]"#, &["_0 <date> \"true\"^^<Date>", "_0 <date> \"a\"^^<Date>"]),
        (r#""said": {"en": ["a", null], "@none": "b"}"#, &["_0 <said> \"a\"@en", "_0 <said> \"b\""]),
        (r#""data": {"b": [1.0, null], "a": {}}"#, &[r#"_0 <data> "{\"a\":{},\"b\":[1,null]}"^^<rdf:JSON>"#]),
        (r#""data": null"#, &["_0 <data> \"null\"^^<rdf:JSON>"]),
        (r#""text": {"@value": null, "@type": "@json"}"#, &["_0 <text> \"null\"^^<rdf:JSON>"]),
        (
            r#""text": {"@value": -0.0, "@type": "http://www.w3.org/2001/XMLSchema#double"}"#,
            &["_0 <text> \"0.0E0\"^^<http://www.w3.org/2001/XMLSchema#double>"],
        ),
        (
            r#""text": {"@value": "1.5E0", "@type": "http://www.w3.org/2001/XMLSchema#double"}"#,
            &["_0 <text> \"1.5E0\"^^<http://www.w3.org/2001/XMLSchema#double>"],
        ),
    ]);
    are_refused(&[
        r#""text": {"@value": null}"#,
        r#""text": {"@value": {}}"#,
        r#""text": {"@value": 1, "@language": "en"}"#,
        r#""text": {"@value": "a", "@language": "no_tag"}"#,
        r#""text": {"@value": "a", "@direction": null}"#,
        r#""text": {"@value": "a", "@type": "ex:Date", "@language": "en"}"#,
        r#""text": {"@value": "a", "@type": ["ex:Date", "ex:Other"]}"#,
        r#""text": {"@value": "a", "@type": "relative"}"#,
        r#""text": {"@value": "a", "text": "b"}"#,
        r#""text": {"@value": "a", "@index": 1}"#,
        r#""text": {"@language": "en"}"#,
        r#""said": {"en": 1}"#,
        r#""said": {"no_tag": "a"}"#,
        r#"?"text": {"@value": "1.5", "@type": "http://www.w3.org/2001/XMLSchema#double"}"#,
    ]);
}

#[test]
fn addresses_are_whole_and_short_forms_are_taken_where_no_reader_looks() {
    come_to(&[
        (r#""link": ["urn:1", "ex:2", "_:b"]"#, &["_1 <link> <urn:1>", "_1 <link> <2>", "_1 <link> _0"]),
        (r#""word": ["text", "urn:1"]"#, &["_0 <word> <text>", "_0 <word> <urn:1>"]),
        (r#""link": {"id": "ex:2", "text": "a"}"#, &["_0 <link> <2>", "<2> <text> \"a\""]),
        (
            r#""type": ["Kind", "ex:Other", "_:b"]"#,
            &["_0 <rdf:type> <Kind>", "_0 <rdf:type> <Other>", "_0 <rdf:type> _1"],
        ),
    ]);
    are_refused(&[
        r#""link": "relative""#,
        r#""link": """#,
        r#""link": "@id""#,
        r#""word": "left""#,
        r#""word": "relative""#,
        r#""type": "relative""#,
        r#""type": null"#,
        r#""link": {"id": null}"#,
        r#""link": {"id": "a b:c"}"#,
        r#"?"id": "ex:1", "text": "a""#,
    ]);
}

#[test]
fn lists_keep_their_order_and_sets_are_taken_apart() {
    let two = |first: &str, second: &str| {
        [
            "_0 <list> _1".to_owned(),
            format!("_1 <rdf:first> {first}"),
            "_1 <rdf:rest> _2".to_owned(),
            format!("_2 <rdf:first> {second}"),
            "_2 <rdf:rest> <rdf:nil>".to_owned(),
        ]
    };
    let sorted = |lines: Vec<String>| {
        let mut lines: Vec<String> = lines.iter().map(|line| line.replace(['0', '1', '2'], "n")).collect();
        lines.sort();
        lines
    };
    for members in [
        r#""list": ["a", null, "b"]"#,
        r#""list": {"@list": ["a", "b"]}"#,
        r#""list": {"@set": ["a", "b"]}"#,
        r#""ex:list": {"@list": ["a", "b"], "@index": "i"}"#,
    ] {
        assert_eq!(sorted(form(members).unwrap()), sorted(two("\"a\"", "\"b\"").to_vec()), "{members}");
    }
    come_to(&[
        (r#""list": []"#, &["_0 <list> <rdf:nil>"]),
        (r#""list": [[]]"#, &["_1 <list> _0", "_0 <rdf:first> <rdf:nil>", "_0 <rdf:rest> <rdf:nil>"]),
        (r#""text": "a", "list": null"#, &["_0 <text> \"a\""]),
        (r#""set": ["a", ["b", {"@set": "c"}]]"#, &["_0 <set> \"a\"", "_0 <set> \"b\"", "_0 <set> \"c\""]),
    ]);
    are_refused(&[
        r#""text": {"@list": ["a"], "text": "b"}"#,
        r#""text": {"@set": ["a"], "id": "urn:1"}"#,
        r#"?"text": {"@list": [["a"]]}"#,
        r#"?"text": {"@set": null}"#,
        r#""@list": ["a"]"#,
    ]);
}

#[test]
fn maps_read_their_keys_as_they_are_told_to() {
    come_to(&[
        (
            r#""byIndex": {"a": "x", "b": ["y", {"text": "z"}]}"#,
            &["_0 <by> \"x\"", "_0 <by> \"y\"", "_0 <by> _1", "_1 <text> \"z\""],
        ),
        (
            r#""id": "urn:1", "byKey": {"a": {"text": "z"}, "@none": {"id": "urn:2"}}"#,
            &["<urn:1> <by> _0", "_0 <text> \"z\"", "_0 <key> \"a\"", "<urn:1> <by> <urn:2>"],
        ),
        (
            r#""id": "urn:1", "byId": {"ex:2": {"text": "z"}, "@none": {"text": "y"}}"#,
            &["<urn:1> <by> <2>", "<2> <text> \"z\"", "<urn:1> <by> _0", "_0 <text> \"y\""],
        ),
        (
            r#""id": "urn:1", "byType": {"Kind": {"own": "z"}}"#,
            &["<urn:1> <by> _0", "_0 <rdf:type> <Kind>", "_0 <own> \"z\""],
        ),
        (
            r#""id": "urn:1", "byType": {"ex:A": "urn:2"}"#,
            &["<urn:1> <by> <urn:2>", "<urn:2> <rdf:type> <A>"],
        ),
    ]);
    are_refused(&[
        r#""byKey": {"a": "x"}"#,
        r#""byId": {"urn:1": "x"}"#,
        r#""byId": {"relative": {"text": "x"}}"#,
        r#""byType": {"relative": {"text": "x"}}"#,
        r#""byIndex": {"a": {"id": "urn:1"}, "b": {"id": "urn:1"}}"#,
        r#"?"byId": {"urn:1": {"id": "urn:2", "text": "x"}}"#,
        r#"?"byType": {"Kind": {"own": "z"}, "ex:A": {"text": "z"}}"#,
    ]);
}

#[test]
fn graphs_hold_nodes_that_say_something() {
    come_to(&[
        (r#""@graph": [{"id": "urn:1", "text": "a"}]"#, &["<urn:1> <text> \"a\""]),
        (r#""id": "urn:g", "@graph": {"id": "urn:1", "text": "a"}"#, &["<urn:1> <text> \"a\" <urn:g>"]),
        (
            r#""id": "urn:1", "graph": {"id": "urn:2", "text": "a"}"#,
            &["<urn:1> <graph> _0", "<urn:2> <text> \"a\" _0"],
        ),
        (
            r#""id": "urn:1", "graphBy": {"a": {"id": "urn:2", "text": "a"}}"#,
            &["<urn:1> <graph> _0", "<urn:2> <text> \"a\" _0"],
        ),
        (
            r#""id": "urn:1", "graphId": {"urn:g": {"id": "urn:2", "text": "a"}}"#,
            &["<urn:1> <graph> <urn:g>", "<urn:2> <text> \"a\" <urn:g>"],
        ),
        (
            r#""id": "urn:1", "graphId": {"urn:g": {"@graph": {"id": "urn:2", "text": "a"}}}"#,
            &["<urn:1> <graph> <urn:g>", "<urn:2> <text> \"a\" <urn:g>"],
        ),
    ]);
    are_refused(&[
        r#""id": "urn:g", "@graph": "urn:1""#,
        r#""id": "urn:g", "@graph": ["a"]"#,
        r#""id": "urn:g", "@graph": [{"id": "urn:1"}]"#,
        r#""id": "urn:g", "@graph": [{"@value": "a"}]"#,
        r#""graph": {"id": "urn:1"}"#,
        r#""graph": ["a"]"#,
        r#""graphBy": {"a": "x"}"#,
        r#""id": "urn:1""#,
        r#""@context": {}"#,
    ]);
}

#[test]
fn statements_backwards_nested_and_included_are_statements_like_others() {
    come_to(&[
        (r#""id": "urn:1", "back": {"id": "urn:2"}"#, &["<urn:2> <link> <urn:1>"]),
        (
            r#""id": "urn:1", "@reverse": {"link": [{"id": "urn:2"}, "urn:3"]}"#,
            &["<urn:2> <link> <urn:1>", "<urn:3> <link> <urn:1>"],
        ),
        (r#""id": "urn:1", "@reverse": {"back": {"id": "urn:2"}}"#, &["<urn:1> <link> <urn:2>"]),
        (
            r#""id": "urn:1", "@nest": {"text": "a", "@nest": [{"text": "b"}]}"#,
            &["<urn:1> <text> \"a\"", "<urn:1> <text> \"b\""],
        ),
        (
            r#""link": {"nest": {"id": "urn:2", "type": "ex:A"}}"#,
            &["_0 <link> <urn:2>", "<urn:2> <rdf:type> <A>"],
        ),
        (
            r#""id": "urn:1", "text": "a", "@included": [{"id": "urn:2", "text": "b"}]"#,
            &["<urn:1> <text> \"a\"", "<urn:2> <text> \"b\""],
        ),
        (r#""id": "urn:1", "text": "a", "@index": "i""#, &["<urn:1> <text> \"a\""]),
    ]);
    are_refused(&[
        r#""back": "urn:2""#,
        r#""id": "urn:1", "@reverse": {"link": {"@list": ["urn:2"]}}"#,
        r#""id": "urn:1", "@reverse": {"id": "urn:2"}"#,
        r#""id": "urn:1", "@reverse": "urn:2""#,
        r#""@nest": "a""#,
        r#""@nest": {"@value": "a"}"#,
        r#""link": {"id": "urn:1", "nest": {"id": "urn:2"}}"#,
        r#""link": {"nest": {"@context": {"own": "ex:own"}, "own": "a"}}"#,
        r#""text": "a", "@included": {"id": "urn:2"}"#,
        r#""text": "a", "@included": "b""#,
        r#""text": "a", "@index": 1"#,
        r#""link": [{"id": "urn:1", "@index": "a"}, {"id": "urn:1", "@index": "b"}]"#,
    ]);
}

/// A credential whose status is written in some other way; each has the same statements.
fn credential(context: &str, members: &str) -> Result<Vec<String>, Fault> {
    form(&format!(
        r#""@context": ["https://www.w3.org/ns/credentials/v2", {{{context}}}], "id": "urn:c", "type": "VerifiableCredential",
        "issuer": "did:example:i", "credentialSubject": {{"id": "did:example:s", "urn:own": {{"id": "urn:c"}}}}, {members}"#
    ))
}

#[test]
fn what_readers_read_by_name_cannot_be_hidden_from_them() {
    let status = r#"{"id": "urn:s", "type": "BitstringStatusListEntry", "statusPurpose": "revocation"}"#;
    let honest = credential("", &format!(r#""credentialStatus": {status}"#)).unwrap();
    assert_eq!(honest.len(), 7, "{honest:?}");
    let iri = "https://www.w3.org/2018/credentials#credentialStatus";
    for (context, members) in [
        ("", format!(r#""{iri}": {status}"#)),
        ("", format!(r#""@nest": {{"credentialStatus": {status}}}"#)),
        (
            "",
            format!(
                r#""@included": {{"id": "urn:c", "type": "VerifiableCredential", "credentialStatus": {status}}}"#
            ),
        ),
        (
            "",
            format!(
                r#""@included": {{"id": "urn:x", "urn:y": {{"id": "urn:c", "type": "VerifiableCredential", "credentialStatus": {status}}}}}"#
            ),
        ),
        ("", r#""urn:own": {"id": "urn:s", "@reverse": {"credentialStatus": "urn:c"}}"#.to_owned()),
        ("", format!(r#""credentialStatus": {{"@set": [{status}]}}"#)),
        (r#""kept": "@nest""#, format!(r#""kept": {{"urn:p": 1}}, "credentialStatus": {status}"#)),
        (
            r#""statusOf": {"@reverse": "https://www.w3.org/2018/credentials#credentialStatus"}"#,
            status.replacen('{', r#""urn:own": {"statusOf": "urn:c","#, 1),
        ),
        (
            r#""status": {"@id": "https://www.w3.org/2018/credentials#credentialStatus", "@container": "@index"}"#,
            format!(r#""status": {{"a": {status}}}"#),
        ),
    ] {
        let fault = credential(context, &members).unwrap_err();
        let reverse = members.contains("@reverse");
        let guarded = matches!(fault, Fault::Unsupported(_) | Fault::Invalid(_));
        assert!(guarded || (reverse && matches!(fault, Fault::Undefined(_))), "{members}: {fault}");
    }
    // The node of the credential, met where the subject mentions it.
    let moved = form(&format!(
        r#""@context": "https://www.w3.org/ns/credentials/v2", "id": "urn:c", "type": "VerifiableCredential",
        "issuer": "did:example:i",
        "credentialSubject": {{"id": "did:example:s", "urn:own": {{"id": "urn:c", "type": "VerifiableCredential", "credentialStatus": {status}}}}}"#
    ));
    assert!(matches!(moved, Err(Fault::Unsupported(_))), "{moved:?}");
    // In somebody's own terms all of it is open.
    let own = r#""urn:own": {"@nest": {"urn:p": 1}, "@included": {"urn:q": {"@set": [2]}}}"#;
    assert!(credential("", own).is_ok());
}

#[test]
fn a_thousand_credentials_under_somebodys_own_term_are_not_too_entangled() {
    let one = r#"{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"]}"#;
    let all = vec![one; 1_000].join(",");
    let text = format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2",{{"own":"urn:own"}}],"type":["VerifiableCredential"],"own":[{all}]}}"#
    );
    assert!(super::canonical(text.as_bytes()).is_ok_and(|form| form.lines().count() > 1_000));
}

const BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
const BADGE: &str = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential";

/// A credential by its contexts, types and other members, its subject having a link `urn:own`.
fn badge(contexts: &str, types: &str, own: &str, members: &str) -> Result<Vec<String>, Fault> {
    form(&format!(
        r#""@context": ["https://www.w3.org/ns/credentials/v2", {contexts}], "id": "urn:c",
        "type": ["VerifiableCredential", {types}], "issuer": {{"id": "did:example:i", "name": "i"}},
        "credentialSubject": {{"id": "did:example:s", {own}}}{members}"#
    ))
}

fn is_guarded(form: &Result<Vec<String>, Fault>) {
    assert!(matches!(form, Err(Fault::Unsupported(_) | Fault::Invalid(_))), "{form:?}");
}

#[test]
fn what_is_said_of_a_node_cannot_be_moved_to_where_no_reader_looks() {
    let moved = |own: &str| {
        let map = r#"{"u": "urn:", "i": "did:example:", "rel": "urn:own", "at": {"@id": "urn:own", "@container": "@id"},
            "from": {"@reverse": "urn:own"},
            "validUntil": "https://www.w3.org/2018/credentials#validUntil", "holder": "https://www.w3.org/2018/credentials#holder",
            "by": {"@id": "urn:own", "@container": "@type"}}"#;
        badge(map, r#""urn:Kind""#, own, "")
    };
    assert!(moved(r#""rel": {"id": "u:c"}"#).is_ok());
    assert!(moved(r#""rel": {"id": "u:other", "validUntil": "2026-01-01T00:00:00Z"}"#).is_ok());
    assert!(moved(r#""rel": {"id": "i:i", "type": "urn:Kind", "urn:own": 1}"#).is_ok());
    for own in [
        r#""rel": {"id": "u:c", "validUntil": "2026-01-01T00:00:00Z"}"#,
        r#""at": {"u:c": {"validUntil": "2026-01-01T00:00:00Z"}}"#,
        r#""from": {"id": "u:c", "validUntil": "2026-01-01T00:00:00Z"}"#,
        r#""rel": {"id": "u:c", "name": "a"}"#,
        r#""rel": {"id": "i:i", "name": "a"}"#,
        r#""rel": {"id": "i:s", "name": "a"}"#,
        r#""rel": {"urn:own": 1, "holder": {"id": "did:example:i", "name": "a"}}"#,
        r#""rel": {"id": "u:c", "type": "EnvelopedVerifiableCredential"}"#,
        r#""rel": {"id": "u:c", "type": "urn:x#RecipientLinkCredential"}"#,
        r#""by": {"EnvelopedVerifiableCredential": "u:c"}"#,
    ] {
        is_guarded(&moved(own));
    }
}

#[test]
fn a_class_is_written_by_its_name_and_its_name_is_its_own() {
    let typed = |contexts: &str, name: &str| badge(contexts, &format!("\"{name}\""), r#""urn:p": 1"#, "");
    let honest = typed(&format!("\"{BADGES}\""), "OpenBadgeCredential").unwrap();
    assert_eq!(honest, typed(&format!("\"{BADGES}\""), "AchievementCredential").unwrap());
    for name in ["OpenBadgeCredential", "AchievementCredential"] {
        assert_eq!(honest, typed(&format!(r#"{{"{name}": "{BADGE}"}}"#), name).unwrap());
    }
    for (name, iri) in [
        ("RecipientLinkCredential", BADGE),
        ("Own", BADGE),
        ("RecipientLinkCredential", "urn:own#Kind"),
        ("Own", "urn:laurel:record#RecipientLinkCredential"),
        ("OpenBadgeCredential", "urn:own#Kind"),
        ("OpenBadgeCredential", "https://purl.imsglobal.org/spec/vc/ob/vocab.html#EndorsementCredential"),
    ] {
        is_guarded(&typed(&format!(r#"{{"{name}": "{iri}"}}"#), name));
    }
    is_guarded(&typed("{}", BADGE));
    let rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    is_guarded(&badge(
        "{}",
        r#""urn:Kind""#,
        r#""urn:p": 1"#,
        &format!(r#", "{rdf_type}": {{"id": "urn:Other"}}"#),
    ));
    for (name, iri) in [
        ("RecipientLinkCredential", "urn:laurel:record#RecipientLinkCredential"),
        ("OpenBadgeCredential", "https://example.org/OpenBadgeCredential"),
        ("Own", "https://example.org/OpenBadgeCredential"),
    ] {
        assert!(typed(&format!(r#"{{"{name}": "{iri}"}}"#), name).is_ok(), "{name} {iri}");
    }
}

#[test]
fn a_name_that_readers_look_for_stands_for_what_is_called_so() {
    let with = |contexts: &str, own: &str| badge(contexts, r#""urn:Kind""#, own, "");
    for (context, own) in [
        (r#"{"identifier": "urn:own"}"#, r#""identifier": "a""#),
        (r#"{"rel": "urn:own", "achievement": "rel:other"}"#, r#""achievement": "a""#),
        (r#"{"@vocab": "https://example.org/my-"}"#, r#""identifier": "a""#),
    ] {
        is_guarded(&with(context, own));
    }
    for (context, own) in [
        (r#"{"identifier": "http://schema.org/identifier"}"#, r#""identifier": "a""#),
        (
            r#""https://www.w3.org/ns/credentials/examples/v2""#,
            r#""achievement": "a", "degree": {"type": "Other", "name": "b"}"#,
        ),
        (
            r#""https://www.w3.org/ns/credentials/undefined-terms/v2""#,
            r#""achievement": {"type": "Achievement"}"#,
        ),
        (r#"{"identifier": "urn:own"}"#, r#""urn:own": {"identifier": "a"}"#),
    ] {
        if let Err(fault) = with(context, own) {
            panic!("{context} {own}: {fault}");
        }
    }
}
