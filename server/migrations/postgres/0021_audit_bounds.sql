-- The numbers of a chain begin at 1: what stands before that is in no chain, and nobody would look there.

alter table audit add constraint audit_sequence_ck check (sequence > 0) not valid;

-- Every institution has a chain from the moment it is there, so that one without a chain is missed. An empty
-- link is that of the beginning.

insert into audit_chain (chain, sequence, link)
    select issuer_id, 0, '' from issuer where issuer_id not in (select chain from audit_chain);

-- Whom a school's system says that a learner is as well: that one stands for both.

alter table learner add column same_as text constraint learner_same_as_fk references learner on delete set null;
create index learner_same_as_ix on learner (same_as) where same_as is not null;
