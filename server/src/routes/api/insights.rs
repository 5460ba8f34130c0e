//! What came of an institution's awards, in numbers.

use api::{AchievementInsight, InsightNumbers, Insights, MonthInsight};
use axum::{Json as AxumJson, extract::State};

use crate::{
    app::App,
    flows::insight::{self, Number, Numbers},
    problem::Problem,
    routes::{extract::Params, rfc3339, visit::Caller},
};

/// Credentials issued, claimed, shared and verified in the last twelve months
///
/// By month (UTC) and by achievement.
///
/// Numbers are text: `12`; `<10` for fewer than ten people; `40+` for 40 to 49, wherever another
/// number of the same kind is hidden. Shared and verified are absent for months before they were
/// counted.
#[utoipa::path(get, path = "/issuers/{slug}/insights", tag = "insights", params(("slug" = String, Path)),
    security(("key" = ["see"])), responses(
    (status = 200, description = "The numbers", body = Insights),
))]
pub(super) async fn show(
    State(app): State<App>,
    Caller(viewer): Caller,
    Params(slug): Params<String>,
) -> Result<AxumJson<Insights>, Problem> {
    let found = insight::look(&app, &viewer, &slug).await?;
    let month = |(month, told): (insight::Month, Numbers)| MonthInsight {
        month: month.to_string(),
        numbers: numbers(told),
    };
    Ok(AxumJson(Insights {
        months: found.months.into_iter().map(month).collect(),
        achievements: found
            .achievements
            .into_iter()
            .map(|(id, name, told)| AchievementInsight { id: id.to_string(), name, numbers: numbers(told) })
            .collect(),
        total: numbers(found.total),
        counted_since: found.since.map(rfc3339),
    }))
}

fn numbers(numbers: Numbers) -> InsightNumbers {
    let [issued, claimed, shared, verified] = numbers;
    let text = |number: Number| (number != Number::Uncounted).then(|| number.to_string());
    InsightNumbers {
        issued: issued.to_string(),
        claimed: claimed.to_string(),
        shared: text(shared),
        verified: text(verified),
    }
}
