-- Who looks after a minor's wallet with them: invited by an institution for one of its learners, until a day that
-- it says. It counts from when both have said yes, the guardian and the learner, to its end, whichever comes first;
-- no birth date is kept.

create table guardian (
    guardian_id text not null constraint guardian_pk primary key,
    issuer_id text not null constraint guardian_issuer_fk references issuer,
    learner_id text not null constraint guardian_learner_fk references learner on delete cascade,
    -- Whose wallet: whoever proved the learner's address and said yes.
    learner_account_id text constraint guardian_learner_account_fk references account on delete cascade,
    -- The address that was invited, and whoever proved it and said yes.
    email text not null,
    account_id text constraint guardian_account_fk references account on delete cascade,
    -- When the last letter went out.
    invited_at bigint not null,
    accepted_at bigint,
    agreed_at bigint,
    -- From this moment on it is over.
    ends_at bigint not null,
    -- When it was ended before that, and by whom.
    ended_at bigint,
    ended_by text constraint guardian_ended_by_ck check (ended_by in ('institution', 'guardian', 'learner'))
);
create index guardian_learner_ix on guardian (learner_id);
create index guardian_learner_account_ix on guardian (learner_account_id) where learner_account_id is not null;
create index guardian_account_ix on guardian (account_id) where account_id is not null;
create index guardian_email_ix on guardian (email);

-- Links that a guardian has a say in: one that is not approved is not live. Without a moment of the decision it
-- waits for one. The guardian is who was asked, then who decided; the decision outlasts them.

create table share_approval (
    share_id text not null constraint share_approval_pk primary key
        constraint share_approval_share_fk references share on delete cascade,
    guardian_id text constraint share_approval_guardian_fk references guardian on delete set null,
    asked_at bigint not null,
    decided_at bigint,
    approved boolean not null default false
);
create index share_approval_guardian_ix on share_approval (guardian_id) where guardian_id is not null;

-- Whether links of learners who have a guardian wait for their approval.

alter table issuer add column guardian_approval boolean not null default false;
