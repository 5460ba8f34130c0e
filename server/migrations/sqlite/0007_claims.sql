-- Claiming. A code opens one credential once, whoever enters it. It is kept as a hash under the
-- master key, since it is too short to be kept as any other, and sealed, to be printed again.

create table claim_code (
    credential_id text not null constraint claim_code_pk primary key
        constraint claim_code_credential_fk references credential,
    code_hash text not null constraint claim_code_hash_uq unique,
    sealed_code text not null,
    created_at bigint not null,
    used_at bigint,
    used_by text constraint claim_code_account_fk references account on delete set null
);

-- A link for whoever comes. `taken` counts what it has given and promised.

create table claim_link (
    claim_link_id text not null constraint claim_link_pk primary key,
    issuer_id text not null constraint claim_link_issuer_fk references issuer,
    achievement_id text not null constraint claim_link_achievement_fk references achievement,
    title text not null,
    token_hash text not null constraint claim_link_token_uq unique,
    sealed_token text not null,
    opens_at bigint,
    closes_at bigint,
    most bigint constraint claim_link_most_ck check (most > 0),
    taken bigint not null default 0,
    sealed_word text,
    approved boolean not null,
    state text not null default 'open' constraint claim_link_state_ck check (state in ('open', 'paused', 'closed')),
    created_by text constraint claim_link_account_fk references account on delete set null,
    created_at bigint not null,
    constraint claim_link_taken_ck check (taken >= 0 and (most is null or taken <= most))
);
create index claim_link_issuer_ix on claim_link (issuer_id, created_at);

-- Who has asked by a link: once each.

create table claim_request (
    claim_request_id text not null constraint claim_request_pk primary key,
    claim_link_id text not null constraint claim_request_link_fk references claim_link,
    account_id text not null constraint claim_request_account_fk references account on delete cascade,
    name text not null,
    email text not null,
    state text not null constraint claim_request_state_ck check (state in ('waiting', 'issued', 'declined')),
    credential_id text constraint claim_request_credential_fk references credential,
    asked_at bigint not null,
    decided_at bigint,
    constraint claim_request_once_uq unique (claim_link_id, account_id),
    constraint claim_request_issued_ck check ((state = 'issued') = (credential_id is not null))
);
create index claim_request_account_ix on claim_request (account_id);

-- Wrong code words, so that nobody tries them all.

create table claim_try (
    claim_link_id text not null constraint claim_try_link_fk references claim_link on delete cascade,
    account_id text not null constraint claim_try_account_fk references account on delete cascade,
    wrong bigint not null,
    first_at bigint not null,
    constraint claim_try_pk primary key (claim_link_id, account_id)
);

-- What somebody at a desk saw before a credential went to another address.

create table identity_check (
    identity_check_id text not null constraint identity_check_pk primary key,
    issuer_id text not null constraint identity_check_issuer_fk references issuer,
    credential_id text not null constraint identity_check_credential_fk references credential,
    seen text not null constraint identity_check_seen_ck
        check (seen in ('passport', 'identity_card', 'driving_licence', 'student_card', 'in_person', 'other')),
    note text not null,
    checked_by text constraint identity_check_account_fk references account on delete set null,
    checked_at bigint not null
);
create index identity_check_credential_ix on identity_check (credential_id);

-- DIDs whose key an account has shown to hold.

create table account_key (
    account_id text not null constraint account_key_account_fk references account on delete cascade,
    did text not null,
    proven_at bigint not null,
    constraint account_key_pk primary key (account_id, did)
);

create table key_challenge (
    challenge_hash text not null constraint key_challenge_pk primary key,
    account_id text not null constraint key_challenge_account_fk references account on delete cascade,
    expires_at bigint not null
);
create index key_challenge_expires_ix on key_challenge (expires_at);
