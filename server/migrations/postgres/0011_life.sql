-- How many days before the end of what they hold people are reminded of it; null: they are not.

alter table issuer add column reminder_days bigint;

-- The end of which its holder was reminded: when that is put off, they are reminded once more.

alter table credential add column reminded_until bigint;

-- Later editions of many credentials: renewed, or signed again after a key was stolen. What waits
-- is in rework_item, and leaves it in the transaction that writes its edition, so that none is
-- missed and none is written twice. What gets no edition stays there, with the reason.

create table rework (
    rework_id text not null constraint rework_pk primary key,
    issuer_id text not null constraint rework_issuer_fk references issuer,
    kind text not null constraint rework_kind_ck check (kind in ('renew', 'reissue')),
    -- Until when they count; null: as long as their achievements say.
    valid_until bigint,
    -- What signed them.
    issuer_key_id text constraint rework_issuer_key_fk references issuer_key,
    created_by text constraint rework_account_fk references account on delete set null,
    state text not null constraint rework_state_ck check (state in ('running', 'failed', 'done')),
    total bigint not null default 0,
    done bigint not null default 0,
    left_out bigint not null default 0,
    created_at bigint not null,
    -- When it last had a turn; the longest ago comes first.
    turn_at bigint not null default 0,
    -- How often in a row a turn of it failed.
    tries bigint not null default 0,
    ended_at bigint
);
create index rework_issuer_ix on rework (issuer_id, created_at);
create index rework_running_ix on rework (turn_at) where state = 'running';

create table rework_item (
    rework_id text not null constraint rework_item_rework_fk references rework on delete cascade,
    credential_id text not null constraint rework_item_credential_fk references credential,
    -- What kept it from getting an edition.
    fault text,
    constraint rework_item_pk primary key (rework_id, credential_id)
);
create index rework_item_credential_ix on rework_item (credential_id);
