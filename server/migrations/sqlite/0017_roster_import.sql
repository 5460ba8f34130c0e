-- Exports of a school's system, read and judged, waiting to become transcripts. The zip itself is never
-- kept: passwords and birth dates may be in it. What was read lies sealed in roster_import_part, until it
-- is used or has waited for too long; the row itself tells what came and what was wrong with it.

create table roster_import (
    roster_import_id text not null constraint roster_import_pk primary key,
    issuer_id text not null constraint roster_import_issuer_fk references issuer,
    created_by text constraint roster_import_account_fk references account on delete set null,
    file_name text not null,
    -- The release of OneRoster; empty where it could not be told.
    version text not null,
    errors bigint not null,
    warnings bigint not null,
    -- Files of the zip without and with errors in them.
    files_imported text not null,
    files_rejected text not null,
    supplement_name text,
    supplement_faults bigint not null default 0,
    -- What its records mean to whoever uses them, as JSON.
    mapping text not null,
    state text not null constraint roster_import_state_ck check (state in ('new', 'used')),
    created_at bigint not null,
    purged_at bigint
);
create index roster_import_issuer_ix on roster_import (issuer_id, created_at);
create index roster_import_kept_ix on roster_import (created_at) where purged_at is null;

create table roster_import_part (
    roster_import_id text not null
        constraint roster_import_part_import_fk references roster_import on delete cascade,
    kind text not null
        constraint roster_import_part_kind_ck check (kind in ('records', 'faults', 'supplement', 'supplement_faults')),
    sealed text not null,
    constraint roster_import_part_pk primary key (roster_import_id, kind)
);
