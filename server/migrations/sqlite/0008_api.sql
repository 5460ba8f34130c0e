-- Programs that work at an institution's desk. Each has an account of its own, which has no address
-- and so signs in nowhere: what a program did is told apart from what people did. `scopes` are names
-- with a space between them.

create table api_key (
    api_key_id text not null constraint api_key_pk primary key,
    issuer_id text not null constraint api_key_issuer_fk references issuer,
    account_id text not null constraint api_key_account_fk references account,
    name text not null,
    token_hash text not null constraint api_key_token_uq unique,
    last_four text not null,
    scopes text not null,
    made_by text constraint api_key_made_by_fk references account on delete set null,
    created_at bigint not null,
    expires_at bigint,
    used_at bigint,
    revoked_at bigint
);
create index api_key_issuer_ix on api_key (issuer_id);

-- Requests that are answered once, however often they are sent: an answer is kept sealed, because
-- it may name learners. Without `status` the request is being worked on, or was when the service
-- stopped.

create table idempotency (
    account_id text not null constraint idempotency_account_fk references account on delete cascade,
    key_hash text not null,
    request_hash text not null,
    status bigint,
    answer text,
    at bigint not null,
    constraint idempotency_pk primary key (account_id, key_hash)
);
create index idempotency_at_ix on idempotency (at);
