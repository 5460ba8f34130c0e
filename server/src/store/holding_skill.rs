//! `holding_skill`: what a holding says that its holder can do.

use super::{StoreError, Tx};
use crate::id::{AccountId, CredentialId};

/// A skill that a holding is aligned to.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct NewSkill {
    /// What tells it from other skills.
    pub skill: String,
    /// Its name.
    pub name: String,
    /// Its code in its framework; may be empty.
    pub code: String,
    /// Its framework; may be empty.
    pub framework: String,
    /// Its address; may be empty.
    pub url: String,
}

/// Keeps the skills of a holding in the place of those before.
///
/// # Errors
/// When the database fails.
pub async fn keep(
    tx: &mut Tx,
    id: CredentialId,
    account: AccountId,
    skills: &[NewSkill],
) -> Result<(), StoreError> {
    tx.execute("delete from holding_skill where holding_id = $1", (id,)).await?;
    let rows = (0_i64..).zip(skills).map(|(position, skill)| {
        let NewSkill { skill, name, code, framework, url } = skill.clone();
        (id, position, account, skill, name, code, framework, url)
    });
    let rows: Vec<_> = rows.collect();
    let insert =
        "insert into holding_skill (holding_id, position, account_id, skill, name, code, framework, url)";
    tx.insert_many(insert, rows).await
}

/// A skill, and how many credentials of a wallet say it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SkillRow {
    /// What tells it from other skills.
    pub skill: String,
    /// Its name.
    pub name: String,
    /// Its code.
    pub code: String,
    /// Its framework.
    pub framework: String,
    /// Its address.
    pub url: String,
    /// How many credentials say it.
    pub credentials: i64,
    /// How many skills there are in all.
    pub found: i64,
}

/// The skills of a wallet, those that most credentials say first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(tx: &mut Tx, account: AccountId, limit: u32) -> Result<Vec<SkillRow>, StoreError> {
    let sql = "select holding_skill.skill, max(holding_skill.name) as name, max(holding_skill.code) as code,
            max(holding_skill.framework) as framework, max(holding_skill.url) as url,
            count(distinct holding_skill.holding_id) as credentials, count(*) over () as found
        from holding_skill join holding on holding.holding_id = holding_skill.holding_id
        where holding_skill.account_id = $1 and holding.removed_at is null
        group by holding_skill.skill
        order by count(distinct holding_skill.holding_id) desc, holding_skill.skill limit $2";
    tx.fetch_all(sql, (account, i64::from(limit))).await
}

/// Which credential of a wallet says which skill.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SaidRow {
    /// The skill.
    pub skill: String,
    /// The credential.
    pub holding_id: CredentialId,
    /// Its name.
    pub title: String,
    /// Its issuer.
    pub issuer_name: String,
    /// What the last check of it came to.
    pub state: String,
    /// Until when it counts.
    pub valid_until: Option<i64>,
    /// Whether its holder alone says that it is theirs.
    pub on_word: bool,
}

/// Which credentials of a wallet say the skills that [`of_account`] gives, of each skill the newest.
///
/// * `each`: how many of one skill.
///
/// # Errors
/// When the database fails.
pub async fn said(
    tx: &mut Tx,
    account: AccountId,
    limit: u32,
    each: u32,
) -> Result<Vec<SaidRow>, StoreError> {
    let sql = "select said.skill, said.holding_id, said.title, said.issuer_name, said.state, said.valid_until,
            said.on_word
        from (select holding_skill.skill, holding_skill.holding_id, holding_summary.title,
                holding_summary.issuer_name, holding_summary.state, holding_summary.valid_until,
                holding.whose = 'word' as on_word,
                row_number() over (partition by holding_skill.skill
                    order by holding_summary.awarded_at desc, holding_skill.holding_id desc) as place
            from holding_skill
                join holding on holding.holding_id = holding_skill.holding_id
                join holding_summary on holding_summary.holding_id = holding_skill.holding_id
            where holding_skill.account_id = $1 and holding.removed_at is null
                and holding_skill.skill in (select most.skill
                    from holding_skill most join holding held on held.holding_id = most.holding_id
                    where most.account_id = $1 and held.removed_at is null
                    group by most.skill order by count(distinct most.holding_id) desc, most.skill limit $2)) said
        where said.place <= $3 order by said.skill, said.place";
    tx.fetch_all(sql, (account, i64::from(limit), i64::from(each))).await
}
