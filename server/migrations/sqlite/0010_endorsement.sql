-- What awards of a version can be and for how long they are good goes with its words.

alter table achievement_version add column suspendable boolean not null default false;
alter table achievement_version add column valid_days bigint;
update achievement_version set
    suspendable = (select suspendable from achievement a where a.achievement_id = achievement_version.achievement_id),
    valid_days = (select valid_days from achievement a where a.achievement_id = achievement_version.achievement_id);

-- What an institution says in favour of somebody else's achievement, of an issuer or a credential.
-- `subject` is the id of what it is about: an address or a DID.

create table endorsement (
    endorsement_id text not null constraint endorsement_pk primary key,
    issuer_id text not null constraint endorsement_issuer_fk references issuer,
    kind text not null constraint endorsement_kind_ck check (kind in ('achievement', 'profile', 'credential')),
    subject text not null,
    subject_name text not null,
    comment text not null,
    document text not null,
    status_list_id text not null constraint endorsement_status_list_fk references status_list,
    status_index bigint not null,
    made_by text constraint endorsement_account_fk references account on delete set null,
    created_at bigint not null,
    revoked_at bigint,
    revoked_reason text,
    constraint endorsement_status_uq unique (status_list_id, status_index)
);
create index endorsement_issuer_ix on endorsement (issuer_id, created_at);

-- What others say in favour of our achievements: it goes into what is awarded of them from then on.

create table received_endorsement (
    received_endorsement_id text not null constraint received_endorsement_pk primary key,
    achievement_id text not null constraint received_endorsement_achievement_fk references achievement on delete cascade,
    endorser text not null,
    comment text not null,
    document text not null,
    created_at bigint not null
);
create index received_endorsement_achievement_ix on received_endorsement (achievement_id, created_at);
