-- One press of the button that awards: whoever presses it twice awards once.

create table awarding (
    awarding_id text not null constraint awarding_pk primary key,
    issuer_id text not null constraint awarding_issuer_fk references issuer,
    account_id text not null constraint awarding_account_fk references account on delete cascade,
    achievement_id text not null constraint awarding_achievement_fk references achievement,
    class_id text constraint awarding_class_fk references class on delete cascade,
    awarded_at bigint not null
);
create index awarding_class_ix on awarding (class_id);
