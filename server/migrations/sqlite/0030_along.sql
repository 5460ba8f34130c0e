-- What was agreed to, and sealed copies of keys, also come with whoever brings them along.
create table if not exists consent_receipt (
    receipt_id text not null constraint consent_receipt_pk primary key,
    account_id text not null constraint consent_receipt_account_fk references account on delete cascade,
    share_id text,
    given_at bigint not null,
    recipient text not null,
    purpose text not null,
    content text not null,
    ended_at bigint,
    ended_how text
);
create table if not exists sealed_key (
    account_id text not null constraint sealed_key_account_fk references account on delete cascade,
    did text not null,
    label text not null,
    sealed text not null,
    made_at bigint not null,
    constraint sealed_key_pk primary key (account_id, did)
);
