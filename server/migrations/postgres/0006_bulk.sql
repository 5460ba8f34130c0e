-- Many awards from one file. While it is `new`, the file waits to be checked; from the start on
-- its rows wait in bulk_row, and what became of each is in bulk_outcome. A row goes from one to
-- the other in the transaction that issues its credential, so that none is lost and none comes
-- twice. Names and addresses are sealed, and go when they are no longer needed.

create table bulk (
    bulk_id text not null constraint bulk_pk primary key,
    issuer_id text not null constraint bulk_issuer_fk references issuer,
    achievement_id text not null constraint bulk_achievement_fk references achievement,
    achievement_version bigint not null default 0,
    created_by text constraint bulk_account_fk references account on delete set null,
    file_name text not null,
    -- How the file is to be read: which column holds what, as JSON.
    settings text not null,
    state text not null
        constraint bulk_state_ck check (state in ('new', 'running', 'paused', 'failed', 'cancelled', 'done')),
    -- Why it failed: a name.
    fault text,
    -- Rows to be awarded, those that were, and those that were left out at the start.
    total bigint not null default 0,
    done bigint not null default 0,
    left_out bigint not null default 0,
    created_at bigint not null,
    started_at bigint,
    -- When it last had a turn; the longest ago comes first.
    turn_at bigint not null default 0,
    -- Since when, and from which row on, it has run without a rest.
    run_since bigint not null default 0,
    run_from bigint not null default 0,
    -- How often in a row a turn of it failed.
    tries bigint not null default 0,
    ended_at bigint,
    purged_at bigint
);
create index bulk_issuer_ix on bulk (issuer_id, created_at);
create index bulk_running_ix on bulk (turn_at) where state = 'running';

create table bulk_file (
    bulk_id text not null constraint bulk_file_pk primary key
        constraint bulk_file_bulk_fk references bulk on delete cascade,
    sealed text not null
);

create table bulk_row (
    bulk_id text not null constraint bulk_row_bulk_fk references bulk on delete cascade,
    position bigint not null,
    sealed text not null,
    constraint bulk_row_pk primary key (bulk_id, position)
);

create table bulk_outcome (
    bulk_id text not null constraint bulk_outcome_bulk_fk references bulk on delete cascade,
    position bigint not null,
    -- The credential, or what kept the row from getting one.
    credential_id text constraint bulk_outcome_credential_fk references credential,
    sealed text,
    constraint bulk_outcome_pk primary key (bulk_id, position)
);
