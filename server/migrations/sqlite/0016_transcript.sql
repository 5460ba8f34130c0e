-- Transcripts: credentials that hold others. An institution has one achievement that stands for
-- them, and achievements for what its other systems know under keys of their own.

alter table achievement add column kind text not null default 'achievement'
    constraint achievement_kind_ck check (kind in ('achievement', 'transcript'));
alter table achievement add column source_key text;
create unique index achievement_source_uq on achievement (issuer_id, source_key);

-- Who a learner is in a school's information system: OneRoster's sourcedId and userMasterIdentifier.

alter table learner add column sourced_id text;
alter table learner add column master_id text;
create unique index learner_sourced_uq on learner (issuer_id, sourced_id);
create index learner_master_ix on learner (issuer_id, master_id);

-- What is particular to a transcript. A learner has one that is complete, as far as the institution
-- knows, and any number that are not.

create table transcript (
    credential_id text not null constraint transcript_pk primary key
        constraint transcript_credential_fk references credential,
    learner_id text constraint transcript_learner_fk references learner,
    partial boolean not null,
    -- What the grades mean.
    legend text not null,
    -- The import that wrote it last.
    batch_id text
);
create index transcript_learner_ix on transcript (learner_id);

-- What is in a transcript: credentials of their own, which go, come and stay with it.

create table transcript_part (
    part_id text not null constraint transcript_part_pk primary key,
    credential_id text not null constraint transcript_part_credential_fk references credential,
    -- What it is to the system that it came from, over all imports.
    part_key text not null,
    position bigint not null,
    achievement_id text not null constraint transcript_part_achievement_fk references achievement,
    achievement_version bigint not null,
    -- The achievement that it is a part of, such as a diploma.
    part_of text constraint transcript_part_of_fk references achievement,
    session_id text,
    details text not null,
    document text not null,
    issuer_key_id text not null constraint transcript_part_key_fk references issuer_key,
    status_list_id text not null constraint transcript_part_status_list_fk references status_list,
    status_index bigint not null,
    awarded_at bigint not null,
    valid_from bigint not null,
    edition bigint not null,
    -- Since when it is in the transcript no more.
    withdrawn_at bigint,
    constraint transcript_part_status_uq unique (status_list_id, status_index)
);
create unique index transcript_part_key_uq on transcript_part (credential_id, part_key) where withdrawn_at is null;
create index transcript_part_issuer_key_ix on transcript_part (issuer_key_id);

-- Earlier editions of them, byte for byte.

create table transcript_part_edition (
    part_id text not null constraint transcript_part_edition_part_fk references transcript_part,
    edition bigint not null,
    document text not null,
    status_list_id text not null constraint transcript_part_edition_status_list_fk references status_list,
    status_index bigint not null,
    valid_from bigint not null,
    replaced_at bigint not null,
    kind text not null
        constraint transcript_part_edition_kind_ck check (kind in ('bound', 'extended', 'corrected', 'withdrawn')),
    constraint transcript_part_edition_pk primary key (part_id, edition)
);
create index transcript_part_edition_status_ix on transcript_part_edition (status_list_id, status_index);

-- Many transcripts from one import. While it waits, is worked off or taken back, its rows wait in
-- transcript_batch_row; what became of each is in transcript_batch_outcome. A row goes from one to
-- the other in the transaction that signs its transcript, so that none is lost and none comes twice.

create table transcript_batch (
    batch_id text not null constraint transcript_batch_pk primary key,
    issuer_id text not null constraint transcript_batch_issuer_fk references issuer,
    -- The file that it came from.
    title text not null,
    legend text not null,
    -- The sessions that it has whole: a list of ids, as JSON.
    sessions text not null,
    state text not null constraint transcript_batch_state_ck
        check (state in ('approval', 'scheduled', 'running', 'failed', 'done', 'undoing', 'undone', 'cancelled')),
    created_by text constraint transcript_batch_account_fk references account on delete set null,
    created_at bigint not null,
    approved_by text constraint transcript_batch_approved_fk references account on delete set null,
    approved_at bigint,
    -- Not before.
    release_at bigint,
    total bigint not null default 0,
    issued bigint not null default 0,
    extended bigint not null default 0,
    corrected bigint not null default 0,
    unchanged bigint not null default 0,
    left_out bigint not null default 0,
    undone bigint not null default 0,
    turn_at bigint not null default 0,
    tries bigint not null default 0,
    started_at bigint,
    ended_at bigint
);
create index transcript_batch_issuer_ix on transcript_batch (issuer_id, created_at);
create index transcript_batch_waiting_ix on transcript_batch (turn_at) where state in ('scheduled', 'running', 'undoing');

create table transcript_batch_row (
    batch_id text not null constraint transcript_batch_row_batch_fk references transcript_batch on delete cascade,
    position bigint not null,
    sealed text not null,
    constraint transcript_batch_row_pk primary key (batch_id, position)
);

create table transcript_batch_outcome (
    batch_id text not null constraint transcript_batch_outcome_batch_fk references transcript_batch on delete cascade,
    position bigint not null,
    -- `new`, `extended`, `corrected`, `unchanged`, `left_out`, `undone`, `kept`.
    kind text not null,
    credential_id text constraint transcript_batch_outcome_credential_fk references credential,
    -- Who it is and why it was left out; what the transcript held before.
    sealed text not null,
    constraint transcript_batch_outcome_pk primary key (batch_id, position)
);
create index transcript_batch_outcome_kind_ix on transcript_batch_outcome (batch_id, kind, position);
