-- A link on its owner's terms: for whom and what for, following its record or as it was, without some of it,
-- behind a passcode, paused. A link without an end has the last instant of the year 9999 for one.
alter table share add column recipient text not null default '';
alter table share add column purpose text not null default '';
-- `api::RecordContent` as JSON, where the link shows the record as it was when the link was made.
alter table share add column frozen text;
-- The ids of items that are left out, as a JSON list.
alter table share add column hidden text not null default '[]';
alter table share add column sealed_passcode text;
alter table share add column passcode_hash text;
-- Wrong passcodes in a row.
alter table share add column tries bigint not null default 0;
alter table share add column paused_at bigint;
-- When its owner is to be reminded of its end; null where they are not, or have been.
alter table share add column remind_at bigint;
create index share_remind_ix on share (remind_at);

-- The signed texts of a record as it was.
create table share_document (
    share_id text not null constraint share_document_share_fk references share on delete cascade,
    holding_id text not null constraint share_document_holding_fk references holding on delete cascade,
    document text not null,
    constraint share_document_pk primary key (share_id, holding_id)
);
create index share_document_holding_ix on share_document (holding_id);

-- What a learner agreed to show, to whom and what for. It stays when the link is gone.
create table consent_receipt (
    receipt_id text not null constraint consent_receipt_pk primary key,
    account_id text not null constraint consent_receipt_account_fk references account on delete cascade,
    share_id text,
    given_at bigint not null,
    recipient text not null,
    purpose text not null,
    -- `api::ReceiptContent` as JSON.
    content text not null,
    ended_at bigint,
    ended_how text
);
create index consent_receipt_account_ix on consent_receipt (account_id);
create index consent_receipt_share_ix on consent_receipt (share_id);

-- That somebody looked at what a link shows: when, and with what kind of device.
create table share_view (
    view_id text not null constraint share_view_pk primary key,
    share_id text not null constraint share_view_share_fk references share on delete cascade,
    seen_at bigint not null,
    device text not null
);
create index share_view_share_ix on share_view (share_id, seen_at);
