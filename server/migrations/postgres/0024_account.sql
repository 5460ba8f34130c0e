-- What people have said about their account: the language and the theme of pages, empty where the browser says.

alter table account add column language text not null default '';
alter table account add column theme text not null default ''
    constraint account_theme_ck check (theme in ('', 'light', 'dark'));

-- The address that letters go to is the one that was chosen last; where none was, the first one proven.

alter table address add column chosen_at bigint;
-- When its owner was last told that the school it comes from will end it.
alter table address add column end_told_at bigint;

-- The kind of device, coarsely; the day of its last visit; when its owner last proved who they are.

alter table session add column device text not null default '';
alter table session add column seen_at bigint not null default 0;
alter table session add column proven_at bigint not null default 0;
-- Whoever was signed in before was last known to visit, and to be who they are, when they signed in.
update session set seen_at = created_at - created_at % 86400000, proven_at = created_at;

-- Addresses that somebody wants to add to their account: a link went to each.

create table address_request (
    token_hash text not null constraint address_request_pk primary key,
    account_id text not null constraint address_request_account_fk references account on delete cascade,
    email text not null,
    created_at bigint not null,
    expires_at bigint not null
);
create index address_request_account_ix on address_request (account_id, created_at);
create index address_request_email_ix on address_request (email);
create index address_request_expires_ix on address_request (expires_at);

-- Passkeys: public keys of devices that sign in. Source: Web Authentication Level 3.

create table passkey (
    passkey_id text not null constraint passkey_pk primary key,
    account_id text not null constraint passkey_account_fk references account on delete cascade,
    credential_id text not null constraint passkey_credential_uq unique,
    name text not null,
    transports bigint not null,
    -- What its device said when it was made, the public key among it, and what it said last.
    static_state text not null,
    dynamic_state text not null,
    created_at bigint not null,
    used_at bigint
);
create index passkey_account_ix on passkey (account_id);

-- Challenges that a passkey has answered, so that no answer counts twice.

create table passkey_answer (
    challenge_hash text not null constraint passkey_answer_pk primary key,
    expires_at bigint not null
);

-- Codes on paper, each good for one sign-in, by keyed hash.

create table recovery_code (
    code_hash text not null constraint recovery_code_pk primary key,
    account_id text not null constraint recovery_code_account_fk references account on delete cascade,
    created_at bigint not null
);
create index recovery_code_account_ix on recovery_code (account_id);

-- When addresses that come from an institution will end: all those of a domain that it has itself, or one, with
-- the learner that it was when the institution said so.

create table address_end (
    address_end_id text not null constraint address_end_pk primary key,
    issuer_id text not null constraint address_end_issuer_fk references issuer,
    domain text not null,
    email text not null,
    learner_id text constraint address_end_learner_fk references learner on delete cascade,
    ends_at bigint not null,
    created_at bigint not null,
    constraint address_end_one_ck check ((domain = '') <> (email = ''))
);
create unique index address_end_domain_uq on address_end (issuer_id, domain) where domain <> '';
create unique index address_end_email_uq on address_end (email, issuer_id) where email <> '';
create index address_end_learner_ix on address_end (learner_id) where learner_id is not null;

-- Which institutions have an address.

create index learner_address_ix on learner (email);
