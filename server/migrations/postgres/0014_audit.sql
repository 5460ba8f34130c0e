-- What was done, each act a link in the chain of its institution, or in that of the service. What may have to
-- be forgotten (who, to what, how) lies beside the chain, and the chain holds a commitment to it: SHA-256 over
-- it and a random salt. Without payload and salt the commitment says nothing, and the chain still holds.

alter table audit rename to audit_before;
alter index audit_pk rename to audit_before_pk;
drop index audit_issuer_ix;
drop index audit_subject_ix;

create table audit_chain (
    -- An institution's id, or `service`.
    chain text not null constraint audit_chain_pk primary key,
    -- Of the last link. Who adds links locks this row.
    sequence bigint not null,
    link text not null
);

create table audit (
    chain text not null constraint audit_chain_fk references audit_chain,
    -- From 1, without a gap.
    sequence bigint not null,
    at bigint not null,
    act text not null,
    commitment text not null,
    link text not null,
    constraint audit_link_pk primary key (chain, sequence)
);

create table audit_payload (
    chain text not null,
    sequence bigint not null,
    salt text not null,
    account_id text,
    subject text not null,
    detail text not null,
    before text,
    after text,
    constraint audit_payload_pk primary key (chain, sequence),
    constraint audit_payload_audit_fk foreign key (chain, sequence) references audit
);
create index audit_payload_subject_ix on audit_payload (chain, subject);

create function audit_stays() returns trigger language plpgsql as $$
begin
    raise exception 'what was done is added to, never changed';
end
$$;
create trigger audit_stays before update or delete or truncate on audit
    for each statement execute function audit_stays();

-- A credential whose learner was forgotten: its row keeps the id and the place in the status list, so that
-- nothing else gets them, and says nothing.

alter table credential add column erased_at bigint;
