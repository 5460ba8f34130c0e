-- Whose a holding from elsewhere is known by: 'address', 'key', or nothing but the learner's 'word'; empty
-- until it was found out. One that was issued here has been claimed. What was removed is kept a while, so
-- that it can be put back.
alter table holding add column whose text not null default ''
    constraint holding_whose_ck check (whose in ('', 'address', 'key', 'word'));
alter table holding add column removed_at bigint;
-- SHA-256 of a document from elsewhere, so that the same text is found again; empty until it was read.
alter table holding add column digest text not null default '';
create index holding_digest_ix on holding (account_id, digest);
create index holding_removed_ix on holding (removed_at) where removed_at is not null;

-- What was read of a holding when it was last checked, so that no list has to check anything. `seen` tells
-- of which edition and state; `words` is what a search looks through, in small letters and without accents;
-- `due_at` when it is checked again; `news` what became of it that its holder has not put aside,
-- `ending_told` of which end they have, and `told` the last state that was not `unknown`.
create table holding_summary (
    holding_id text not null constraint holding_summary_pk primary key
        constraint holding_summary_holding_fk references holding on delete cascade,
    account_id text not null constraint holding_summary_account_fk references account on delete cascade,
    seen text not null,
    document_id text not null,
    issuer_id text not null,
    issuer_name text not null,
    title text not null,
    kind text not null,
    image text not null,
    entries bigint not null,
    open_badges_2 boolean not null,
    awarded_at bigint not null,
    year bigint not null,
    valid_from bigint not null,
    valid_until bigint,
    state text not null,
    words text not null,
    checked_at bigint not null,
    due_at bigint not null,
    news text not null default '',
    news_at bigint not null default 0,
    ending_told bigint not null default 0,
    told text not null default ''
);
create index holding_summary_account_ix on holding_summary (account_id, awarded_at, holding_id);
create index holding_summary_document_ix on holding_summary (account_id, document_id, issuer_id);
create index holding_summary_due_ix on holding_summary (due_at);

-- The report on a holding, as JSON, without the pictures that the document has anyway.
create table holding_report (
    holding_id text not null constraint holding_report_pk primary key
        constraint holding_report_holding_fk references holding on delete cascade,
    report text not null
);

-- What a holding says its holder can do: the alignments of its achievement and of those in it.
create table holding_skill (
    holding_id text not null constraint holding_skill_holding_fk references holding on delete cascade,
    position bigint not null,
    account_id text not null constraint holding_skill_account_fk references account on delete cascade,
    skill text not null,
    name text not null,
    code text not null,
    framework text not null,
    url text not null,
    constraint holding_skill_pk primary key (holding_id, position)
);
create index holding_skill_account_ix on holding_skill (account_id, skill);

-- Earlier editions of a holding from elsewhere, byte for byte.
create table holding_edition (
    holding_id text not null constraint holding_edition_holding_fk references holding on delete cascade,
    edition bigint not null,
    document text not null,
    replaced_at bigint not null,
    constraint holding_edition_pk primary key (holding_id, edition)
);

-- The picture of a holding from elsewhere: the file it came baked in, or the one that it carries.
create table holding_picture (
    holding_id text not null constraint holding_picture_pk primary key
        constraint holding_picture_holding_fk references holding on delete cascade,
    media_type text not null,
    baked boolean not null,
    picture blob not null
);

-- What a learner brought that is not known to be theirs, or not good: it waits a day for their word. `bytes`
-- are those of the document and its picture, `digest` is the SHA-256 of the document.
create table arrival (
    arrival_id text not null constraint arrival_pk primary key,
    account_id text not null constraint arrival_account_fk references account on delete cascade,
    digest text not null,
    bytes bigint not null,
    created_at bigint not null,
    name text not null,
    report text not null,
    media_type text,
    baked boolean not null,
    picture blob,
    document text not null
);
create index arrival_account_ix on arrival (account_id, created_at);
create index arrival_digest_ix on arrival (account_id, digest);
create index arrival_created_ix on arrival (created_at);
