-- How often, and nothing about who: what institutions awarded that was opened where it was shared, and
-- what this service was asked to verify, by month in UTC, such as `2026-11`.

create table insight (
    issuer_id text not null constraint insight_issuer_fk references issuer,
    achievement_id text not null constraint insight_achievement_fk references achievement on delete cascade,
    month text not null,
    kind text not null constraint insight_kind_ck check (kind in ('shared', 'verified')),
    count bigint not null,
    constraint insight_pk primary key (issuer_id, achievement_id, month, kind)
);

-- Since when that is counted.

create table insight_since (
    one bigint not null constraint insight_since_pk primary key constraint insight_since_one_ck check (one = 1),
    at bigint not null
);

-- Whom an institution gave a learner's records, and who of its own people took copies. Rows are added and
-- never changed: what was wrong is corrected by a later one, `mistaken` where nothing was given.
-- Source: 34 CFR 99.32.

create table disclosure (
    disclosure_id text not null constraint disclosure_pk primary key,
    issuer_id text not null constraint disclosure_issuer_fk references issuer,
    learner_id text not null constraint disclosure_learner_fk references learner on delete cascade,
    account_id text constraint disclosure_account_fk references account on delete set null,
    kind text not null constraint disclosure_kind_ck check (kind in ('given', 'downloaded', 'mistaken')),
    recipient text not null,
    what text not null,
    purpose text not null,
    ground text not null,
    given_at bigint not null,
    noted_at bigint not null,
    corrects text constraint disclosure_corrects_fk references disclosure on delete cascade
        constraint disclosure_corrects_uq unique,
    note text not null
);
create index disclosure_learner_ix on disclosure (learner_id, noted_at);

create table disclosure_item (
    disclosure_id text not null constraint disclosure_item_disclosure_fk references disclosure on delete cascade,
    credential_id text not null constraint disclosure_item_credential_fk references credential on delete cascade,
    constraint disclosure_item_pk primary key (disclosure_id, credential_id)
);
create index disclosure_item_credential_ix on disclosure_item (credential_id);

-- What holders ask an institution to correct, and what became of it.
-- Source: 34 CFR 99.20 to 99.22.

create table amendment (
    amendment_id text not null constraint amendment_pk primary key,
    issuer_id text not null constraint amendment_issuer_fk references issuer,
    credential_id text not null constraint amendment_credential_fk references credential on delete cascade,
    account_id text not null constraint amendment_account_fk references account on delete cascade,
    wrong text not null,
    instead text not null,
    state text not null constraint amendment_state_ck check (state in ('waiting', 'corrected', 'declined')),
    asked_at bigint not null,
    decided_at bigint,
    decided_by text constraint amendment_decided_by_fk references account on delete set null,
    reason text not null,
    statement text not null,
    stated_at bigint
);
-- One at a time.
create unique index amendment_waiting_uq on amendment (credential_id) where state = 'waiting';
create index amendment_credential_ix on amendment (credential_id);
create index amendment_issuer_ix on amendment (issuer_id, asked_at);
create index amendment_account_ix on amendment (account_id, asked_at);
