-- People.

create table account (
    account_id text not null constraint account_pk primary key,
    name text not null,
    created_at bigint not null
);

create table address (
    email text not null constraint address_pk primary key,
    account_id text not null constraint address_account_fk references account on delete cascade,
    verified_at bigint not null
);
create index address_account_ix on address (account_id);

create table session (
    token_hash text not null constraint session_pk primary key,
    account_id text not null constraint session_account_fk references account on delete cascade,
    created_at bigint not null,
    expires_at bigint not null
);
create index session_account_ix on session (account_id);
create index session_expires_ix on session (expires_at);

create table sign_in (
    token_hash text not null constraint sign_in_pk primary key,
    email text not null,
    next text not null,
    asked boolean not null,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);
create index sign_in_email_ix on sign_in (email, created_at);
create index sign_in_expires_ix on sign_in (expires_at);

create table mail (
    mail_id text not null constraint mail_pk primary key,
    recipient text not null,
    sealed text not null,
    created_at bigint not null,
    sent_at bigint
);
create index mail_created_ix on mail (created_at);

-- Institutions and what they award.

create table issuer (
    issuer_id text not null constraint issuer_pk primary key,
    slug text not null constraint issuer_slug_uq unique,
    name text not null,
    description text not null,
    url text,
    email text,
    did text not null,
    created_at bigint not null
);

create table issuer_key (
    issuer_key_id text not null constraint issuer_key_pk primary key,
    issuer_id text not null constraint issuer_key_issuer_fk references issuer,
    method text not null,
    public_key text not null,
    sealed_seed text not null,
    created_at bigint not null,
    retired_at bigint
);
create index issuer_key_issuer_ix on issuer_key (issuer_id);

create table staff (
    issuer_id text not null constraint staff_issuer_fk references issuer,
    account_id text not null constraint staff_account_fk references account on delete cascade,
    role text not null constraint staff_role_ck check (role in ('owner', 'issuer')),
    created_at bigint not null,
    constraint staff_pk primary key (issuer_id, account_id)
);
create index staff_account_ix on staff (account_id);

create table achievement (
    achievement_id text not null constraint achievement_pk primary key,
    issuer_id text not null constraint achievement_issuer_fk references issuer,
    name text not null,
    description text not null,
    criteria text not null,
    achievement_type text not null,
    tags text not null,
    image_type text not null,
    image blob not null,
    created_at bigint not null
);
create index achievement_issuer_ix on achievement (issuer_id, created_at);

create table status_list (
    status_list_id text not null constraint status_list_pk primary key,
    issuer_id text not null constraint status_list_issuer_fk references issuer,
    permutation_key blob not null,
    taken bigint not null constraint status_list_taken_ck check (taken between 0 and 131072),
    bits blob not null,
    document text not null,
    signed_at bigint not null
);
create index status_list_issuer_ix on status_list (issuer_id);

create table credential (
    credential_id text not null constraint credential_pk primary key,
    issuer_id text not null constraint credential_issuer_fk references issuer,
    achievement_id text not null constraint credential_achievement_fk references achievement,
    recipient_name text not null,
    recipient_email text not null,
    document text not null,
    status_list_id text not null constraint credential_status_list_fk references status_list,
    status_index bigint not null,
    awarded_at bigint not null,
    valid_from bigint not null,
    valid_until bigint,
    revoked_at bigint,
    revoked_reason text,
    constraint credential_status_uq unique (status_list_id, status_index),
    constraint credential_revoked_ck check ((revoked_at is null) = (revoked_reason is null))
);
create index credential_issuer_ix on credential (issuer_id, awarded_at);
create index credential_achievement_ix on credential (achievement_id, awarded_at);
create index credential_recipient_ix on credential (recipient_email);

-- What learners hold and show.

create table holding (
    holding_id text not null constraint holding_pk primary key,
    account_id text not null constraint holding_account_fk references account on delete cascade,
    credential_id text constraint holding_credential_fk references credential
        constraint holding_credential_uq unique,
    document text,
    held_at bigint not null,
    constraint holding_source_ck check ((credential_id is null) <> (document is null))
);
create index holding_account_ix on holding (account_id, held_at);

create table record (
    record_id text not null constraint record_pk primary key,
    account_id text not null constraint record_account_fk references account on delete cascade,
    title text not null,
    introduction text not null,
    created_at bigint not null,
    changed_at bigint not null
);
create index record_account_ix on record (account_id, created_at);

create table record_item (
    record_id text not null constraint record_item_record_fk references record on delete cascade,
    holding_id text not null constraint record_item_holding_fk references holding on delete cascade,
    position bigint not null,
    note text not null,
    constraint record_item_pk primary key (record_id, holding_id)
);
create index record_item_holding_ix on record_item (holding_id);

create table share (
    share_id text not null constraint share_pk primary key,
    record_id text not null constraint share_record_fk references record on delete cascade,
    token_hash text not null constraint share_token_uq unique,
    sealed_token text not null,
    created_at bigint not null,
    expires_at bigint not null,
    ended_at bigint
);
create index share_record_ix on share (record_id);
