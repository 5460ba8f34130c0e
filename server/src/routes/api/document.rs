//! What every operation of the API has in common, written into its document once: who may ask, the
//! problems that may be answered, `Idempotency-Key`, and ids and summaries fit for a client's
//! functions.

use serde_json::{Map, Value, json};

use super::idempotent;

/// What may be answered instead of what was asked for: status, when, in words.
const PROBLEMS: [(&str, When, &str); 9] = [
    ("400", When::Always, "The request cannot be read"),
    ("401", When::Secured, "Nobody is signed in, or the key is not good"),
    ("403", When::Secured, "Not at this institution, not in this role, or not in the key's scopes"),
    ("404", When::Named, "There is no such thing here"),
    ("413", When::Sending, "The request is too long"),
    ("422", When::Sending, "Fields need another look; `errors` says which"),
    ("429", When::Always, "Too often; `Retry-After` says when to come back"),
    ("500", When::Always, "Something is broken here"),
    ("503", When::Always, "The service is busy, or its database away; `Retry-After` says when to come back"),
];

/// Which operations may be answered so.
#[derive(Clone, Copy, PartialEq)]
enum When {
    Always,
    /// Those that ask who asks.
    Secured,
    /// Those whose address names a thing.
    Named,
    /// Those that send a body.
    Sending,
}

/// Completes the document.
pub(super) fn complete(mut document: Value, server: &str) -> Value {
    document["servers"] = json!([{ "url": server }]);
    document["components"]["securitySchemes"] = json!({
        "key": { "type": "http", "scheme": "bearer", "bearerFormat": "laurel_…",
            "description": "A program's key, made by an owner at `/desk/{slug}/programs`. What it may do are its \
                scopes: `see`, `award`, `describe`, `revoke`, `enrol`, `audit`. An operation names the one that it needs." },
        "session": { "type": "apiKey", "in": "cookie", "name": "session",
            "description": "The session of a person who is signed in (`__Host-session` over https). Needs the \
                person's role, and a request from the service's own pages." },
    });
    document["components"]["parameters"] = json!({ "IdempotencyKey": {
        "name": "Idempotency-Key", "in": "header", "required": false,
        "schema": { "type": "string", "minLength": 1, "maxLength": idempotent::MOST_KEY },
        "description": "A name of your own for this request. The same request under the same key is done once: for \
            24 hours its answer is given again, with `Idempotent-Replayed: true`. While it is being worked on the \
            answer is 409 with `Retry-After`; another request under the same key is refused with 422. A request \
            that failed may be sent again under its key.",
    } });
    let Some(paths) = document["paths"].as_object_mut() else { return document };
    for (path, methods) in paths {
        for (method, operation) in methods.as_object_mut().into_iter().flatten() {
            if let Some(operation) = operation.as_object_mut() {
                complete_operation(path, method, operation);
            }
        }
    }
    document
}

fn complete_operation(path: &str, method: &str, operation: &mut Map<String, Value>) {
    describe(operation);
    let security = operation.entry("security").or_insert_with(|| json!([])).as_array_mut();
    let mut secured = false;
    if let Some(ways) = security {
        secured = ways.iter().any(|way| way.as_object().is_some_and(|way| !way.is_empty()));
        if ways.iter().any(|way| way.get("key").is_some()) {
            ways.push(json!({ "session": [] }));
        }
    }
    if secured && method == "post" {
        let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
        if let Some(parameters) = parameters.as_array_mut() {
            parameters.push(json!({ "$ref": "#/components/parameters/IdempotencyKey" }));
        }
    }
    let sending = operation.contains_key("requestBody");
    if let Some(body) = operation.get_mut("requestBody") {
        say_binary(body);
    }
    let paged = operation.get("parameters").is_some_and(|all| {
        all.as_array().is_some_and(|all| all.iter().any(|parameter| parameter["name"] == "cursor"))
    });
    let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else { return };
    for (status, when, description) in PROBLEMS {
        let named = path.replace("{slug}", "").contains('{');
        let may_be = match when {
            When::Always => true,
            When::Secured => secured,
            When::Named => named,
            When::Sending => sending,
        };
        if may_be && !responses.contains_key(status) {
            responses.insert(status.to_owned(), json!({ "description": description }));
        }
    }
    for (status, response) in responses {
        say_binary(response);
        if status.as_str() >= "400" {
            let schema = json!({ "schema": { "$ref": "#/components/schemas/ProblemDetails" } });
            response["content"] = json!({ "application/problem+json": schema });
        } else if paged {
            response["headers"] = json!({ "Link": { "schema": { "type": "string" },
                "description": "The next part of the list, with `rel=\"next\"`; absent in the last" } });
        }
    }
}

/// Pictures are bytes, and no lists of numbers.
fn say_binary(body: &mut Value) {
    let content = body.get_mut("content").and_then(Value::as_object_mut).into_iter().flatten();
    for (_, media) in content.filter(|(kind, _)| kind.starts_with("image/")) {
        media["schema"] = json!({ "type": "string", "format": "binary" });
    }
}

/// An id that no other operation has, and a summary of one sentence.
fn describe(operation: &mut Map<String, Value>) {
    let text = |operation: &Map<String, Value>, name: &str| {
        operation.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let tag = operation["tags"][0].as_str().unwrap_or_default().replace('-', "_");
    let id = format!("{tag}_{}", text(operation, "operationId"));
    operation.insert("operationId".to_owned(), id.into());
    let words = [text(operation, "summary"), text(operation, "description")].join("\n");
    let mut parts = words.split("\n\n").map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    let first = parts.next().unwrap_or_default();
    let (summary, more) = first.split_once(". ").unwrap_or((first.trim_end_matches('.'), ""));
    let more = Some(more.to_owned()).filter(|more| !more.is_empty());
    let description = more.into_iter().chain(parts).collect::<Vec<_>>().join("\n\n");
    operation.insert("summary".to_owned(), summary.into());
    if description.is_empty() {
        operation.remove("description");
    } else {
        operation.insert("description".to_owned(), description.trim().into());
    }
}
