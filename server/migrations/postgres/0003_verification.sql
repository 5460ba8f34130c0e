-- Many documents being judged for somebody who comes back for the reports. Nothing here can be
-- read without the token, of which only the hash is kept; all of it goes within the hour.

create table verification (
    token_hash text not null constraint verification_pk primary key,
    done bigint not null,
    total bigint not null,
    leased_until bigint not null,
    expires_at bigint not null
);
create index verification_expires_ix on verification (expires_at);

create table verification_part (
    token_hash text not null constraint verification_part_fk references verification on delete cascade,
    done bigint not null,
    sealed text not null,
    constraint verification_part_pk primary key (token_hash, done)
);
