-- Keys of learners' own: which device made one, when, and since when it signs nothing more.

alter table account_key add column label text not null default '';
alter table account_key add column made_at bigint not null default 0;
alter table account_key add column retired_at bigint;
update account_key set made_at = proven_at;

-- Copies of such keys that their owners sealed under a passphrase, in their browsers.
create table sealed_key (
    account_id text not null constraint sealed_key_account_fk references account on delete cascade,
    did text not null,
    label text not null,
    -- `api::SealedKey` as JSON.
    sealed text not null,
    made_at bigint not null,
    constraint sealed_key_pk primary key (account_id, did)
);

-- What learners signed of what a link shows: the signed presentation, as it was signed.
create table share_proof (
    share_id text not null constraint share_proof_pk primary key
        constraint share_proof_share_fk references share on delete cascade,
    holder text not null,
    document text not null,
    -- SHA-256 of what was signed but for who signed it, in base64 without padding.
    content_digest text not null,
    signed_at bigint not null
);
