-- Delivery. A mail is waiting while next_try_at is set; it is sent when sent_at is, given up when
-- failed_at is. sending_since is set while somebody sends it: next_try_at is then the moment after
-- which another may.

alter table mail add column kind text not null default 'notice'
    constraint mail_kind_ck check (kind in ('sign_in', 'notice', 'award'));
alter table mail add column language text not null default 'en';
alter table mail add column issuer_id text constraint mail_issuer_fk references issuer;
alter table mail add column credential_id text constraint mail_credential_fk references credential;
alter table mail add column tries bigint not null default 0;
alter table mail add column next_try_at bigint;
alter table mail add column sending_since bigint;
alter table mail add column maybe_twice boolean not null default false;
alter table mail add column failed_at bigint;
alter table mail add column fault text;

update mail set next_try_at = created_at where sent_at is null;

create index mail_due_ix on mail (kind, next_try_at, mail_id) where next_try_at is not null;
create index mail_sending_ix on mail (sending_since) where sending_since is not null;
create index mail_credential_ix on mail (credential_id, created_at) where credential_id is not null;
create index mail_failed_ix on mail (issuer_id, failed_at) where failed_at is not null;
